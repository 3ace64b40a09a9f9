// A decision about an inbound email that could not be carried out: which form it came from, what was chosen in it, and beside which of
// its fields the page says why. Reads and writes no rows.
import type { Locale } from "../domain/locale.ts";
import type { Problem } from "../domain/problem.ts";
import { noFieldProblems, placeProblem, type FieldProblems } from "./field-problems.ts";
import type { Form } from "./form.ts";

/** The forms with fields, by the last part of their address. */
const fieldsOf = {
  accept: ["author", "author-address", "task-number"],
  "add-address": ["author", "author-address"],
  "open-task": ["author", "author-address"],
  "open-forwarded": ["contact", "author-address"],
  move: ["task-number"],
  "move-to-new-task": ["title"],
} as const;

export type DecisionForm = keyof typeof fieldsOf;

export interface RefusedDecision {
  problem: Problem;
  /** What was sent in a field; undefined when another form was sent. */
  typed: (form: DecisionForm, field: string) => string | undefined;
  form: string;
}

/** `name`: the last part of the form's address. */
export function refusedDecision(name: string, form: Form, problem: Problem): RefusedDecision {
  return { problem, form: name, typed: (of, field) => (of === name ? form.text(field) : undefined) };
}

/** What the page says: above all for what is about the whole, and for every field of every form. */
export function decisionView(refused: RefusedDecision | undefined, locale: Locale) {
  const names = Object.keys(fieldsOf) as DecisionForm[];
  const faults = Object.fromEntries(names.map((name) => [name, noFieldProblems(fieldsOf[name])])) as Record<
    DecisionForm,
    FieldProblems<string>
  >;
  const typedNumbers = {
    accept: refused?.typed("accept", "task-number") ?? "",
    move: refused?.typed("move", "task-number") ?? "",
  };
  const typedAddresses = Object.fromEntries(
    names.map((of) => [of, refused?.typed(of, "author-address") ?? ""]),
  );
  const name = names.find((known) => known === refused?.form);
  if (refused === undefined || name === undefined)
    return { problem: refused?.problem.in(locale) ?? null, faults, typedNumbers, typedAddresses };
  const placed = placeProblem(fieldsOf[name], refused.problem, locale);
  return {
    problem: placed.problem,
    faults: { ...faults, [name]: placed.faults },
    typedNumbers,
    typedAddresses,
  };
}
