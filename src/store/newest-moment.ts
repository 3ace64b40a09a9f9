// The newest moment at which anything was written: the sandbox's clock must never go back behind it.
import type { Rows } from "./rows.ts";

/** ISO 8601; undefined while nothing was ever written. Moments that lie ahead by their nature, such as expiries, do not count. */
export async function findNewestMoment(rows: Rows): Promise<string | undefined> {
  const row = await rows.first<{ at: string | null }>(
    `select max(at) as at from (
       ${newestOf("events", "at")}
       union all select max(created_at) from clients
       union all select max(created_at) from staff
       union all ${newestOf("inbound_emails", "received_at")}
       union all ${newestOf("inbound_emails", "processed_at")}
       union all select max(last_at) from intake_faults
       union all ${newestOf("sign_ins", "requested_at")}
       union all ${newestOf("sign_ins", "redeemed_at")}
       union all ${newestOf("outbound_emails", "composed_at")}
       union all ${newestOf("outbound_emails", "sent_at")}
       union all ${newestOf("delivery_events", "recorded_at")}
     ) as moments`,
  );
  return row?.at ?? undefined;
}

/** Rows of each table that are looked at. */
const lookedAtMax = 1_000;

/** Of what grows without end only the newest rows, since what is written gets the next number. */
function newestOf(table: string, column: string): string {
  return `select max(${column}) as at from (select ${column} from ${table} order by id desc limit ${lookedAtMax}) as newest`;
}
