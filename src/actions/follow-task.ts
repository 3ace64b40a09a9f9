// A member of staff follows a task: its emails come to them from now on. Writes their place on the task and one event.
import type { FollowCause } from "../domain/staff-event.ts";
import { recordEvent } from "../store/events.ts";
import { markUnmuted } from "../store/preferences.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipantOf, recordParticipant } from "../store/participants.ts";

export interface Following {
  taskId: number;
  staffId: number;
  /** Who brought that about: themselves, or whoever assigned or mentioned them. */
  byStaffId: number;
  cause: FollowCause;
}

/** Following again changes nothing. Who begins by writing is told of by the message itself. */
export async function followTask(
  rows: Rows,
  at: string,
  { taskId, staffId, byStaffId, cause }: Following,
): Promise<{ kind: "done" | "unchanged" }> {
  const staff = { kind: "staff", id: staffId } as const;
  const isNew = await recordParticipant(rows, taskId, staff, at);
  if (isNew && cause === "wrote") return { kind: "done" };
  const { id: participantId } = (await findParticipantOf(rows, taskId, staff))!;
  if (!isNew && !(await markUnmuted(rows, participantId))) return { kind: "unchanged" };
  const actor = { kind: "staff", id: byStaffId } as const;
  const payload = { participantId, staffId, cause };
  await recordEvent(rows, { type: "participant.followed", taskId, actor, at, payload });
  return { kind: "done" };
}
