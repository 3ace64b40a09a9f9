// Whether a word that no phrase has can be part of somebody's name. Pure.
import type { Token } from "./plain-tokens.ts";
import { reservationWords } from "./reservation-words.ts";

const nameForm = /^\p{Lu}[\p{L}'-]{1,29}$/u;

/** A capital letter first, and no word that could take something back, ask for something, or name a part of the work. */
export function isNameWord({ text, written, isWord }: Pick<Token, "text" | "written" | "isWord">): boolean {
  return isWord && nameForm.test(written) && !text.endsWith("n't") && !reservationWords.has(text);
}

/** Names that are other words too; right behind "Hi" they can only be names. */
export const greetedNames: ReadonlySet<string> = new Set([
  "will",
  "may",
  "april",
  "june",
  "august",
  "mark",
  "hope",
  "grace",
  "joy",
]);

export function mayGreet({ text, written }: Token): boolean {
  return greetedNames.has(text) && nameForm.test(written);
}
