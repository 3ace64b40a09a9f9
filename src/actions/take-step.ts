// What the steps of a task have in common: the task is held, words that come with a step are said once, and a step that its
// stage does not allow is refused in words.
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { canTake, whyNot, type Step } from "../domain/step.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { lockTask, type TaskRow } from "../store/tasks.ts";
import { postMessage, type MessageInput } from "./post-message.ts";

/** Words that come with a step, from a form or an email. */
export type StepWords = Omit<MessageInput, "taskId" | "author" | "isNote" | "isQuiet" | "isToldWithStep">;

/** `unchanged`: this very form or email did it before. */
export interface Stepped {
  kind: "done" | "unchanged";
  taskId: number;
}

export interface StepInput {
  taskId: number;
  by: Person;
  /** What they say with it; undefined where they press a button only. */
  words?: StepWords | undefined;
}

/** The task, held until the transaction ends, and the message that the words became. */
export interface Taken {
  task: TaskRow;
  messageId: number | null;
  /** The same form or email did this before. */
  isRepeat: boolean;
}

/**
 * Holds the task, says the words and makes sure that the step can be taken. `isDone` tells whether the task stands already as
 * the step would leave it: without words, which would tell one form from another, that is a repeat. Throws `not_found`,
 * `not_allowed` for a contact of another client, `conflict` for what its stage does not allow, `invalid` for empty words.
 */
export async function takeStep(
  rows: Rows,
  at: string,
  step: Step,
  input: StepInput,
  isDone?: (task: TaskRow) => boolean,
): Promise<Taken> {
  const { taskId, by } = input;
  const task = await lockTask(rows, taskId);
  if (by.kind === "contact") {
    const { clientId } = await getPerson(rows, by);
    if (clientId !== task.clientId)
      throw new Problem("not_allowed", {
        en: "This task is another client’s.",
        de: "Diese Aufgabe gehört zu einem anderen Kunden.",
      });
  }
  if (input.words === undefined && isDone?.(task) === true) return { task, messageId: null, isRepeat: true };
  const said = await say(rows, at, input);
  if (!said.isRepeat && !canTake(step, task.stage)) throw new Problem("conflict", whyNot(step, task));
  return { task, ...said };
}

async function say(
  rows: Rows,
  at: string,
  { taskId, by, words }: StepInput,
): Promise<{ messageId: number | null; isRepeat: boolean }> {
  if (words === undefined) return { messageId: null, isRepeat: false };
  const posted = await postMessage(rows, at, { ...words, taskId, author: by, isToldWithStep: true });
  return posted.kind === "posted"
    ? { messageId: posted.messageId, isRepeat: false }
    : { messageId: null, isRepeat: true };
}

/** Words are wanted with this step. Asked before anything is written. */
export function requireStepWords(words: StepWords | undefined, what: InEveryLanguage): StepWords {
  if (words === undefined || (words.text.trim() === "" && words.channel === "portal")) {
    throw new Problem("invalid", what, "text");
  }
  return words;
}
