// Staff find that a request is a duplicate of another task of its client: its conversation stays where it is and goes on
// there. Writes the stage, who takes part, and an event on each task.
import type { Person } from "../domain/person.ts";
import { personFromColumns } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markAnswered, markMerged, markStage } from "../store/task-stages.ts";
import { listParticipants, recordParticipant } from "../store/participants.ts";
import { getTask, lockTask } from "../store/tasks.ts";
import { takeStep, type Stepped } from "./take-step.ts";

/**
 * Whoever takes part in the duplicate takes part in the other task from then on. Merging again into the same one changes
 * nothing. Throws as `takeStep` does; `invalid` for itself, `not_allowed` for a task of another client, `conflict` for one
 * that ended without being done or is a duplicate itself.
 */
export async function mergeTask(
  rows: Rows,
  at: string,
  input: { taskId: number; intoTaskId: number; by: Extract<Person, { kind: "staff" }> },
): Promise<Stepped> {
  const { taskId, intoTaskId, by } = input;
  if (taskId === intoTaskId)
    throw new Problem(
      "invalid",
      {
        en: "A task cannot be a duplicate of itself.",
        de: "Eine Aufgabe kann nicht mit sich selbst zusammengelegt werden. Nennen Sie eine andere.",
      },
      "into",
    );
  // In the order of their ids, so that two merges in opposite directions wait for one another.
  for (const id of [taskId, intoTaskId].toSorted((one, other) => one - other)) await lockTask(rows, id);
  if ((await getTask(rows, taskId)).mergedIntoTaskId === intoTaskId) return { kind: "unchanged", taskId };
  const { task } = await takeStep(rows, at, "merge", { taskId, by });
  const into = await getTask(rows, intoTaskId);
  if (into.clientId !== task.clientId) {
    throw new Problem(
      "not_allowed",
      {
        en: `Task #${into.id} is not ${task.clientName}’s, so nothing of theirs goes there.`,
        de: `Aufgabe #${into.id} gehört nicht ${task.clientName}, deshalb kann es dort nicht weitergehen.`,
      },
      "into",
    );
  }
  if (into.mergedIntoTaskId !== null || into.stage === "Declined" || into.stage === "Withdrawn") {
    throw new Problem(
      "conflict",
      {
        en: `Task #${into.id} has ended, so nothing can go on there.`,
        de: `Aufgabe #${into.id} ist zu Ende, deshalb kann dort nichts weitergehen.`,
      },
      "into",
    );
  }
  for (const { contactId, staffId } of await listParticipants(rows, taskId)) {
    const person = personFromColumns(contactId, staffId);
    if (person !== undefined) await recordParticipant(rows, intoTaskId, person, at);
  }
  await markMerged(rows, taskId, intoTaskId);
  await markStage(rows, taskId, "Withdrawn", at);
  await markAnswered(rows, taskId);
  await recordEvent(rows, { type: "task.merged", taskId, actor: by, at, payload: { intoTaskId } });
  const payload = { fromTaskId: taskId };
  await recordEvent(rows, { type: "task.duplicate_merged", taskId: intoTaskId, actor: by, at, payload });
  return { kind: "done", taskId };
}
