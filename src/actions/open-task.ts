// Opens a task in Triage with its first message. Writes the task, who takes part, the message and two events.
import type { Rows } from "../store/rows.ts";
import { beginTask, type TaskStart } from "./begin-task.ts";
import { postMessage, type MessageInput } from "./post-message.ts";

/** A first message, and the task it begins. */
export interface TaskInput
  extends
    Omit<MessageInput, "taskId">,
    Pick<TaskStart, "clientId" | "title" | "contactIds" | "opener" | "isNoCommand"> {}

/**
 * Opens within the caller's transaction and answers the task. The same form again answers the task it opened.
 * Throws `not_found` for an unknown client or person, `invalid` for a person of another client or no words.
 */
export async function openTask(rows: Rows, at: string, input: TaskInput): Promise<{ taskId: number }> {
  const { taskId, isNew } = await beginTask(rows, at, { ...input, openedAt: input.postedAt });
  if (isNew) await postMessage(rows, at, { ...input, taskId });
  return { taskId };
}
