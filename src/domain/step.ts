// The steps by which a task goes from stage to stage, and why one cannot be taken.
import type { InEveryLanguage } from "./locale.ts";
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
  /** “… cannot be” this, „… kann nicht“ this „werden“. */
  done: InEveryLanguage;
}

/** A lowered plan or a full one says more than this table: see `startTask`. */
export const ways: Readonly<Record<Step, Way>> = {
  edit: { from: ["Triage"], done: { en: "changed", de: "geändert" } },
  accept: { from: ["Triage"], to: "Accepted", done: { en: "accepted", de: "angenommen" } },
  change_estimate: { from: ["Accepted"], done: { en: "estimated anew", de: "neu geschätzt" } },
  decline: { from: ["Triage"], to: "Declined", done: { en: "declined", de: "abgelehnt" } },
  withdraw: { from: ["Triage", "Accepted"], to: "Withdrawn", done: { en: "withdrawn", de: "zurückgezogen" } },
  merge: { from: ["Triage"], to: "Withdrawn", done: { en: "merged", de: "zusammengelegt" } },
  start: { from: ["Accepted"], to: "Working", done: { en: "started", de: "begonnen" } },
  change_delivery: {
    from: ["Working"],
    done: { en: "given another delivery date", de: "auf einen anderen Termin gelegt" },
  },
  hand_over: {
    from: ["Working"],
    to: "Pending Approval",
    done: { en: "handed over for approval", de: "zur Freigabe übergeben" },
  },
  approve: { from: ["Pending Approval"], to: "Complete", done: { en: "approved", de: "freigegeben" } },
  undo_approval: {
    from: ["Complete"],
    to: "Pending Approval",
    done: { en: "taken back into approval", de: "zurück in die Freigabe geholt" },
  },
  ask_changes: {
    from: ["Pending Approval"],
    to: "Working",
    done: { en: "sent back for changes", de: "für Änderungen zurückgegeben" },
  },
};

/** How a task stands, behind a colon: in German a sentence. */
export const standing: Readonly<Record<Stage, InEveryLanguage>> = {
  Triage: {
    en: "we are still finding out what it needs",
    de: "Wir klären noch, was dafür nötig ist",
  },
  Accepted: {
    en: "it is accepted and waits for its turn",
    de: "Die Aufgabe ist angenommen und wartet, bis sie an der Reihe ist",
  },
  Working: { en: "it is being worked on", de: "Die Aufgabe ist in Arbeit" },
  "Pending Approval": {
    en: "it is finished and waits for approval",
    de: "Die Aufgabe ist von unserer Seite fertig und wartet auf Freigabe",
  },
  Complete: { en: "it is complete", de: "Die Aufgabe ist abgeschlossen" },
  Declined: { en: "it was declined", de: "Die Aufgabe wurde abgelehnt" },
  Withdrawn: { en: "it was withdrawn", de: "Die Aufgabe wurde zurückgezogen" },
};

export function canTake(step: Step, stage: Stage): boolean {
  return ways[step].from.includes(stage);
}

/** Why a step cannot be taken, in one sentence for whoever asked for it. */
export function whyNot(step: Step, task: { title: string; stage: Stage }): InEveryLanguage {
  const { done } = ways[step];
  const stands = standing[task.stage];
  return {
    en: `“${task.title}” cannot be ${done.en} now: ${stands.en}.`,
    de: `„${task.title}“ kann jetzt nicht ${done.de} werden: ${stands.de}.`,
  };
}

/** Stages in which a task takes one of the places that the client's plan has. */
export const activeStages = ["Working", "Pending Approval"] as const satisfies readonly Stage[];

/** Stages in which a task stands in the backlog that the client puts in order. */
export const backlogStages = ["Triage", "Accepted"] as const satisfies readonly Stage[];

/** Hours in which an approval can be taken back, if the place that it freed is not used before. */
export const undoApprovalHours = 24;

/** Working days after the hand-over at which the client is reminded to approve; then not again. */
export const reminderWorkdays = [2, 5] as const;
