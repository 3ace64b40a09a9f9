// Takes stored emails through parse, classify, find the thread, admit and extract, to one action. Writes messages, tasks,
// delivery events and the outcome with its evidence.
import { timestamp } from "../domain/clock.ts";
import { getBlob } from "../store/blobs.ts";
import {
  claimAbandonedInboundEmail,
  claimInboundEmails,
  hasAbandonedInboundEmails,
  hasClaimableInboundEmails,
  lockClaim,
  renewInboundLease,
  type ClaimedEmail,
} from "../store/inbound-claims.ts";
import { markInboundOutcome } from "../store/inbound-emails.ts";
import { leaseMs } from "../store/leases.ts";
import { act } from "./act.ts";
import type { Examination } from "./decision.ts";
import { examine } from "./examine.ts";
import type { Inbox } from "./inbox.ts";
import { keepHandled } from "./keep-handled.ts";
import { parseHead } from "./parse-head.ts";
import { UnreadableEmail } from "./parsed-email.ts";
import { passesByItself, putOff } from "./put-off.ts";
import { sealEnvelope } from "./seal-envelopes.ts";
import { openAddress, sealAddress } from "../threading/sealed-address.ts";

/** Emails processed at the same time. */
export const emailsMax = 16;
/** Tries at an email with nothing beside it, if its worker dies each time; then it is shown as failed. */
export const triesAloneMax = 5;

/**
 * Takes the oldest waiting emails for this worker. Those whose worker died come first and each alone, with nothing of
 * `running` or new beside it: any of the emails of a dead worker may have killed it, and the others must not fail for it.
 */
export async function claimWaiting(
  inbox: Inbox,
  countMax: number,
  running: readonly ClaimedEmail[],
): Promise<ClaimedEmail[]> {
  if (running.some(isTriedAlone)) return [];
  if (!(await hasClaimableInboundEmails(inbox.store.read, timestamp(inbox.clock())))) return [];
  // Nothing is claimed that would only wait: a process that dies while it starts has no part in any email.
  await inbox.pool.ready();
  const now = timestamp(inbox.clock());
  const claimed = await inbox.store.write(async (rows) => {
    if (await hasAbandonedInboundEmails(rows, now)) {
      if (running.length > 0) return [];
      const abandoned = await claimAbandonedInboundEmail(rows, now, leasedUntil(inbox));
      if (abandoned !== undefined) return [abandoned];
    }
    const waiting = await claimInboundEmails(
      rows,
      countMax,
      leasedUntil(inbox),
      running.map(({ id }) => id),
    );
    for (const email of waiting) await sealEnvelope(rows, inbox.keys, inbox.installation.replyDomain, email);
    return waiting;
  });
  return claimed.map((email) => withOpenEnvelope(inbox, email));
}

/** Rows keep our own addresses without their codes; the evidence is the whole address. */
function withOpenEnvelope({ keys, installation }: Inbox, email: ClaimedEmail): ClaimedEmail {
  const open = (kept: string) => openAddress(keys, installation.replyDomain, kept);
  return { ...email, envelopeFrom: open(email.envelopeFrom), envelopeTo: open(email.envelopeTo) };
}

/** Only an email whose worker died is tried again without being asked for. */
function isTriedAlone(email: ClaimedEmail): boolean {
  return email.attempts > 1;
}

function leasedUntil(inbox: Inbox): string {
  return timestamp(new Date(inbox.clock().getTime() + leaseMs));
}

/** Keeps hold of what is still being processed. Does not throw: what another worker takes over is done once all the same. */
export async function renewProcessing(inbox: Inbox, running: readonly ClaimedEmail[]): Promise<void> {
  try {
    await inbox.store.write(async (rows) => {
      for (const email of running) await renewInboundLease(rows, email, leasedUntil(inbox));
    });
  } catch (fault) {
    inbox.log.error({ fault }, "leases not renewed");
  }
}

/** The last email of each sender being processed here: one sender's emails go one after another, as they were written. */
const lastOfSender = new WeakMap<Inbox, Map<string, Promise<void>>>();

/** Processes one claimed email to an outcome. Never throws: what goes wrong on our side ends as failed. */
export function processOne(inbox: Inbox, email: ClaimedEmail): Promise<void> {
  let senders = lastOfSender.get(inbox);
  if (senders === undefined) {
    senders = new Map();
    lastOfSender.set(inbox, senders);
  }
  const sender = email.envelopeFrom;
  // Delivery reports have no sender and wait for nobody.
  const before = (sender === "" ? undefined : senders.get(sender)) ?? Promise.resolve();
  const done = before.then(() => processInTurn(inbox, email));
  if (sender !== "") {
    senders.set(sender, done);
    void done.then(() => {
      if (senders.get(sender) === done) senders.delete(sender);
    });
  }
  return done;
}

async function processInTurn(inbox: Inbox, email: ClaimedEmail): Promise<void> {
  try {
    // The first try was in company and proves nothing.
    if (email.attempts > 1 + triesAloneMax)
      throw new Error(`The worker died ${triesAloneMax} times over this email with nothing beside it.`);
    const raw = await getBlob(inbox.store.read, email.rawSha256);
    const examination = await examineOrHold(inbox, email, raw);
    const outcome = await inbox.store.write((rows) => act(inbox, rows, email, examination));
    if (outcome === undefined) {
      inbox.log.warn({ id: email.id }, "taken over by another worker");
      return;
    }
    inbox.log.info(
      { id: email.id, messageId: outcome.internetMessageId, reason: outcome.reason, taskId: outcome.taskId },
      outcome.status,
    );
  } catch (fault) {
    if (passesByItself(fault)) return putOff(inbox, email, fault);
    inbox.log.error({ fault, id: email.id }, "processing failed");
    await recordFailure(inbox, email);
  }
}

/**
 * An email that cannot be read is held with what its head says; nothing is lost, its bytes are stored. One that took too long is
 * read once more: a machine that stood still or was overrun has no email to blame.
 */
async function examineOrHold(
  inbox: Inbox,
  email: ClaimedEmail,
  raw: Buffer,
  triesLeft = 1,
): Promise<Examination> {
  try {
    return await examine(inbox, email, await inbox.pool.parse(raw), raw);
  } catch (fault) {
    if (!(fault instanceof UnreadableEmail)) throw fault;
    if (fault.reason === "too_slow" && triesLeft > 0) return examineOrHold(inbox, email, raw, triesLeft - 1);
    return {
      head: parseHead(raw),
      uploads: [],
      class: null,
      text: null,
      steps: [{ step: "parse", found: fault.message }],
      decision:
        fault.reason === "reader_stopped"
          ? { kind: "fail", reason: fault.reason }
          : { kind: "hold", reason: fault.reason },
    };
  }
}

async function recordFailure(inbox: Inbox, email: ClaimedEmail): Promise<void> {
  const found =
    "Something went wrong on our side; the fault is in the log. Process it again once it is mended.";
  try {
    await inbox.store.write(async (rows) => {
      if (!(await lockClaim(rows, email))) return;
      const at = timestamp(inbox.clock());
      if ((await keepHandled(rows, email.id, found, at)) !== undefined) return;
      await markInboundOutcome(
        rows,
        email.id,
        {
          status: "failed",
          reason: "our_fault",
          class: null,
          evidence: [{ step: "act", found }],
          fromAddress:
            email.envelopeFrom === ""
              ? null
              : sealAddress(inbox.keys, inbox.installation.replyDomain, email.envelopeFrom),
          fromName: null,
          subject: null,
          internetMessageId: null,
          text: null,
          taskId: null,
          author: undefined,
        },
        at,
      );
    });
  } catch (fault) {
    // The lease runs out and the email is taken again.
    inbox.log.error({ fault, id: email.id }, "failure not recorded");
  }
}
