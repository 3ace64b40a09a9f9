// Which step of its task the words of a reply ask for, by the stage in which it stands. Pure.
import type { SaidStep } from "../domain/refused-step.ts";
import type { Stage } from "../domain/task.ts";
import { readApproval } from "./commands/read-approval.ts";
import { asksForChanges, readWhole } from "./commands/read-step.ts";

/** `said` names it, behind “its words”. */
interface Read {
  verb: SaidStep;
  said: string;
}

type Reader = (kept: string) => Read | undefined;

const approval: Reader = (kept) => {
  const found = readApproval(kept);
  return found && { verb: "approve", said: `approve the work (“${found.phrase}”)` };
};
const changes: Reader = (kept) =>
  asksForChanges(kept) ? { verb: "ask_changes", said: "ask for changes" } : undefined;
const withdrawal: Reader = (kept) =>
  readWhole(kept) === "withdraw" ? { verb: "withdraw", said: "withdraw the request" } : undefined;
const undoing: Reader = (kept) =>
  readWhole(kept) === "undo" ? { verb: "undo_approval", said: "take the approval back" } : undefined;

/** Also what cannot be done in this stage, where its author would wait for it in vain. */
const readers: Partial<Record<Stage, readonly Reader[]>> = {
  Triage: [withdrawal],
  Accepted: [withdrawal],
  Working: [approval, withdrawal],
  "Pending Approval": [approval, changes, withdrawal],
  Complete: [undoing, withdrawal],
};

/** Undefined for words that are words only. */
export function readCommand(stage: Stage, kept: string): Read | undefined {
  for (const read of readers[stage] ?? []) {
    const found = read(kept);
    if (found !== undefined) return found;
  }
  return undefined;
}
