// Staff hand finished work over for approval, with words that say what there is to look at. Writes the stage, when the client
// is reminded, the message, who takes part, and one event.
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { dayOf } from "../domain/day.ts";
import { reminderWorkdays } from "../domain/step.ts";
import { workdaysAfter, type WorkingCalendar } from "../domain/working-calendar.ts";
import { lockClientPlan } from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markHandedOver, markReminder, markStage } from "../store/task-stages.ts";
import { getTask } from "../store/tasks.ts";
import { bringInApprovers } from "./bring-in-approvers.ts";
import { requireStepWords, takeStep, type StepInput, type Stepped } from "./take-step.ts";

/**
 * Where nobody on the task may approve it, everybody of the client who may takes part from now on. Throws as `takeStep` does,
 * and `invalid` without words.
 */
export async function handOverTask(
  rows: Rows,
  now: Date,
  input: StepInput & { by: Extract<Person, { kind: "staff" }>; calendar: WorkingCalendar },
): Promise<Stepped> {
  const { taskId, by, calendar } = input;
  const at = timestamp(now);
  const words = requireStepWords(input.words, {
    en: "Say in a few words what there is to look at.",
    de: "Sagen Sie in wenigen Worten, was es anzusehen gibt.",
  });
  // Who may approve does not change meanwhile, so that nobody is missed.
  await lockClientPlan(rows, (await getTask(rows, taskId)).clientId);
  const { task, messageId, isRepeat } = await takeStep(rows, at, "hand_over", { ...input, words });
  if (isRepeat || messageId === null) return { kind: "unchanged", taskId };
  const day = dayOf(now, calendar.timeZone);
  await markStage(rows, taskId, "Pending Approval", at);
  await markHandedOver(rows, taskId, day);
  const remindAt = timestamp(workdaysAfter(calendar, now, reminderWorkdays[0]));
  await markReminder(rows, taskId, { remindAt, count: 0 });
  await bringInApprovers(rows, at, { taskId, clientId: task.clientId });
  await recordEvent(rows, { type: "task.handed_over", taskId, actor: by, at, payload: { messageId, day } });
  return { kind: "done", taskId };
}
