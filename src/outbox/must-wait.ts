// The breaker over all tasks: too many emails about inbound mail in a short time wait for staff. Emails about what staff wrote and
// links to sign in never come here. Reads and writes breakers and the events that wait.
import { tripBreaker } from "../actions/trip-breaker.ts";
import { timestamp } from "../domain/clock.ts";
import { allWindowMs } from "../domain/storm.ts";
import {
  boundEmailsSince,
  countEmailsAboutInbound,
  findEverythingResetAt,
  lockOpenEverything,
  markBreakerKept,
} from "../store/breakers.ts";
import type { Rows } from "../store/rows.ts";
import { isReleased, recordWaitingEvent } from "../store/waiting-events.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Emails about inbound mail within the hour: looked up once in a transaction, then kept up with what it writes itself. Until
 * it matters it is a bound that is cheap to find; counting a busy hour for each batch would cost more than its emails.
 */
export interface Tally {
  emailCount?: number;
  isCounted?: true;
}

/**
 * Whether the event of an inbound message is told to nobody yet; then it waits, in the announcing transaction. Otherwise its
 * emails count, for the caller to add to the tally, but for those that staff let go. Announcers of several processes may each
 * overshoot by what the others have not committed yet.
 */
export async function mustWait(
  outbox: Outbox,
  rows: Rows,
  eventId: number,
  tally: Tally,
): Promise<"waits" | "counts" | "is free"> {
  const { emailsAboutInboundMax } = outbox;
  if (emailsAboutInboundMax === undefined || (await isReleased(rows, eventId))) return "is free";
  const now = outbox.clock();
  const at = timestamp(now);
  const breakerId =
    (await lockOpenEverything(rows)) ?? (await tripIfTooMany(rows, now, emailsAboutInboundMax, tally));
  if (breakerId === undefined) return "counts";
  await recordWaitingEvent(rows, eventId, breakerId);
  await markBreakerKept(rows, breakerId, at);
  return "waits";
}

async function tripIfTooMany(
  rows: Rows,
  now: Date,
  countMax: number,
  tally: Tally,
): Promise<number | undefined> {
  tally.emailCount ??= await boundEmailsSince(rows, await countedSince(rows, now));
  if (tally.emailCount < countMax) return undefined;
  if (tally.isCounted === undefined) {
    tally.emailCount = await countEmailsAboutInbound(rows, await countedSince(rows, now));
    tally.isCounted = true;
    if (tally.emailCount < countMax) return undefined;
  }
  // Another process may have tripped it just now; this waits for it.
  return (await tripBreaker(rows, timestamp(now), { kind: "everything" })) ?? lockOpenEverything(rows);
}

/** An hour ago, or when the breaker was last reset. */
async function countedSince(rows: Rows, now: Date): Promise<string> {
  const hourAgo = timestamp(new Date(now.getTime() - allWindowMs));
  const resetAt = await findEverythingResetAt(rows);
  return resetAt !== undefined && resetAt > hourAgo ? resetAt : hourAgo;
}
