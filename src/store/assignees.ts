// Who of the staff answers for a task.
import type { Rows } from "./rows.ts";

/** Nobody for null. */
export async function markAssignee(rows: Rows, taskId: number, staffId: number | null): Promise<void> {
  await rows.run("update tasks set assignee_staff_id = ? where id = ?", staffId, taskId);
}
