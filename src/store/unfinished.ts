// Whether anything is left that some worker has to do now.
import type { Rows } from "./rows.ts";

export async function hasUnfinished(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from inbound_emails where status in ('pending', 'processing'))
       or exists (select 1 from events where announced_at is null)
       or exists (select 1 from outbound_emails where status = 'queued' and next_attempt_at <= ?)
       or exists (select 1 from outbound_emails where status = 'sending')`,
    now,
  );
  return found !== undefined;
}
