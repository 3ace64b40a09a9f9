// How far a conversation has come, for whoever answers in it.
import type { Person } from "../domain/person.ts";
import type { Rows } from "./rows.ts";

/** The newest message of a task that its reader may see; 0 for none. Ids rise with the order in which words arrive here. */
export async function findNewestMessageId(rows: Rows, taskId: number, withNotes: boolean): Promise<number> {
  const row = await rows.first<{ id: number | null }>(
    "select max(id) as id from messages where task_id = ? and is_note <= ?",
    taskId,
    withNotes ? 1 : 0,
  );
  return row?.id ?? 0;
}

/** Whether somebody else has written on a task since, apart from what machines write by themselves. */
export async function hasNewerOfOthers(
  rows: Rows,
  since: { taskId: number; messageId: number; withNotes: boolean; reader: Person },
): Promise<boolean> {
  const column = since.reader.kind === "contact" ? "author_contact_id" : "author_staff_id";
  const found = await rows.first(
    `select 1 as found from messages where task_id = ? and id > ? and is_note <= ? and is_quiet = 0
       and (${column} is null or ${column} <> ?) limit 1`,
    since.taskId,
    since.messageId,
    since.withNotes ? 1 : 0,
    since.reader.id,
  );
  return found !== undefined;
}

/** Whether this very form was posted before. */
export async function wasPosted(rows: Rows, submissionKey: string): Promise<boolean> {
  return (
    (await rows.first("select 1 as found from messages where submission_key = ?", submissionKey)) !==
    undefined
  );
}
