// A request ends before work on it starts: staff decline it with a reason, or the client withdraws it. Writes the stage, the
// words, and one event.
import type { Person } from "../domain/person.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markAnswered, markStage } from "../store/task-stages.ts";
import { lockTask } from "../store/tasks.ts";
import { requireStepWords, takeStep, type StepInput, type Stepped } from "./take-step.ts";

/** The words say why. Throws as `takeStep` does, and `invalid` without words. */
export async function declineTask(
  rows: Rows,
  at: string,
  input: StepInput & { by: Extract<Person, { kind: "staff" }> },
): Promise<Stepped> {
  const { taskId, by } = input;
  const words = requireStepWords(input.words, {
    en: "Say in a few words why you decline it.",
    de: "Sagen Sie in wenigen Worten, warum Sie ablehnen.",
  });
  const { messageId, isRepeat } = await takeStep(rows, at, "decline", { ...input, words });
  if (isRepeat || messageId === null) return { kind: "unchanged", taskId };
  await markStage(rows, taskId, "Declined", at);
  await recordEvent(rows, { type: "task.declined", taskId, actor: by, at, payload: { messageId } });
  return { kind: "done", taskId };
}

/** Any contact of the client may, until work starts. Withdrawing again changes nothing. Throws as `takeStep` does. */
export async function withdrawTask(
  rows: Rows,
  at: string,
  input: StepInput & { by: Extract<Person, { kind: "contact" }> },
): Promise<Stepped> {
  const { taskId, by, words } = input;
  const { stage } = await lockTask(rows, taskId);
  if (stage === "Withdrawn" && words === undefined) return { kind: "unchanged", taskId };
  const { messageId, isRepeat } = await takeStep(rows, at, "withdraw", input);
  if (isRepeat) return { kind: "unchanged", taskId };
  await markStage(rows, taskId, "Withdrawn", at);
  // What they wrote with it asks for nothing.
  await markAnswered(rows, taskId);
  await recordEvent(rows, { type: "task.withdrawn", taskId, actor: by, at, payload: { messageId } });
  return { kind: "done", taskId };
}
