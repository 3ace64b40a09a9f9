// The client changes what a request asks for, before it is accepted: its title, its words, or both. The former words stay in
// the conversation. Writes the title, a message, and one event.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { requireTitle } from "../domain/task.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markTitle } from "../store/task-stages.ts";
import { takeStep, type StepInput, type Stepped } from "./take-step.ts";

/**
 * `seenTitle` is the one that their page showed. Throws as `takeStep` does; `invalid` for a bad title and when nothing
 * changes, `conflict` when somebody changed the title since.
 */
export async function editRequest(
  rows: Rows,
  at: string,
  input: StepInput & { by: Extract<Person, { kind: "contact" }>; title: string; seenTitle: string },
): Promise<Stepped> {
  const { taskId, by } = input;
  const title = requireTitle(input.title);
  const { task, messageId, isRepeat } = await takeStep(rows, at, "edit", input);
  if (isRepeat || (input.words === undefined && task.title === title)) return { kind: "unchanged", taskId };
  if (task.title !== input.seenTitle && task.title !== title) {
    throw new Problem("conflict", `Somebody changed the title meanwhile: it is “${task.title}” now.`);
  }
  if (task.title !== title) await markTitle(rows, taskId, title);
  const payload = { title, titleBefore: task.title, messageId };
  await recordEvent(rows, { type: "task.edited", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}
