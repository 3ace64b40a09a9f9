// Tells a member of staff that somebody else made them the one who answers for a task. Reads the task; writes one email.
import type { RecordedEvent } from "../store/events.ts";
import { getAuthor } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipantOf } from "../store/participants.ts";
import { getTask } from "../store/tasks.ts";
import { composeAssigned } from "./compose-assigned.ts";
import type { Outbox } from "./outbox.ts";

/** Answers how many emails it wrote: none to whoever took the task themselves, and none when it was given away again since. */
export async function announceAssigned(
  outbox: Outbox,
  rows: Rows,
  event: Extract<RecordedEvent, { type: "task.assigned" }>,
): Promise<number> {
  const { actor, taskId, payload } = event;
  if (taskId === null || actor === undefined) throw new Error(`Event ${event.id} names no task or nobody.`);
  if (payload.after === null) return 0;
  const { staffId } = payload.after;
  const task = await getTask(rows, taskId);
  if (staffId === actor.id || task.assigneeStaffId !== staffId) return 0;
  const reader = await findParticipantOf(rows, taskId, { kind: "staff", id: staffId });
  if (reader === undefined) throw new Error(`Event ${event.id} assigned somebody who takes no part.`);
  await composeAssigned(outbox, rows, {
    eventId: event.id,
    task,
    reader,
    actorName: (await getAuthor(rows, actor)).name,
  });
  return 1;
}
