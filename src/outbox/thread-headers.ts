// What ties the emails on a task together in mail programs: one subject, the ids before it, and whom an email is from.
import { subjectOf } from "../domain/task.ts";
import { findFirstTitle } from "../store/events.ts";
import { findNewestInternetMessageId } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import type { TaskRow } from "../store/tasks.ts";
import { taskMessageId } from "../threading/message-id.ts";
import type { Outbox } from "./outbox.ts";

/** The task's root id first, then that of the client's newest email, which this one follows (RFC 5322 section 3.6.4). */
export async function threadHeaders(
  { keys, installation: { replyDomain } }: Outbox,
  rows: Rows,
  taskId: number,
): Promise<{ "In-Reply-To": string; References: string }> {
  const root = taskMessageId(keys, replyDomain, taskId);
  const newest = await findNewestInternetMessageId(rows, taskId);
  return {
    "In-Reply-To": newest ?? root,
    References: newest === undefined ? root : `${root} ${newest}`,
  };
}

/** The same for the life of the task, whatever it is called later. */
export async function subjectOfTask(rows: Rows, { id, title }: TaskRow): Promise<string> {
  return subjectOf({ id, title: (await findFirstTitle(rows, id)) ?? title });
}

/** “Ann Weber (Harbor Dental)” */
export function personName(
  { installation: { agencyName } }: Outbox,
  { clientName }: TaskRow,
  { name, isStaff }: { name: string; isStaff: boolean },
): string {
  return `${name} (${isStaff ? agencyName : clientName})`;
}
