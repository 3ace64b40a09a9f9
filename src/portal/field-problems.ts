// Which fields of a form their own checks do not take, so that a page says it beside each of them.
import { Problem } from "../domain/problem.ts";
import type { Locale } from "../domain/locale.ts";

/** What is wrong with one field. `isFirst`: the one at which the page opens. */
export interface FieldProblem {
  words: string | null;
  isFirst: boolean;
}

export type FieldProblems<Name extends string> = Record<Name, FieldProblem>;

/** The check of each field, in the order of the form; one that does not take it throws a Problem. */
export type FieldChecks<Name extends string> = Readonly<Record<Name, () => unknown>>;

/** Undefined when every check takes its field. */
export function findFieldProblems<Name extends string>(
  checks: FieldChecks<Name>,
  locale: Locale,
): FieldProblems<Name> | undefined {
  const names = Object.keys(checks) as Name[];
  const words = names.map((name) => refusalOf(checks[name])?.in(locale) ?? null);
  const first = words.findIndex((one) => one !== null);
  if (first === -1) return undefined;
  return fill(names, (index) => ({ words: words[index]!, isFirst: index === first }));
}

/** For a form in which no field is wrong. */
export function noFieldProblems<Name extends string>(names: readonly Name[]): FieldProblems<Name> {
  return fill(names, () => ({ words: null, isFirst: false }));
}

/** For a form of which one field alone is wrong, as only the rows could tell. */
export function problemOfField<Name extends string>(
  names: readonly Name[],
  field: Name,
  problem: Problem,
  locale: Locale,
): FieldProblems<Name> {
  return { ...noFieldProblems(names), [field]: { words: problem.in(locale), isFirst: true } };
}

/** A refusal beside the field that it is about; above the form in the words of `problem` where it is about the whole. */
export function placeProblem<Name extends string>(
  names: readonly Name[],
  problem: Pick<Problem, "about" | "in"> | undefined,
  locale: Locale,
): { problem: string | null; faults: FieldProblems<Name> } {
  const faults = noFieldProblems(names);
  if (problem === undefined) return { problem: null, faults };
  const field = names.find((name) => name === problem.about);
  if (field === undefined) return { problem: problem.in(locale), faults };
  return { problem: null, faults: { ...faults, [field]: { words: problem.in(locale), isFirst: true } } };
}

function fill<Name extends string>(
  names: readonly Name[],
  problemOf: (index: number) => FieldProblem,
): FieldProblems<Name> {
  return Object.fromEntries(names.map((name, index) => [name, problemOf(index)])) as FieldProblems<Name>;
}

function refusalOf(check: () => unknown): Problem | undefined {
  try {
    check();
    return undefined;
  } catch (fault) {
    if (fault instanceof Problem) return fault;
    throw fault;
  }
}
