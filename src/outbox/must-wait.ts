// The breaker over all tasks: too many emails about inbound mail in a short time wait for staff. Emails about what staff wrote and
// links to sign in never come here. Reads and writes breakers and the events that wait.
import { tripBreaker } from "../actions/trip-breaker.ts";
import { timestamp } from "../domain/clock.ts";
import { allWindowMs } from "../domain/storm.ts";
import { findEverythingResetAt, lockOpenEverything, markBreakerKept } from "../store/breakers.ts";
import { boundEmailsSince, countEmailsAboutInbound } from "../store/news-of-inbound.ts";
import type { Rows } from "../store/rows.ts";
import { isReleased, recordWaitingEvent } from "../store/waiting-events.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Whether the event of an inbound message, or of the request that it began, is told to nobody yet, but for one that staff let go; then it waits, in the announcing
 * transaction. Announcers of several processes may each overshoot by what the others have not committed yet.
 */
export async function mustWait(outbox: Outbox, rows: Rows, eventId: number): Promise<boolean> {
  const { emailsAboutInboundMax } = outbox;
  if (emailsAboutInboundMax === undefined || (await isReleased(rows, eventId))) return false;
  const now = outbox.clock();
  const at = timestamp(now);
  const breakerId =
    (await lockOpenEverything(rows)) ?? (await tripIfTooMany(rows, now, emailsAboutInboundMax));
  if (breakerId === undefined) return false;
  await recordWaitingEvent(rows, eventId, breakerId);
  await markBreakerKept(rows, breakerId, at);
  return true;
}

async function tripIfTooMany(rows: Rows, now: Date, countMax: number): Promise<number | undefined> {
  const since = await countedSince(rows, now);
  // Counting a busy hour for each message costs more than its emails; the bound is found at once, and mostly says enough.
  if ((await boundEmailsSince(rows, since)) < countMax) return undefined;
  if ((await countEmailsAboutInbound(rows, since)) < countMax) return undefined;
  // Another process may have tripped it just now; this waits for it.
  return (await tripBreaker(rows, timestamp(now), { kind: "everything" })) ?? lockOpenEverything(rows);
}

/** An hour ago, or when the breaker was last reset. */
async function countedSince(rows: Rows, now: Date): Promise<string> {
  const hourAgo = timestamp(new Date(now.getTime() - allWindowMs));
  const resetAt = await findEverythingResetAt(rows);
  return resetAt !== undefined && resetAt > hourAgo ? resetAt : hourAgo;
}
