// Begins a task in Triage, yet without words, for the actions that bring its first message. Writes the task, who takes
// part, and one event.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { titleFrom } from "../domain/task.ts";
import { recordEvent } from "../store/events.ts";
import { getClient } from "../store/clients.ts";
import { getAuthor, listContacts, listStaff } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { recordParticipant } from "../store/participants.ts";
import { findTaskBySubmissionKey, recordTask } from "../store/tasks.ts";

/** A task that begins. */
export interface TaskStart {
  clientId: number;
  title: string;
  /** Whose words it begins with. */
  author: Person;
  /** Who opens it, when that is not the author. */
  opener?: Person;
  /** Contacts of this client who take part beside the author; every contact when staff name nobody. */
  contactIds?: readonly number[];
  openedAt: string;
  /** Made with the form, or from the email, so that neither opens two tasks. */
  submissionKey?: string | undefined;
  /** It answers an email that takes commands, and no command was found in it. */
  isNoCommand?: true | undefined;
}

/**
 * Begins within the caller's transaction. `isNew` is false when this form or email opened its task before. Throws
 * `not_found` for an unknown client or person, `invalid` for a person of another client.
 */
export async function beginTask(
  rows: Rows,
  at: string,
  input: TaskStart,
): Promise<{ taskId: number; isNew: boolean }> {
  const client = await getClient(rows, input.clientId);
  const participants = await chooseParticipants(rows, input);
  const title = titleFrom(input.title);
  const taskId = await recordTask(rows, {
    clientId: client.id,
    title,
    stage: "Triage",
    openedAt: input.openedAt,
    submissionKey: input.submissionKey,
  });
  if (taskId === undefined) {
    const before = await findTaskBySubmissionKey(rows, input.submissionKey ?? "");
    if (before === undefined) throw new Error("A task was refused that is not a repeat.");
    return { taskId: before.id, isNew: false };
  }
  for (const person of participants) await recordParticipant(rows, taskId, person, at);
  const actor = input.opener ?? input.author;
  const payload = { title, ...(input.isNoCommand === true ? { isNoCommand: true as const } : {}) };
  await recordEvent(rows, { type: "task.opened", taskId, actor, at, payload });
  return { taskId, isNew: true };
}

async function chooseParticipants(rows: Rows, input: TaskStart): Promise<Person[]> {
  const author = await getAuthor(rows, input.author);
  if (input.author.kind === "contact" && author.clientId !== input.clientId) {
    throw new Problem("invalid", {
      en: `${author.name} does not belong to this client.`,
      de: `${author.name} gehört nicht zu diesem Kunden.`,
    });
  }
  const contacts = (await listContacts(rows, input.clientId)).flatMap((row) => row.contactId ?? []);
  const named = input.contactIds ?? [];
  if (named.some((id) => !contacts.includes(id))) {
    throw new Problem("invalid", {
      en: "Somebody chosen for this task does not belong to its client.",
      de: "Jemand, der für diese Aufgabe gewählt ist, gehört nicht zu ihrem Kunden.",
    });
  }
  // A task that staff open for nobody in particular would reach nobody.
  const chosen = named.length > 0 ? named : input.author.kind === "staff" ? contacts : [];
  const followers = (await listStaff(rows)).filter((staff) => staff.followsNewTasks);
  return [
    input.author,
    ...chosen.map((id): Person => ({ kind: "contact", id })),
    ...followers.flatMap((staff): Person[] =>
      staff.staffId === null ? [] : [{ kind: "staff", id: staff.staffId }],
    ),
  ];
}
