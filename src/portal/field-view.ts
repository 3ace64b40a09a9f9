// One field of a form as its template shows it: its label, what was typed into it, and beside it what is wrong with that.
import { locales } from "../domain/locale.ts";
import type { FieldProblem } from "./field-problems.ts";

export interface FieldView {
  id: string;
  name: string;
  label: string;
  value: string;
  type: string;
  inputMode: string | null;
  /** Both for one who fills it in: what to write, and what is wrong with what was written. */
  hint: string | null;
  problem: string | null;
  /** The page opens at this one. */
  isFirst: boolean;
  /** To choose from; null where it is typed. */
  options: { value: string; label: string; isChosen: boolean }[] | null;
  /** Whether its values are offered from the list of time zones below the form. */
  hasZones: boolean;
}

export function fieldView(
  {
    name,
    idPrefix = "",
    ...of
  }: { name: string; label: string; value: string; idPrefix?: string } & Partial<FieldView>,
  problem: FieldProblem,
): FieldView {
  return {
    id: `${idPrefix}${name}`,
    name,
    type: "text",
    inputMode: null,
    hint: null,
    options: null,
    hasZones: false,
    ...of,
    problem: problem.words,
    isFirst: problem.isFirst,
  };
}

/** What a language is called in itself. */
const localeNames = { en: "English", de: "Deutsch" } as const;

export function localeOptions(chosen: string): NonNullable<FieldView["options"]> {
  return locales.map((value) => ({ value, label: localeNames[value], isChosen: value === chosen }));
}
