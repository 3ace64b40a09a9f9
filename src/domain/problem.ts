// The one error that people see, and its codes. Anything else that is thrown is a bug.
import type { InEveryLanguage, Locale } from "./locale.ts";

export type ProblemCode =
  | "invalid"
  | "not_found"
  | "not_allowed"
  | "conflict"
  | "gone"
  | "too_large"
  | "limit_reached"
  | "unavailable";

/** The HTTP status by which each is answered, to people and to programs alike (RFC 9110; 422 and 429 by RFC 4918 and 6585). */
export const problemStatuses: Readonly<Record<ProblemCode, number>> = {
  invalid: 422,
  not_found: 404,
  not_allowed: 403,
  conflict: 409,
  gone: 410,
  too_large: 413,
  limit_reached: 429,
  unavailable: 503,
};

/**
 * An expected refusal: one or two whole sentences, fit to be read by a customer, in every language that people read pages in.
 * `message` is the English one, for logs, commands and other programs.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly words: InEveryLanguage;
  /** What of the input it is about, by the name of its field in forms; undefined for what is about the whole. */
  readonly about: string | undefined;

  constructor(code: ProblemCode, words: InEveryLanguage, about?: string) {
    super(words.en);
    this.name = "Problem";
    this.code = code;
    this.words = words;
    this.about = about;
  }

  in(locale: Locale): string {
    return this.words[locale];
  }
}

/** Reads a part of the input; whatever is wrong with it is about that part. */
export function readAbout<Value>(about: string, read: () => Value): Value {
  try {
    return read();
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    throw new Problem(fault.code, fault.words, about);
  }
}

/** For what only operators and developers meet: commands and the sandbox speak English alone. */
export function inEnglish(words: string): InEveryLanguage {
  return { en: words, de: words };
}
