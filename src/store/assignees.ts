// Who of the staff answers for a task.
import type { Rows } from "./rows.ts";
import { taskPageSize, taskQuery, type TaskRow } from "./tasks.ts";

/** Nobody for null. */
export async function markAssignee(rows: Rows, taskId: number, staffId: number | null): Promise<void> {
  await rows.run("update tasks set assignee_staff_id = ? where id = ?", staffId, taskId);
}

/** The tasks that somebody answers for, those with the newest words first. Pages are those of `listTasks`. */
export async function listAssignedTasks(rows: Rows, page: number, staffId: number): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.assignee_staff_id = ? order by t.last_message_at desc, t.id desc limit ? offset ?`,
    staffId,
    taskPageSize + 1,
    (page - 1) * taskPageSize,
  );
}
