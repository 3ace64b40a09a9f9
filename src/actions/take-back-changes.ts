// Whoever asked for changes by email and then approves by email meant the approval: the work waits for approval again, so that
// it can be approved. Reads the task’s events; writes the stage and one event.
import { recordEvent, findNewestAskForChanges } from "../store/events.ts";
import { findMessage } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { markStage } from "../store/task-stages.ts";
import { lockTask, type TaskRow } from "../store/tasks.ts";
import type { Stepped } from "./take-step.ts";

/** Whether a task is in work only because this contact asked for changes to it by email. */
export async function isOwnAskForChanges(
  rows: Rows,
  { id, stage }: Pick<TaskRow, "id" | "stage">,
  contactId: number,
): Promise<boolean> {
  if (stage !== "Working") return false;
  const asked = await findNewestAskForChanges(rows, id);
  if (asked?.by?.kind !== "contact" || asked.by.id !== contactId) return false;
  // Who pressed the button of the page read what it does.
  return (await findMessage(rows, asked.messageId))?.channel === "email";
}

/** Within the transaction of the approval that follows; without such a request nothing is changed. */
export async function takeBackChanges(
  rows: Rows,
  at: string,
  { taskId, by }: { taskId: number; by: { kind: "contact"; id: number } },
): Promise<Stepped> {
  const task = await lockTask(rows, taskId);
  if (!(await isOwnAskForChanges(rows, task, by.id))) return { kind: "unchanged", taskId };
  await markStage(rows, taskId, "Pending Approval", at);
  await recordEvent(rows, { type: "task.changes_taken_back", taskId, actor: by, at, payload: {} });
  return { kind: "done", taskId };
}
