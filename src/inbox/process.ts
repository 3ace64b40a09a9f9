// Takes stored emails through parse, classify, find the thread, admit and extract, to one action. Writes messages, tasks,
// delivery events and the outcome with its evidence.
import { timestamp } from "../domain/clock.ts";
import { getBlob } from "../store/blobs.ts";
import {
  claimInboundEmails,
  hasClaimableInboundEmails,
  markInboundOutcome,
  releaseInboundLeases,
  type ClaimedEmail,
} from "../store/inbound-emails.ts";
import { act } from "./act.ts";
import type { Examination } from "./decision.ts";
import { examine } from "./examine.ts";
import type { Inbox } from "./inbox.ts";
import { keepHandled } from "./keep-handled.ts";
import { parseHead } from "./parse-head.ts";
import { UnreadableEmail } from "./parsed-email.ts";

/** Emails processed at the same time. */
export const emailsMax = 16;
/** Tries at an email whose worker died each time; then it is shown as failed. */
const attemptsMax = 3;
const leaseMs = 120_000;

/** Takes the oldest waiting emails for this worker, with those whose worker died. */
export async function claimWaiting(inbox: Inbox, countMax: number): Promise<ClaimedEmail[]> {
  const now = inbox.clock();
  if (!(await hasClaimableInboundEmails(inbox.store.read, timestamp(now)))) return [];
  return inbox.store.write(async (rows) => {
    await releaseInboundLeases(rows, timestamp(now));
    return claimInboundEmails(rows, countMax, timestamp(new Date(now.getTime() + leaseMs)));
  });
}

/** The last email of each sender being processed: one sender's emails go one after another, as they were written. */
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
    if (email.attempts > attemptsMax)
      throw new Error(`The worker died ${attemptsMax} times over this email.`);
    const raw = await getBlob(inbox.store.read, email.rawSha256);
    const examination = await examineOrHold(inbox, email, raw);
    const outcome = await inbox.store.write((rows) => act(inbox, rows, email, examination));
    inbox.log.info(
      { id: email.id, messageId: outcome.internetMessageId, reason: outcome.reason, taskId: outcome.taskId },
      outcome.status,
    );
  } catch (fault) {
    inbox.log.error({ fault, id: email.id }, "processing failed");
    await recordFailure(inbox, email);
  }
}

/** An email that cannot be read is held with what its head says; nothing is lost, its bytes are stored. */
async function examineOrHold(inbox: Inbox, email: ClaimedEmail, raw: Buffer): Promise<Examination> {
  try {
    return await examine(inbox, email, await inbox.pool.parse(raw));
  } catch (fault) {
    if (!(fault instanceof UnreadableEmail)) throw fault;
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
          fromAddress: email.envelopeFrom === "" ? null : email.envelopeFrom,
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
