// Staff accept a request with a rough duration, or estimate an accepted task anew. Writes the stage, the estimate, words that
// come with it, and one event.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { isSameEstimate, type Estimate } from "../domain/working-time.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markEstimate, markStage } from "../store/task-stages.ts";
import { estimateOf } from "../domain/task.ts";
import { requireStepWords, takeStep, type StepInput, type Stepped } from "./take-step.ts";

export interface AcceptInput extends StepInput {
  by: Extract<Person, { kind: "staff" }>;
  estimate: Estimate;
}

/** Accepting again with the same estimate and without words changes nothing. Throws as `takeStep` does. */
export async function acceptTask(rows: Rows, at: string, input: AcceptInput): Promise<Stepped> {
  const { taskId, by, estimate } = input;
  const { messageId, isRepeat } = await takeStep(rows, at, "accept", input, (task) => {
    return task.stage === "Accepted" && isSameEstimate(estimateOf(task), estimate);
  });
  if (isRepeat) return { kind: "unchanged", taskId };
  await markEstimate(rows, taskId, estimate);
  await markStage(rows, taskId, "Accepted", at);
  const payload = { ...estimate, messageId };
  await recordEvent(rows, { type: "task.accepted", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}

/** The words say why. Throws `invalid` without them and for the estimate that it has already. */
export async function changeEstimate(rows: Rows, at: string, input: AcceptInput): Promise<Stepped> {
  const { taskId, by, estimate } = input;
  const words = requireStepWords(input.words, {
    en: "Say in a few words why the estimate changes.",
    de: "Sagen Sie in wenigen Worten, warum sich die Schätzung ändert.",
  });
  const { task, messageId, isRepeat } = await takeStep(rows, at, "change_estimate", { ...input, words });
  if (isRepeat || messageId === null) return { kind: "unchanged", taskId };
  const before = estimateOf(task);
  if (before === undefined) throw new Error(`Task ${taskId} was accepted without an estimate.`);
  if (isSameEstimate(before, estimate)) {
    throw new Problem(
      "invalid",
      {
        en: "This is the estimate that it has already.",
        de: "Das ist die Schätzung, die schon gilt. Geben Sie eine andere an.",
      },
      "estimate",
    );
  }
  await markEstimate(rows, taskId, estimate);
  const payload = { ...estimate, before, messageId };
  await recordEvent(rows, { type: "task.estimate_changed", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}
