// What a clock that was set back has left ahead of itself: rows that would wait until it gets there once more.
import type { Rows } from "./rows.ts";

interface Ahead {
  now: string;
  /** What is dated behind this was dated by a clock that went before. */
  ahead: string;
}

/** Whether anything waits for a moment that is no more near. */
export async function hasAhead(rows: Rows, { ahead }: Ahead): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found
     where exists (select 1 from outbound_emails where status = 'queued' and next_attempt_at > ? and composed_at > ?)
       or exists (select 1 from outbound_emails where status = 'sending' and leased_until > ?)
       or exists (select 1 from outbound_emails where status = 'unknown' and leased_until > ? and composed_at > ?)
       or exists (select 1 from inbound_emails where status = 'processing' and leased_until > ?)
       or exists (select 1 from webhook_deliveries where status = 'queued' and next_attempt_at > ? and created_at > ?)
       or exists (select 1 from webhook_deliveries where status = 'sending' and leased_until > ?)`,
    ...Array.from({ length: 9 }, () => ahead),
  );
  return found !== undefined;
}

/**
 * Makes it due now, and frees what a worker held that may be dead. What was put off by the clock of these days stays put off.
 * Answers how many rows there were.
 */
export async function makeAheadDue(rows: Rows, { now, ahead }: Ahead): Promise<number> {
  const changes = [
    "update outbound_emails set next_attempt_at = ? where status = 'queued' and next_attempt_at > ? and composed_at > ?",
    // Whose fate is unknown waits much longer than a lease.
    "update outbound_emails set leased_until = ? where status = 'unknown' and leased_until > ? and composed_at > ?",
    "update webhook_deliveries set next_attempt_at = ? where status = 'queued' and next_attempt_at > ? and created_at > ?",
  ];
  const leases = [
    "update outbound_emails set leased_until = ? where status = 'sending' and leased_until > ?",
    "update inbound_emails set leased_until = ? where status = 'processing' and leased_until > ?",
    "update webhook_deliveries set leased_until = ? where status = 'sending' and leased_until > ?",
  ];
  let count = 0;
  for (const change of changes) count += await rows.run(change, now, ahead, ahead);
  for (const change of leases) count += await rows.run(change, now, ahead);
  return count;
}
