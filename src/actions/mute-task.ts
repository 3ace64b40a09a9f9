// Somebody who takes part in a task wants no more emails about it, or wants them again. Writes their place on the task and
// one event. Whoever may approve the work is asked for that all the same.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { markMuted, markUnmuted } from "../store/preferences.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipantOf, type ParticipantRow } from "../store/participants.ts";

export interface Muting {
  taskId: number;
  by: Person;
  /** They proved themselves by a link in an email only. */
  isByLink: boolean;
}

/** Muting again changes nothing. Throws `conflict` for somebody who takes no part in the task. */
export async function muteTask(
  rows: Rows,
  at: string,
  { taskId, by, isByLink }: Muting,
): Promise<{ kind: "done" | "unchanged" }> {
  const { id: participantId } = await getOwnPlace(rows, taskId, by);
  if (!(await markMuted(rows, participantId, at))) return { kind: "unchanged" };
  const payload = { participantId, isByLink };
  await recordEvent(rows, { type: "participant.muted", taskId, actor: by, at, payload });
  return { kind: "done" };
}

/** The same the other way round. What was said meanwhile is told to them by no email. */
export async function unmuteTask(
  rows: Rows,
  at: string,
  { taskId, by, isByLink }: Muting,
): Promise<{ kind: "done" | "unchanged" }> {
  const { id: participantId } = await getOwnPlace(rows, taskId, by);
  if (!(await markUnmuted(rows, participantId))) return { kind: "unchanged" };
  const payload = { participantId, isByLink };
  await recordEvent(rows, { type: "participant.unmuted", taskId, actor: by, at, payload });
  return { kind: "done" };
}

async function getOwnPlace(rows: Rows, taskId: number, by: Person): Promise<ParticipantRow> {
  const participant = await findParticipantOf(rows, taskId, by);
  if (participant === undefined) {
    throw new Problem("conflict", {
      en: "You get no emails about this task: you do not take part in it.",
      de: "Sie erhalten zu dieser Aufgabe keine E-Mails, weil Sie nicht an ihr beteiligt sind.",
    });
  }
  return participant;
}
