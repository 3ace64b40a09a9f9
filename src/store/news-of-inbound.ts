// How many emails about inbound mail were written lately, for the breaker over all tasks.
import type { Rows } from "./rows.ts";

/**
 * Emails about inbound mail that were written since, the receipts of requests by email among them, leaving out those that staff let go
 * after they had waited.
 */
export async function countEmailsAboutInbound(rows: Rows, since: string): Promise<number> {
  const row = await rows.first<{ count: number }>(
    `select count(*) as count from outbound_emails e left join messages m on m.id = e.message_id
     where e.composed_at > ? and (m.channel = 'email' or (e.kind = 'receipt' and exists
         (select 1 from messages f where f.task_id = e.task_id and f.channel = 'email' and f.is_note = 0)))
       and not exists (select 1 from waiting_events w where w.event_id = e.event_id)`,
    since,
  );
  return row?.count ?? 0;
}

/** Not fewer than the emails that were written since, found without counting them: the ids from the first to the newest. */
export async function boundEmailsSince(rows: Rows, since: string): Promise<number> {
  const row = await rows.first<{ first: number | null; newest: number | null }>(
    `select (select id from outbound_emails where composed_at > ? order by composed_at, id limit 1) as first,
       (select max(id) from outbound_emails) as newest`,
    since,
  );
  return row?.first == null || row.newest === null ? 0 : row.newest - row.first + 1;
}
