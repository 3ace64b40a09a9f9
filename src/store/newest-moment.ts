// The newest moment at which anything was written: the sandbox's clock must never go back behind it.
import type { Rows } from "./rows.ts";

/** ISO 8601; undefined while nothing was ever written. Moments that lie ahead by their nature, such as expiries, do not count. */
export async function findNewestMoment(rows: Rows): Promise<string | undefined> {
  const row = await rows.first<{ at: string | null }>(
    `select max(at) as at from (
       select max(at) as at from events
       union all select max(created_at) from clients
       union all select max(created_at) from staff
       union all select max(received_at) from inbound_emails
       union all select max(processed_at) from inbound_emails
       union all select max(last_at) from intake_faults
       union all select max(requested_at) from sign_ins
       union all select max(redeemed_at) from sign_ins
       union all select max(composed_at) from outbound_emails
       union all select max(sent_at) from outbound_emails
       union all select max(recorded_at) from delivery_events
     ) as moments`,
  );
  return row?.at ?? undefined;
}
