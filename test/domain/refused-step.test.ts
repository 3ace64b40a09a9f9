// Why the stage of a task does not allow a step that a client's email asks for.
import { expect, it } from "vitest";
import { isImpossible, refusalAt, type SaidStep } from "../../src/domain/refused-step.ts";
import { stages, type Stage } from "../../src/domain/task.ts";

const reasons = (verb: SaidStep) =>
  Object.fromEntries(stages.map((stage: Stage) => [stage, refusalAt(verb, stage)]));

it("says what has happened since, and nothing where the step can be taken or things are as it wants them", () => {
  expect(reasons("withdraw")).toEqual({
    Triage: undefined,
    Accepted: undefined,
    Working: "started",
    "Pending Approval": "started",
    Complete: "started",
    Declined: "ended",
    Withdrawn: undefined,
  });
  expect(reasons("approve")).toMatchObject({
    Working: "in_work",
    "Pending Approval": undefined,
    Complete: undefined,
  });
  expect(reasons("ask_changes")).toMatchObject({
    Working: undefined,
    Complete: "complete",
    Withdrawn: "ended",
  });
  expect(reasons("undo_approval")).toMatchObject({ Complete: undefined, "Pending Approval": undefined });
});

it("tells what no button can do from what lacks a proof", () => {
  expect((["started", "in_work", "place_used"] as const).every(isImpossible)).toBe(true);
  expect((["not_signed", "not_approver", "unsure"] as const).some(isImpossible)).toBe(false);
});
