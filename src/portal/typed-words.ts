// What people wrote into a form, field by field and as the form called it, so that a form which cannot be taken gives it back.
import type { SayToThem } from "./reading.ts";

/** One field of a form that came, with what was written into it. `isLong`: it has lines. */
export interface TypedWords {
  name: string;
  label: string;
  value: string;
  isLong: boolean;
}

/** Fields in which people write, each called in the catalogue by `typed.` and its name; all others are choices and marks. */
const typedNames: ReadonlySet<string> = new Set([
  "title",
  "subject",
  "text",
  "words",
  "part",
  "estimate",
  "expected",
  "address",
  "agenda",
  "weekly-hours",
  "exceptions",
  "call-link",
  "task-number",
]);

const longNames: ReadonlySet<string> = new Set([
  "text",
  "words",
  "part",
  "expected",
  "agenda",
  "weekly-hours",
  "exceptions",
]);

export function isTyped(name: string): boolean {
  return typedNames.has(name);
}

/** Fields as a form sent them. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** The fields in which people write, in the order in which they came; also those that were left empty. */
export function typedWords(fields: Fields, say: SayToThem): TypedWords[] {
  return fields
    .filter(([name]) => isTyped(name))
    .map(([name, value]) => ({ name, label: say(`typed.${name}`), value, isLong: longNames.has(name) }));
}

/** The same without those that were left empty: what would be lost. */
export function wordsToKeep(fields: Fields, say: SayToThem): TypedWords[] {
  return typedWords(fields, say).filter(({ value }) => value.trim() !== "");
}
