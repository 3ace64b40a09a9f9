// Says who of the staff answers for a task, or that nobody does. Writes the task, their place on it, and one event.
import { Problem } from "../domain/problem.ts";
import { markAssignee } from "../store/assignees.ts";
import { recordEvent } from "../store/events.ts";
import { findPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { lockTask } from "../store/tasks.ts";
import { followTask } from "./follow-task.ts";

/** `staffId`: who it is from now on; null for nobody. */
export interface Assignment {
  taskId: number;
  staffId: number | null;
  byStaffId: number;
}

/** Assigning whom it has already changes nothing. Throws `not_found` for an unknown task, `invalid` for somebody who is no staff. */
export async function assignTask(
  rows: Rows,
  at: string,
  { taskId, staffId, byStaffId }: Assignment,
): Promise<{ kind: "done" | "unchanged" }> {
  const task = await lockTask(rows, taskId);
  if (task.assigneeStaffId === staffId) return { kind: "unchanged" };
  const after = staffId === null ? null : { staffId, name: await getStaffName(rows, staffId) };
  const { assigneeStaffId, assigneeName } = task;
  const before = assigneeStaffId === null ? null : { staffId: assigneeStaffId, name: assigneeName ?? "" };
  await markAssignee(rows, taskId, staffId);
  const actor = { kind: "staff", id: byStaffId } as const;
  await recordEvent(rows, { type: "task.assigned", taskId, actor, at, payload: { before, after } });
  if (after !== null) {
    await followTask(rows, at, { taskId, staffId: after.staffId, byStaffId, cause: "assigned" });
  }
  return { kind: "done" };
}

async function getStaffName(rows: Rows, id: number): Promise<string> {
  const found = await findPerson(rows, { kind: "staff", id });
  if (found !== undefined) return found.name;
  throw new Problem("invalid", {
    en: "Choose somebody of the team.",
    de: "Wählen Sie jemanden aus dem Team.",
  });
}
