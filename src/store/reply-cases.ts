// Emails that somebody says we took apart wrongly: who says what of which message, and the words to keep, once written.
import { Problem } from "../domain/problem.ts";
import type { ReplyVerdict } from "../domain/message.ts";
import { personColumns, type Person } from "../domain/person.ts";
import type { Rows } from "./rows.ts";

export interface ReplyCaseRow {
  id: number;
  messageId: number;
  verdict: ReplyVerdict;
  reporterName: string;
  reportedAt: string;
  /** Null until staff wrote what should have been kept. */
  expected: string | null;
  dismissedAt: string | null;
  taskId: number;
  taskTitle: string;
  authorName: string;
  method: string | null;
  confidence: number | null;
}

/** Cases on one page. */
export const casesPageSize = 50;

const caseQuery = `select r.id, r.message_id as "messageId", r.verdict, coalesce(c.name, s.name) as "reporterName",
  r.reported_at as "reportedAt", r.expected, r.dismissed_at as "dismissedAt", t.id as "taskId", t.title as "taskTitle",
  coalesce(a.name, b.name) as "authorName", m.method, m.confidence
  from reply_cases r
  join messages m on m.id = r.message_id
  join tasks t on t.id = m.task_id
  left join contacts a on a.id = m.author_contact_id
  left join staff b on b.id = m.author_staff_id
  left join contacts c on c.id = r.contact_id
  left join staff s on s.id = r.staff_id`;

/** Answers whether this is news; a case that staff dismissed is open again when the same person says the same again. */
export async function recordReplyCase(
  rows: Rows,
  input: { messageId: number; verdict: ReplyVerdict; by: Person; reportedAt: string },
): Promise<boolean> {
  const { messageId, verdict, by, reportedAt } = input;
  const made = await rows.run(
    `insert into reply_cases (message_id, verdict, contact_id, staff_id, reported_at)
     values (?, ?, ?, ?, ?) on conflict do nothing`,
    messageId,
    verdict,
    ...personColumns(by),
    reportedAt,
  );
  if (made > 0) return true;
  const opened = await rows.run(
    `update reply_cases set dismissed_at = null, reported_at = ? where message_id = ? and verdict = ?
       and (contact_id = ? or staff_id = ?) and dismissed_at is not null`,
    reportedAt,
    messageId,
    verdict,
    ...personColumns(by),
  );
  return opened > 0;
}

export async function findReplyCase(rows: Rows, id: number): Promise<ReplyCaseRow | undefined> {
  return rows.first<ReplyCaseRow>(`${caseQuery} where r.id = ?`, id);
}

/** Throws `not_found`. */
export async function getReplyCase(rows: Rows, id: number): Promise<ReplyCaseRow> {
  const found = await findReplyCase(rows, id);
  if (found === undefined)
    throw new Problem("not_found", { en: "There is no such case.", de: "Diesen Fall gibt es nicht." });
  return found;
}

/** The cases that nobody dismissed, newest first; one more than a page holds when there are more. */
export async function listReplyCases(rows: Rows, page: number): Promise<ReplyCaseRow[]> {
  return rows.all<ReplyCaseRow>(
    `${caseQuery} where r.dismissed_at is null order by r.id desc limit ? offset ?`,
    casesPageSize + 1,
    (page - 1) * casesPageSize,
  );
}

/** What one person said of a message and staff have not dismissed. */
export async function listVerdicts(rows: Rows, messageId: number, by: Person): Promise<ReplyVerdict[]> {
  const found = await rows.all<{ verdict: ReplyVerdict }>(
    `select verdict from reply_cases where message_id = ? and dismissed_at is null
       and (contact_id = ? or staff_id = ?) order by verdict`,
    messageId,
    ...personColumns(by),
  );
  return found.map(({ verdict }) => verdict);
}

export async function markExpected(rows: Rows, id: number, expected: string): Promise<void> {
  await rows.run("update reply_cases set expected = ? where id = ?", expected, id);
}

/** Answers whether it was open. */
export async function markCaseDismissed(rows: Rows, id: number, at: string): Promise<boolean> {
  const count = await rows.run(
    "update reply_cases set dismissed_at = ? where id = ? and dismissed_at is null",
    at,
    id,
  );
  return count > 0;
}

/** A case holds words of its message, and none may outlive them. */
export async function forgetCasesOf(rows: Rows, messageId: number): Promise<void> {
  await rows.run("delete from reply_cases where message_id = ?", messageId);
}
