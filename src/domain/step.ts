// The steps by which a task goes from stage to stage, and why one cannot be taken.
import type { Stage } from "./task.ts";

/** What somebody does with a task that may change its stage. */
export type Step =
  | "edit"
  | "accept"
  | "change_estimate"
  | "decline"
  | "withdraw"
  | "merge"
  | "start"
  | "change_delivery"
  | "hand_over"
  | "approve"
  | "undo_approval"
  | "ask_changes";

interface Way {
  from: readonly Stage[];
  /** Where it leads; absent where the stage stays. */
  to?: Stage;
  /** “… cannot be” this. */
  done: string;
}

/** A lowered plan or a full one says more than this table: see `startTask`. */
export const ways: Readonly<Record<Step, Way>> = {
  edit: { from: ["Triage"], done: "changed" },
  accept: { from: ["Triage"], to: "Accepted", done: "accepted" },
  change_estimate: { from: ["Accepted"], done: "estimated anew" },
  decline: { from: ["Triage"], to: "Declined", done: "declined" },
  withdraw: { from: ["Triage", "Accepted"], to: "Withdrawn", done: "withdrawn" },
  merge: { from: ["Triage"], to: "Withdrawn", done: "merged" },
  start: { from: ["Accepted"], to: "Working", done: "started" },
  change_delivery: { from: ["Working"], done: "given another delivery date" },
  hand_over: { from: ["Working"], to: "Pending Approval", done: "handed over for approval" },
  approve: { from: ["Pending Approval"], to: "Complete", done: "approved" },
  undo_approval: { from: ["Complete"], to: "Pending Approval", done: "taken back into approval" },
  ask_changes: { from: ["Pending Approval"], to: "Working", done: "sent back for changes" },
};

const standing: Readonly<Record<Stage, string>> = {
  Triage: "we are still finding out what it needs",
  Accepted: "it is accepted and waits for its turn",
  Working: "it is being worked on",
  "Pending Approval": "it is finished and waits for approval",
  Complete: "it is complete",
  Declined: "it was declined",
  Withdrawn: "it was withdrawn",
};

export function canTake(step: Step, stage: Stage): boolean {
  return ways[step].from.includes(stage);
}

/** Why a step cannot be taken, in one sentence for whoever asked for it. */
export function whyNot(step: Step, task: { title: string; stage: Stage }): string {
  return `“${task.title}” cannot be ${ways[step].done} now: ${standing[task.stage]}.`;
}

/** Stages in which a task takes one of the places that the client's plan has. */
export const activeStages = ["Working", "Pending Approval"] as const satisfies readonly Stage[];

/** Stages in which a task stands in the backlog that the client puts in order. */
export const backlogStages = ["Triage", "Accepted"] as const satisfies readonly Stage[];

/** Hours in which an approval can be taken back, if the place that it freed is not used before. */
export const undoApprovalHours = 24;

/** Working days after the hand-over at which the client is reminded to approve; then not again. */
export const reminderWorkdays = [2, 5] as const;
