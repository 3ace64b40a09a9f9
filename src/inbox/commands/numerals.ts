// Whole numbers that count tasks or times. Pure.
import type { Token } from "./plain-tokens.ts";

/** What stands in the lists of phrases for any number, and in tokens that `withNumeral` has read. */
const anyNumeral = "0";

/** Up to three digits and no zero before them: years, dates, hours and telephone numbers are none. */
export function numeralOf({ text }: Token): number | undefined {
  return /^(?:0|[1-9]\d{0,2})$/u.test(text) ? Number(text) : undefined;
}

/** A number as lists of phrases know it; any other token as it is. */
export function withNumeral(token: Token): Token {
  return numeralOf(token) === undefined ? token : asAnyNumeral(token);
}

/** The token as lists of phrases know it; `written` keeps the number. */
export function asAnyNumeral(token: Token): Token {
  return { ...token, text: anyNumeral };
}
