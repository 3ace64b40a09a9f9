// Where an answer stands and which language its program speaks, for the chooser of the sandbox and for what it sends.
import { inEnglish, Problem } from "../domain/problem.ts";
import { languages } from "./languages/languages.ts";
import type { Posting } from "./posting.ts";
import type { Typed } from "./simulator.ts";

const places: Record<Posting, string> = {
  above: "above the quote",
  below: "below the quote",
  between: "under each question, a paragraph each",
  partial: "above a quote cut down to the first question",
};

interface Choice {
  /** Empty for what the program usually does. */
  value: string;
  title: string;
}

/** Where an answer may stand, for the chooser; first what the program usually does. */
export const postingChoices: readonly Choice[] = [
  { value: "", title: "where the program puts it" },
  ...Object.entries(places).map(([value, title]) => ({ value, title })),
];

/** What the program may speak, for the chooser; first its usual language. */
export const languageChoices: readonly Choice[] = [
  { value: "", title: "its usual language" },
  ...languages.map(({ code, name }) => ({ value: code, title: name })),
];

/** What a form chose; nothing where it left that to the program. Throws `invalid` for what cannot be chosen. */
export function requireHow(posting: string, language: string): Pick<Typed, "posting" | "language"> {
  if (posting !== "" && !Object.hasOwn(places, posting)) {
    throw new Problem("invalid", inEnglish("Choose where the answer stands."));
  }
  if (language !== "" && !languages.some(({ code }) => code === language)) {
    throw new Problem("invalid", inEnglish("Choose a language."));
  }
  return {
    ...(posting === "" ? {} : { posting: posting as Posting }),
    ...(language === "" ? {} : { language }),
  };
}
