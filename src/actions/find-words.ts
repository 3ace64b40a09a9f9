// Finds words that staff want gone wherever they stand again: in other white space, in quoted lines, in html, or, for a phone
// number, with other signs between its digits. Pure.
import { Problem } from "../domain/problem.ts";

/** What stands in place of words that were taken out. */
export const takenOut = "[taken out]";

export const wordsLengthMin = 3;
export const wordsLengthMax = 300;
export const wordsCountMax = 20;

/** The lines that staff typed, each a stretch of words to take out. Throws `invalid` for none, too many, too short or too long ones. */
export function readWords(typed: string): string[] {
  const lines = typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0)
    throw new Problem("invalid", {
      en: "Write the words to take out.",
      de: "Geben Sie die Worte ein, die entfernt werden sollen.",
    });
  if (lines.length > wordsCountMax)
    throw new Problem("invalid", {
      en: `Write at most ${wordsCountMax} lines at a time.`,
      de: `Geben Sie höchstens ${wordsCountMax} Zeilen auf einmal ein.`,
    });
  for (const line of lines) {
    if (line.replaceAll(/[\s>]/gu, "").length < wordsLengthMin || line.length > wordsLengthMax) {
      const start = line.slice(0, 40);
      throw new Problem("invalid", {
        en: `Each line needs ${wordsLengthMin} to ${wordsLengthMax} characters, or too much or nothing would go: “${start}”.`,
        de: `Jede Zeile braucht ${wordsLengthMin} bis ${wordsLengthMax} Zeichen, sonst würde zu viel oder nichts entfernt: „${start}“.`,
      });
    }
  }
  return lines;
}

/** Between two words: white space, marks of quoted lines, and line breaks of our own html. */
const gap = "(?:[\\s\\u00a0>]|<br ?/?>|&nbsp;){1,40}";
/** Between two digits of a phone number. */
const phoneGap = "[\\s\\u00a0()/.-]{0,4}";

/** Matches any of them, as plain text or within html, in any case, and not as a piece of a longer word. */
export function patternOf(words: readonly string[]): RegExp {
  const patterns = words.map((line) => {
    const isPhone = /^[+(\d][\d\s()/.-]{5,}$/u.test(line);
    return isPhone ? phonePattern(line) : wordPattern(line);
  });
  return new RegExp(patterns.join("|"), "giu");
}

function phonePattern(line: string): string {
  const digits = line.replaceAll(/\D/gu, "").split("").join(phoneGap);
  return `(?<!\\d)(?:\\+|\\(){0,2}${digits}(?!\\d)`;
}

function wordPattern(line: string): string {
  // Marks of quoted lines are part of every gap already.
  const inside = line
    .split(/\s+/u)
    .filter((word) => !/^>+$/u.test(word))
    .map(literal)
    .join(gap);
  // Scripts that put blanks between words; in others a word is always a piece of a longer run.
  const spaced = "[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{Nd}]";
  const isSpaced = (end: string) => new RegExp(spaced, "u").test(end);
  const before = isSpaced(Array.from(line)[0]!) ? `(?<!${spaced})` : "";
  const after = isSpaced(Array.from(line).at(-1)!) ? `(?!${spaced})` : "";
  return before + inside + after;
}

/** What our templates escape in html. */
const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#(?:x27|39);",
  "`": "&#x60;",
  "=": "&#x3D;",
};

function literal(word: string): string {
  return Array.from(word, (character) => {
    // Not the hyphen: outside of a class no expression may escape it.
    const plain = character.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
    const escaped = escapes[character];
    return escaped === undefined ? plain : `(?:${escaped}|${plain})`;
  }).join("");
}
