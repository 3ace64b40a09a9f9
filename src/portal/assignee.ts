// On the page of a task: who of the staff answers for it, and whether its reader follows it. Staff change both by forms; a client
// sees whom to turn to. Reads staff and participants.
import type { Request, Response } from "express";
import { assignTask } from "../actions/assign-task.ts";
import { followTask } from "../actions/follow-task.ts";
import { unfollowTask } from "../actions/unfollow-task.ts";
import type { Rows } from "../store/rows.ts";
import { listStaff } from "../store/people.ts";
import { findParticipantOf } from "../store/participants.ts";
import { formOf } from "./form.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { pressOnTask, type TaskAccess } from "./task-access.ts";

/** What the head of a task's page shows of it. `tools` is for staff alone. */
export interface AssigneeView {
  assigneeName: string | null;
  tools: {
    staff: { id: number; name: string; isChosen: boolean }[];
    /** The reader, when they can take it for themselves. */
    takerId: number | null;
    isFollowing: boolean;
  } | null;
}

export async function readAssignee({ store }: Portal, access: TaskAccess): Promise<AssigneeView> {
  const { task, reader, isStaff } = access;
  const { assigneeStaffId, assigneeName } = task;
  if (!isStaff) return { assigneeName, tools: null };
  const place = await findParticipantOf(store.read, task.id, reader);
  const staff = (await listStaff(store.read)).flatMap(({ staffId, name }) =>
    staffId === null ? [] : [{ id: staffId, name, isChosen: staffId === assigneeStaffId }],
  );
  return {
    assigneeName,
    tools: {
      staff,
      takerId: assigneeStaffId === reader.id ? null : reader.id,
      isFollowing: place !== undefined && place.mutedAt === null,
    },
  };
}

/** POST /tasks/:taskId/assign: `staff` answers for it from now on; nobody where it is empty. Pressing it twice does it once. */
export function assignThisTask(portal: Portal, request: Request, response: Response): Promise<void> {
  const chosen = formOf(request).text("staff");
  return change(portal, request, response, (rows, at, own) =>
    assignTask(rows, at, {
      taskId: own.taskId,
      staffId: chosen === "" ? null : requireId(chosen),
      byStaffId: own.staffId,
    }),
  );
}

/** POST /tasks/:taskId/follow: its emails come to this member of staff from now on. */
export function followThisTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return change(portal, request, response, (rows, at, own) =>
    followTask(rows, at, { ...own, byStaffId: own.staffId, cause: "asked" }),
  );
}

/** POST /tasks/:taskId/unfollow: they do not any more. */
export function unfollowThisTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return change(portal, request, response, unfollowTask);
}

/** For staff; to everybody else there is no such page. */
async function change(
  portal: Portal,
  request: Request,
  response: Response,
  act: (rows: Rows, at: string, own: { taskId: number; staffId: number }) => Promise<unknown>,
): Promise<void> {
  const { task } = await pressOnTask(portal, request, async (rows, at, { task: { id }, visitor }) => {
    if (visitor.kind !== "staff") throw pageMissing();
    await act(rows, at, { taskId: id, staffId: visitor.staffId });
  });
  portal.nudge();
  response.redirect(303, `/tasks/${task.id}`);
}
