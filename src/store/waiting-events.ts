// Events that wait for a breaker over all tasks, until staff let them go or keep them quiet.
import type { Rows } from "./rows.ts";

/** An event is told to nobody until staff decide; it waits once. */
export async function recordWaitingEvent(rows: Rows, eventId: number, breakerId: number): Promise<void> {
  await rows.run(
    "insert into waiting_events (event_id, breaker_id) values (?, ?) on conflict do nothing",
    eventId,
    breakerId,
  );
}

/** Whether staff let an event go that had waited. */
export async function isReleased(rows: Rows, eventId: number): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from waiting_events where event_id = ? and released_at is not null",
    eventId,
  );
  return found !== undefined;
}

/** Lets everything go that waits for a breaker: it is announced as if it had just happened. */
export async function releaseWaiting(rows: Rows, breakerId: number, at: string): Promise<void> {
  await rows.run(
    `update events set announced_at = null where id in
       (select event_id from waiting_events where breaker_id = ? and released_at is null)`,
    breakerId,
  );
  await rows.run(
    "update waiting_events set released_at = ? where breaker_id = ? and released_at is null",
    at,
    breakerId,
  );
}
