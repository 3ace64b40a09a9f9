// Staff make a task of its own of a part of a request. Its first message quotes the client's words. Writes the new task with
// its message, and one event on the old one.
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem, readAbout } from "../domain/problem.ts";
import { standing } from "../domain/step.ts";
import { recordEvent } from "../store/events.ts";
import { findMessage } from "../store/messages.ts";
import { findPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { listParticipants } from "../store/participants.ts";
import { findTaskBySubmissionKey, lockTask, markLastMessage, type TaskRow } from "../store/tasks.ts";
import { openTask } from "./open-task.ts";
import { requireTitle } from "../domain/task.ts";

export interface SplitInput {
  /** The message of a client whose part it is. */
  messageId: number;
  title: string;
  /** The part, in the client's own words. */
  part: string;
  by: Extract<Person, { kind: "staff" }>;
  submissionKey: string;
}

/**
 * The client's people on the old task take part in the new one. The same form again answers the task that it made. Throws
 * `not_found`, `invalid` for a bad title and for words that the client did not write, `conflict` once work has begun.
 */
export async function splitTask(rows: Rows, at: string, input: SplitInput): Promise<{ taskId: number }> {
  const message = await findMessage(rows, input.messageId);
  if (message === undefined || message.authorContactId === null || message.isNote === 1) {
    throw new Problem(
      "not_found",
      {
        en: "There is no such message of a client.",
        de: "Eine solche Nachricht eines Kunden gibt es nicht.",
      },
      "message",
    );
  }
  // Held before the form is looked up: the same form at the same moment waits here, and then finds what this one made.
  const task = await lockTask(rows, message.taskId);
  const before = await findTaskBySubmissionKey(rows, input.submissionKey);
  if (before !== undefined) return { taskId: before.id };
  if (task.stage !== "Triage") {
    throw new Problem("conflict", {
      en: `“${task.title}” is ${task.stage} already, so it is not split any more.`,
      de: `„${task.title}“ lässt sich nicht mehr aufteilen: ${standing[task.stage].de}.`,
    });
  }
  const title = readAbout("title", () => requireTitle(input.title));
  const part = requirePart(input.part, message.kept);
  const contactIds = (await listParticipants(rows, task.id)).flatMap(({ contactId }) => contactId ?? []);
  // The words go to the client.
  const asker = await findPerson(rows, { kind: "contact", id: message.authorContactId });
  const locale = asker?.locale ?? "en";
  const { taskId } = await openTask(rows, at, {
    clientId: task.clientId,
    title,
    author: input.by,
    contactIds,
    channel: "portal",
    text: `${askedTogether(message.authorName, task)[locale]}\n\n${quoted(part)}`,
    postedAt: at,
    submissionKey: input.submissionKey,
  });
  // The words are the client's, so the next move is ours.
  await markLastMessage(rows, taskId, at, "contact");
  const payload = { newTaskId: taskId };
  await recordEvent(rows, { type: "task.split", taskId: task.id, actor: input.by, at, payload });
  return { taskId };
}

function askedTogether(name: string, { id, title }: TaskRow): InEveryLanguage {
  return {
    en: `${name} asked for this together with “${title}” (#${id}):`,
    de: `${name} hat zusammen mit „${title}“ (#${id}) darum gebeten:`,
  };
}

/** Nobody puts words into a client's mouth. Blanks and line ends may differ. */
function requirePart(typed: string, words: string): string {
  const part = typed.trim();
  if (part === "")
    throw new Problem(
      "invalid",
      {
        en: "Say which part of the message the new task is about.",
        de: "Geben Sie an, um welchen Teil der Nachricht es in der neuen Aufgabe geht.",
      },
      "part",
    );
  const flat = (text: string) => text.replaceAll(/\s+/gu, " ").trim();
  if (!flat(words).includes(flat(part))) {
    throw new Problem(
      "invalid",
      {
        en: "Quote the client’s own words, as they stand in the message.",
        de: "Zitieren Sie die eigenen Worte des Kunden, so wie sie in der Nachricht stehen.",
      },
      "part",
    );
  }
  return part;
}

function quoted(part: string): string {
  return part
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}
