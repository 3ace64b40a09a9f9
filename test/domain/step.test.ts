// Why a step cannot be taken, in the words of each language.
import { expect, it } from "vitest";
import { canTake, ways, whyNot, type Step } from "../../src/domain/step.ts";
import { stages } from "../../src/domain/task.ts";

it("names the step and how the task stands", () => {
  expect(whyNot("approve", { title: "Footer", stage: "Working" })).toEqual({
    en: "“Footer” cannot be approved now: it is being worked on.",
    de: "„Footer“ kann jetzt nicht freigegeben werden: Die Aufgabe ist in Arbeit.",
  });
  expect(whyNot("change_delivery", { title: "Footer", stage: "Triage" })).toEqual({
    en: "“Footer” cannot be given another delivery date now: we are still finding out what it needs.",
    de: "„Footer“ kann jetzt nicht auf einen anderen Termin gelegt werden: Wir klären noch, was dafür nötig ist.",
  });
});

it("says something of its own for every step and stage that do not go together", () => {
  const steps = Object.keys(ways) as Step[];
  const refused = steps.flatMap((step) =>
    stages.filter((stage) => !canTake(step, stage)).map((stage) => whyNot(step, { title: "Footer", stage })),
  );
  for (const locale of ["en", "de"] as const) {
    expect(new Set(refused.map((words) => words[locale])).size).toBe(refused.length);
  }
});
