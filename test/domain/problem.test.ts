// A refusal speaks its reader's language, and English to logs, commands and programs.
import { expect, it } from "vitest";
import { inEach, intlLocale } from "../../src/domain/locale.ts";
import { inEnglish, Problem } from "../../src/domain/problem.ts";
import { requireTitle } from "../../src/domain/task.ts";

it("is said in the language of whoever reads it", () => {
  const problem = new Problem("conflict", { en: "It is there already.", de: "Das gibt es schon." });
  expect(problem.in("en")).toBe("It is there already.");
  expect(problem.in("de")).toBe("Das gibt es schon.");
});

it("has an English message and its code", () => {
  const problem = new Problem("gone", { en: "It is gone.", de: "Das gibt es nicht mehr." });
  expect(problem).toBeInstanceOf(Error);
  expect(problem).toMatchObject({ name: "Problem", code: "gone", message: "It is gone." });
});

it("of commands and the sandbox is English for everybody", () => {
  const problem = new Problem("invalid", inEnglish("Choose a mail program."));
  expect([problem.in("en"), problem.in("de")]).toEqual(["Choose a mail program.", "Choose a mail program."]);
});

it("names limits and numbers as each language writes them", () => {
  const limit = inEach((locale) => (20_000).toLocaleString(intlLocale(locale)));
  expect(limit).toEqual({ en: "20,000", de: "20.000" });
});

it("of a title that somebody typed says in both languages what to do", () => {
  const refused = catchProblem(() => requireTitle(" "));
  expect(refused?.in("en")).toBe("Give the task a title.");
  expect(refused?.in("de")).toBe("Geben Sie der Aufgabe einen Titel.");
});

function catchProblem(act: () => unknown): Problem | undefined {
  try {
    act();
  } catch (fault) {
    if (fault instanceof Problem) return fault;
    throw fault;
  }
  return undefined;
}
