// What people wrote into a form, field by field and as the form called it, so that a form which cannot be taken gives it back.

/** One field of a form that came, with what was written into it. `isLong`: it has lines. */
export interface TypedWords {
  name: string;
  label: string;
  value: string;
  isLong: boolean;
}

/** Fields in which people write, and what they are called; all others are choices and marks. */
const labels: ReadonlyMap<string, string> = new Map([
  ["title", "Title"],
  ["subject", "Subject"],
  ["text", "Your words"],
  ["words", "Your words"],
  ["part", "The part that is a task of its own"],
  ["estimate", "Rough estimate of working time"],
  ["expected", "What should have been kept"],
  ["address", "Email address"],
  ["agenda", "Agenda"],
  ["weekly-hours", "Weekly hours"],
  ["exceptions", "Days with other hours"],
  ["call-link", "Where sessions happen"],
  ["task-number", "Number of the task"],
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
  return labels.has(name);
}

/** The fields in which people write, in the order in which they came; also those that were left empty. */
export function typedWords(fields: readonly (readonly [name: string, value: string])[]): TypedWords[] {
  return fields.flatMap(([name, value]) => {
    const label = labels.get(name);
    return label === undefined ? [] : [{ name, label, value, isLong: longNames.has(name) }];
  });
}

/** The same without those that were left empty: what would be lost. */
export function wordsToKeep(fields: readonly (readonly [name: string, value: string])[]): TypedWords[] {
  return typedWords(fields).filter(({ value }) => value.trim() !== "");
}
