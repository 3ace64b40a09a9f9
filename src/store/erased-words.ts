// Copies of what somebody wrote on a task: in emails that told of it, and in what others quoted of it when they answered.
import { forgetCasesOf } from "./reply-cases.ts";
import { forgetBlocks, listEmailedSince } from "./reply-blocks.ts";
import type { Rows } from "./rows.ts";

/** An email about a task, or a digest with it. */
const isAbout = "(task_id = ? or id in (select outbound_email_id from digest_entries where task_id = ?))";

/** Whether an email about a task is still on its way, whose content cannot be taken out of its courier's hands. */
export async function hasUnsentEmailsOn(rows: Rows, taskId: number): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from outbound_emails where ${isAbout} and status in ('queued', 'sending', 'unknown') limit 1`,
    taskId,
    taskId,
  );
  return found !== undefined;
}

/**
 * Blanks every email about a task that was composed since; each may quote the message before the one it tells of. What waits
 * for a paused address is not sent any more.
 */
export async function eraseSentSince(
  rows: Rows,
  taskId: number,
  since: string,
  words: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set text = ?, html = ?, status = case when status = 'paused' then 'refused' else status end
     where ${isAbout} and composed_at >= ?`,
    words,
    words,
    taskId,
    taskId,
    since,
  );
}

/** Forgets what messages on a task quoted since, also what their answers stand between; what they say stays. */
export async function eraseQuotesSince(rows: Rows, taskId: number, since: string): Promise<void> {
  for (const { id } of await listEmailedSince(rows, taskId, since)) {
    await forgetBlocks(rows, id, ["quoted", "context"]);
    await forgetCasesOf(rows, id);
  }
}

/** Leaves of the emails that ended on a task since only the words of their messages. Answers whose bytes hold the rest. */
export function eraseOriginalsSince(
  rows: Rows,
  taskId: number,
  since: string,
): Promise<{ id: number; rawSha256: string }[]> {
  return rows.all(
    `update inbound_emails
     set forwarded = null, text = (select m.kept from messages m where m.inbound_email_id = inbound_emails.id)
     where task_id = ? and received_at >= ? and status in ('handled', 'ignored')
     returning id, raw_sha256 as "rawSha256"`,
    taskId,
    since,
  );
}

/** The headers of the emails about a task, as JSON; they name the emails before. */
export function listHeadersOn(rows: Rows, taskId: number): Promise<{ id: number; headers: string }[]> {
  return rows.all("select id, headers from outbound_emails where task_id = ?", taskId);
}

export async function markHeaders(rows: Rows, id: number, headers: string): Promise<void> {
  await rows.run("update outbound_emails set headers = ? where id = ?", headers, id);
}
