// Opens a task in Triage with its first message. Writes the task, who takes part, the message and two events.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { titleFrom } from "../domain/task.ts";
import { recordEvent } from "../store/events.ts";
import { getClient, getPerson, listContacts, listStaff } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTaskBySubmissionKey, recordParticipant, recordTask } from "../store/tasks.ts";
import { postMessage, type MessageInput } from "./post-message.ts";

/** A first message, and the task it begins. */
export interface TaskInput extends Omit<MessageInput, "taskId"> {
  clientId: number;
  title: string;
  /** Contacts of this client who take part beside the author; every contact when staff name nobody. */
  contactIds?: readonly number[];
}

/**
 * Opens within the caller's transaction and answers the task. The same form again answers the task it opened.
 * Throws `not_found` for an unknown client or person, `invalid` for a person of another client or no words.
 */
export async function openTask(rows: Rows, at: string, input: TaskInput): Promise<{ taskId: number }> {
  const client = await getClient(rows, input.clientId);
  const participants = await chooseParticipants(rows, input);
  const title = titleFrom(input.title);
  const taskId = await recordTask(rows, {
    clientId: client.id,
    title,
    stage: "Triage",
    openedAt: input.postedAt,
    submissionKey: input.submissionKey,
  });
  if (taskId === undefined) {
    const before = await findTaskBySubmissionKey(rows, input.submissionKey ?? "");
    if (before === undefined) throw new Error("A task was refused that is not a repeat.");
    return { taskId: before.id };
  }
  for (const person of participants) await recordParticipant(rows, taskId, person, at);
  await recordEvent(rows, { type: "task.opened", taskId, actor: input.author, at, payload: { title } });
  await postMessage(rows, at, { ...input, taskId });
  return { taskId };
}

async function chooseParticipants(rows: Rows, input: TaskInput): Promise<Person[]> {
  const author = await getPerson(rows, input.author);
  if (input.author.kind === "contact" && author.clientId !== input.clientId) {
    throw new Problem("invalid", `${author.name} does not belong to this client.`);
  }
  const contacts = (await listContacts(rows, input.clientId)).flatMap((row) => row.contactId ?? []);
  const named = input.contactIds ?? [];
  if (named.some((id) => !contacts.includes(id))) {
    throw new Problem("invalid", "Somebody chosen for this task does not belong to its client.");
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
