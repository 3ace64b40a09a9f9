// The breaker over all tasks: too many emails about inbound mail in a short time wait for staff. Emails about what staff wrote and
// links to sign in never come here. Reads and writes breakers and the events that wait.
import { tripBreaker } from "../actions/trip-breaker.ts";
import { timestamp } from "../domain/clock.ts";
import { allWindowMs } from "../domain/storm.ts";
import {
  countEmailsAboutInbound,
  findEverythingResetAt,
  isReleased,
  lockOpenEverything,
  markBreakerKept,
  recordWaitingEvent,
} from "../store/breakers.ts";
import type { Rows } from "../store/rows.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Whether the event of an inbound message is told to nobody yet; then it waits, in the announcing transaction. Announcers of
 * several processes may each write one event's emails beyond the limit, never more.
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
  const hourAgo = timestamp(new Date(now.getTime() - allWindowMs));
  const resetAt = await findEverythingResetAt(rows);
  const since = resetAt !== undefined && resetAt > hourAgo ? resetAt : hourAgo;
  if ((await countEmailsAboutInbound(rows, since)) < countMax) return undefined;
  // Another process may have tripped it just now; this waits for it.
  return (await tripBreaker(rows, timestamp(now), { kind: "everything" })) ?? lockOpenEverything(rows);
}
