// The steps that clients take by the words of an email, and why such words took none. Pure.
import { canTake, ways, type Step } from "./step.ts";
import type { Stage } from "./task.ts";

export type SaidStep = Extract<Step, "approve" | "ask_changes" | "undo_approval" | "withdraw">;

/** What is missing, so that a button may still do it. */
type Missing = "not_signed" | "not_own_address" | "not_approver" | "earlier_email" | "other_email" | "unsure";

/** What has happened since, so that nothing can. */
const impossible = ["started", "in_work", "complete", "ended", "day_over", "place_used", "no_place"] as const;

type Impossible = (typeof impossible)[number];

export type Refusal = Missing | Impossible;

/** Whether no button of the task's page can do it either. */
export function isImpossible(reason: Refusal): boolean {
  return impossible.some((known) => known === reason);
}

/** Why the stage does not allow the step; undefined where it does, or where things are as the words want them. */
export function refusalAt(verb: SaidStep, stage: Stage): Impossible | undefined {
  if (canTake(verb, stage) || ways[verb].to === stage) return undefined;
  if (stage === "Declined" || stage === "Withdrawn") return "ended";
  switch (verb) {
    case "withdraw":
      return "started";
    case "approve":
      return "in_work";
    case "ask_changes":
      return "complete";
    case "undo_approval":
      // No approval stands.
      return undefined;
  }
}
