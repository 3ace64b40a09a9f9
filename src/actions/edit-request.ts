// The client changes what a request asks for, before it is accepted: its title, its words, or both. The former words stay in
// the conversation. Writes the title, a message, and one event.
import type { Person } from "../domain/person.ts";
import { Problem, readAbout } from "../domain/problem.ts";
import { requireTitle } from "../domain/task.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markTitle } from "../store/task-stages.ts";
import { takeStep, type StepInput, type Stepped } from "./take-step.ts";

/**
 * `seenTitle` is the one that their page showed: whoever leaves it as it was keeps the one of now. Changes nothing when neither
 * title nor words are new. Throws as `takeStep` does; `invalid` for a bad title, `conflict` when two people changed it.
 */
export async function editRequest(
  rows: Rows,
  at: string,
  input: StepInput & { by: Extract<Person, { kind: "contact" }>; title: string; seenTitle: string },
): Promise<Stepped> {
  const { taskId, by } = input;
  const typed = readAbout("title", () => requireTitle(input.title));
  const { task, messageId, isRepeat } = await takeStep(rows, at, "edit", input);
  const title = typed === input.seenTitle ? task.title : typed;
  if (isRepeat || (input.words === undefined && task.title === title)) return { kind: "unchanged", taskId };
  if (task.title !== input.seenTitle && task.title !== title) {
    throw new Problem("conflict", {
      en: `Somebody changed the title meanwhile: it is “${task.title}” now.`,
      de: `Inzwischen hat jemand den Titel geändert: Er lautet jetzt „${task.title}“.`,
    });
  }
  if (task.title !== title) await markTitle(rows, taskId, title);
  const payload = { title, titleBefore: task.title, messageId };
  await recordEvent(rows, { type: "task.edited", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}
