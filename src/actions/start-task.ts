// Staff start work on an accepted task, with a rough delivery date, while the client's plan has a place free; and give it
// another date later. Writes the stage, the date, words that come with it, and one event.
import { inEach, type InEveryLanguage } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem, readAbout } from "../domain/problem.ts";
import { requireDeliveryDay } from "../domain/delivery-day.ts";
import { listActive, lockClientPlan, type PlanOfClient } from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markDeliveryOn, markStage } from "../store/task-stages.ts";
import { getTask, type TaskRow } from "../store/tasks.ts";
import { requireStepWords, takeStep, type StepInput, type Stepped } from "./take-step.ts";

export interface StartInput extends StepInput {
  by: Extract<Person, { kind: "staff" }>;
  /** YYYY-MM-DD in the agency's zone, and the day that it is there. */
  deliveryOn: string;
  today: string;
}

/**
 * Starting again for the same day and without words changes nothing. Throws as `takeStep` does, `limit_reached` while the client's tasks in Working and Pending Approval take all places of its
 * plan, and `invalid` for a day that is past or none. Whoever starts tasks of one client waits for one another, so that
 * two never take the same place.
 */
export async function startTask(rows: Rows, at: string, input: StartInput): Promise<Stepped> {
  const { taskId, by, today } = input;
  const deliveryOn = readAbout("delivery", () => requireDeliveryDay(input.deliveryOn, today));
  const { clientId } = await getTask(rows, taskId);
  // Before the task itself, as everything does that needs both.
  const plan = await lockClientPlan(rows, clientId);
  const { messageId, isRepeat } = await takeStep(rows, at, "start", input, (task) => {
    return task.stage === "Working" && task.deliveryOn === deliveryOn;
  });
  if (isRepeat) return { kind: "unchanged", taskId };
  const active = await listActive(rows, clientId);
  if (active.length >= plan.activeTasksMax) throw new Problem("limit_reached", whatBlocks(plan, active));
  await markDeliveryOn(rows, taskId, deliveryOn);
  await markStage(rows, taskId, "Working", at);
  const payload = { deliveryOn, messageId };
  await recordEvent(rows, { type: "task.started", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}

/** What keeps the next task from starting, and whose move it is, in words for both sides. */
export function whatBlocks(plan: PlanOfClient, active: readonly TaskRow[]): InEveryLanguage {
  const { planName, activeTasksMax: count } = plan;
  const named = active.slice(0, 5);
  const standing: InEveryLanguage[] = named.map(({ title, stage }) =>
    stage === "Working"
      ? { en: `“${title}” is being worked on`, de: `„${title}“ ist in Arbeit` }
      : { en: `“${title}” waits for approval`, de: `„${title}“ wartet auf Freigabe` },
  );
  const { en, de } = inEach((locale) => standing.map((words) => words[locale]).join(", "));
  return {
    en: `The ${planName} plan has ${count === 1 ? "one task at a time" : `${count} tasks at a time`}, and ${en}.`,
    de: `Der Plan ${planName} umfasst ${count === 1 ? "eine Aufgabe" : `${count} Aufgaben`} zur gleichen Zeit, und ${de}.`,
  };
}

/** The words say why. Throws as `takeStep` does, and `invalid` without words and for the date that it has already. */
export async function changeDelivery(rows: Rows, at: string, input: StartInput): Promise<Stepped> {
  const { taskId, by, today } = input;
  const deliveryOn = readAbout("delivery", () => requireDeliveryDay(input.deliveryOn, today));
  const words = requireStepWords(input.words, {
    en: "Say in a few words why the date changes.",
    de: "Sagen Sie in wenigen Worten, warum sich der Termin ändert.",
  });
  const { task, messageId, isRepeat } = await takeStep(rows, at, "change_delivery", { ...input, words });
  if (isRepeat || messageId === null) return { kind: "unchanged", taskId };
  const before = task.deliveryOn;
  if (before === null) throw new Error(`Work on task ${taskId} was started without a delivery date.`);
  if (before === deliveryOn)
    throw new Problem(
      "invalid",
      {
        en: "This is the date that it has already.",
        de: "Das ist der Termin, der schon gilt. Wählen Sie einen anderen.",
      },
      "delivery",
    );
  await markDeliveryOn(rows, taskId, deliveryOn);
  const payload = { deliveryOn, before, messageId };
  await recordEvent(rows, { type: "task.delivery_changed", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}
