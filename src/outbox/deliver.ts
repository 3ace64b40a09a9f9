// Claims queued emails, hands each to the courier, and records what became of it.
import { pauseAddress } from "../actions/pause-address.ts";
import { timestamp } from "../domain/clock.ts";
import { isAddressAtFault } from "../domain/delivery.ts";
import { isStoreAway } from "../store/away.ts";
import { recordEvent } from "../store/events.ts";
import { leaseMs } from "../store/leases.ts";
import { type OutboundEmailRow } from "../store/outbound-emails.ts";
import { recordFailedAttempt } from "../store/outgoing.ts";
import {
  claimOutboundEmails,
  hasClaimableOutboundEmails,
  markOutboundRefused,
  markOutboundRetry,
  markOutboundSent,
  markOutboundUnknown,
  releaseOutboundLeases,
  renewOutboundLease,
} from "../store/outbound-sending.ts";
import { holdClaimedEmail, lockPause } from "../store/paused-addresses.ts";
import type { Rows } from "../store/rows.ts";
import type { SendOutcome } from "./courier.ts";
import { fillIn } from "./fill-in.ts";
import type { Outbox } from "./outbox.ts";

/** Emails handed over at the same time. */
export const deliveriesMax = 10;
/** Tries, with the waits below about two days in all; then the email counts as refused and its message says so. */
export const attemptsMax = 18;
const givenUp = `Given up after ${attemptsMax} tries.`;
const firstRetryMs = 60_000;
const longestRetryMs = 4 * 60 * 60_000;
/** Tries at writing down what became of an email while the database is away. */
const recordTriesMax = 20;
const recordPauseMs = 1_000;
/** How long an event may take to settle an email whose fate is unknown, before it is sent once more. */
const settleMs = 30 * 60_000;

/**
 * Takes emails that are due for this worker. It keeps those it is still handing over: after a machine slept their leases
 * have run out, and it would else be the first to send them once more.
 */
export async function claimDue(
  outbox: Outbox,
  countMax: number,
  running: readonly OutboundEmailRow[],
): Promise<OutboundEmailRow[]> {
  const now = outbox.clock();
  if (!(await hasClaimableOutboundEmails(outbox.store.read, timestamp(now)))) return [];
  return outbox.store.write(async (rows) => {
    for (const row of running) await renewOutboundLease(rows, row, leasedUntil(outbox));
    await releaseOutboundLeases(rows, timestamp(now));
    for (;;) {
      const claimed = await claimOutboundEmails(rows, countMax, timestamp(now), leasedUntil(outbox));
      const due = await withoutPaused(rows, claimed);
      if (due.length > 0 || claimed.length === 0) return due;
    }
  });
}

/**
 * Sets aside what would go to a paused address and answers the rest. Asked here, at the last moment, so that nothing slips
 * through that was written or put off while its address was being paused. A link to sign in goes out all the same: somebody
 * asked for it just now.
 */
async function withoutPaused(rows: Rows, claimed: readonly OutboundEmailRow[]): Promise<OutboundEmailRow[]> {
  const due: OutboundEmailRow[] = [];
  for (const row of claimed) {
    if (row.signInId === null && (await lockPause(rows, row.toAddress))) await holdClaimedEmail(rows, row.id);
    else due.push(row);
  }
  return due;
}

function leasedUntil(outbox: Outbox): string {
  return timestamp(new Date(outbox.clock().getTime() + leaseMs));
}

/** Keeps hold of what is still being handed over. Does not throw: at worst another worker sends an email once more. */
export async function renewSending(outbox: Outbox, running: readonly OutboundEmailRow[]): Promise<void> {
  try {
    await outbox.store.write(async (rows) => {
      for (const row of running) await renewOutboundLease(rows, row, leasedUntil(outbox));
    });
  } catch (fault) {
    outbox.log.error({ fault }, "leases not renewed");
  }
}

/** Hands one claimed email to the courier and records what became of it. Does not throw: a lease that runs out frees it. */
export async function deliverOne(outbox: Outbox, row: OutboundEmailRow): Promise<void> {
  const outcome = await trySend(outbox, row);
  outbox.log.info(
    { messageId: row.internetMessageId, attempt: row.attempts, courier: outbox.courier.name, ...outcome },
    outcome.kind,
  );
  for (let tries = 1; ; tries++) {
    try {
      await recordOutcome(outbox, row, outcome);
      return;
    } catch (fault) {
      outbox.log.error({ fault, messageId: row.internetMessageId }, "outcome not recorded");
      // A database that starts anew is back soon; without the outcome the email would go out once more.
      if (!isStoreAway(fault) || tries >= recordTriesMax) return;
      await new Promise((resolve) => setTimeout(resolve, recordPauseMs));
    }
  }
}

async function trySend(outbox: Outbox, row: OutboundEmailRow): Promise<SendOutcome> {
  if (row.attempts > attemptsMax) {
    return { kind: "refused", reason: `${givenUp} ${row.reason ?? ""}`.trim(), isGivenUp: true };
  }
  try {
    return await outbox.courier.send(await fillIn(outbox, row));
  } catch (fault) {
    // A courier answers for what the other side does; what it throws is our bug, and the email waits until it is mended.
    outbox.log.error({ fault, messageId: row.internetMessageId }, "courier failed");
    return { kind: "retry", reason: "Sending failed on our side; the fault is in the log." };
  }
}

async function recordOutcome(outbox: Outbox, row: OutboundEmailRow, outcome: SendOutcome): Promise<void> {
  const now = outbox.clock();
  const at = timestamp(now);
  await outbox.store.write(async (rows) => {
    if (outcome.kind !== "sent") {
      const { kind, reason } = outcome;
      await recordFailedAttempt(rows, row.id, { attempt: row.attempts, outcome: kind, reason, at });
    }
    switch (outcome.kind) {
      case "sent":
        return markOutboundSent(rows, row.id, outcome.providerId ?? null, at);
      case "retry": {
        // Never before the other side said, and never sooner than our own delay, or a row of short waits would use up all tries.
        const waitMs = Math.max(outcome.afterMs ?? 0, retryDelayMs(row.attempts, Math.random()));
        return markOutboundRetry(rows, row, outcome.reason, timestamp(new Date(now.getTime() + waitMs)));
      }
      case "unknown":
        return markOutboundUnknown(rows, row, outcome.reason, timestamp(new Date(now.getTime() + settleMs)));
      case "refused":
        return recordRefusal(rows, row, outcome, at);
    }
  });
}

async function recordRefusal(
  rows: Rows,
  row: OutboundEmailRow,
  { reason, isGivenUp }: Extract<SendOutcome, { kind: "refused" }>,
  at: string,
): Promise<void> {
  if (!(await markOutboundRefused(rows, row, reason))) return;
  await recordEvent(rows, {
    type: "email.refused",
    ...(row.taskId === null ? {} : { taskId: row.taskId }),
    at,
    payload: {
      outboundEmailId: row.id,
      reason,
      ...(isGivenUp === true ? { lastReason: row.reason ?? "" } : {}),
    },
  });
  if (!isAddressAtFault({ words: reason })) return;
  await pauseAddress(rows, at, { email: row, cause: "refused", reason, happenedAt: at });
}

/** Doubles from a minute to four hours, less up to a quarter by `jitter` (0 to 1) so that retries spread out. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const waitMs = Math.min(firstRetryMs * 2 ** Math.max(attempts - 1, 0), longestRetryMs);
  return Math.round(waitMs * (1 - jitter / 4));
}
