// Plays the steps by which a task of the story goes from stage to stage, as the forms of its page would take them.
import type { StoryStep } from "../../fixtures/story-step.ts";
import { acceptTask, changeEstimate } from "../actions/accept-task.ts";
import { askChanges } from "../actions/approve-task.ts";
import { declineTask, withdrawTask } from "../actions/end-request.ts";
import { handOverTask } from "../actions/hand-over-task.ts";
import { mergeTask } from "../actions/merge-task.ts";
import { changeDelivery, startTask } from "../actions/start-task.ts";
import type { Stepped, StepWords } from "../actions/take-step.ts";
import { timestamp } from "../domain/clock.ts";
import { dayOf } from "../domain/day.ts";
import { addWorkdays } from "../domain/working-calendar.ts";
import { readEstimate } from "../domain/working-time.ts";
import type { Rows } from "../store/rows.ts";
import type { Stage } from "./play-step.ts";

type StaffStep =
  | Extract<StoryStep, { does: "accept" | "estimate" | "start" | "move-delivery" | "hand-over" | "decline" }>
  | (Extract<StoryStep, { does: "merge" }> & { intoTaskId: number });

/** Throws what the action throws. */
export async function takeStaffStep(stage: Stage, taskId: number, step: StaffStep): Promise<void> {
  await stage.store.write((rows) => take(rows, stage, taskId, step));
}

/** What a client does on the page of the task. Throws what the action throws. */
export async function takeContactStep(
  { store, world, at }: Stage,
  taskId: number,
  step: Extract<StoryStep, { does: "ask-changes" | "withdraw" }>,
): Promise<void> {
  const by = { kind: "contact", id: world.people[step.by].id } as const;
  const takeIt = step.does === "withdraw" ? withdrawTask : askChanges;
  await store.write((rows) => takeIt(rows, timestamp(at), { taskId, by, words: typed(step.words, at) }));
}

function take(
  rows: Rows,
  { world, installation: { calendar }, at }: Stage,
  taskId: number,
  step: StaffStep,
): Promise<Stepped> {
  const by = { kind: "staff", id: world.people[step.by].id } as const;
  const moment = timestamp(at);
  const words = "words" in step && step.words !== undefined ? typed(step.words, at) : undefined;
  switch (step.does) {
    case "accept":
    case "estimate": {
      const takeIt = step.does === "accept" ? acceptTask : changeEstimate;
      return takeIt(rows, moment, { taskId, by, words, estimate: readEstimate(step.estimate) });
    }
    case "start":
    case "move-delivery": {
      const takeIt = step.does === "start" ? startTask : changeDelivery;
      const today = dayOf(at, calendar.timeZone);
      const deliveryOn = addWorkdays(calendar, today, step.deliverIn);
      return takeIt(rows, moment, { taskId, by, words, deliveryOn, today });
    }
    case "hand-over":
      return handOverTask(rows, at, { taskId, by, words, calendar });
    case "decline":
      return declineTask(rows, moment, { taskId, by, words });
    case "merge":
      return mergeTask(rows, moment, { taskId, by, intoTaskId: step.intoTaskId });
  }
}

function typed(text: string, at: Date): StepWords {
  return { channel: "portal", text, postedAt: timestamp(at) };
}
