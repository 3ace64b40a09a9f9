// The one error that people see, and its codes. Anything else that is thrown is a bug.
import type { InEveryLanguage, Locale } from "./locale.ts";

export type ProblemCode =
  | "invalid"
  | "not_found"
  | "not_allowed"
  | "conflict"
  | "gone"
  | "too_large"
  | "limit_reached";

/**
 * An expected refusal: one or two whole sentences, fit to be read by a customer, in every language that people read pages in.
 * `message` is the English one, for logs, commands and other programs.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly words: InEveryLanguage;

  constructor(code: ProblemCode, words: InEveryLanguage) {
    super(words.en);
    this.name = "Problem";
    this.code = code;
    this.words = words;
  }

  in(locale: Locale): string {
    return this.words[locale];
  }
}

/** For what only operators and developers meet: commands and the sandbox speak English alone. */
export function inEnglish(words: string): InEveryLanguage {
  return { en: words, de: words };
}
