// A reply as words and marks that can be compared: one form for each letter, accents and case folded, nothing invisible. Pure.

/** One word, one mark, or one line break (`"\n"`). */
export interface Token {
  /** Lower case without accents; a mark as it stands. */
  text: string;
  written: string;
  isWord: boolean;
  /** Place in the text that came back beside the tokens. */
  start: number;
  end: number;
}

/** A command is a few words; what is longer than this (UTF-16 units) is a message. */
export const commandLengthMax = 1_000;

/**
 * The text in one normal form (NFKC, straight apostrophes, no format characters) and its tokens; none for a text that is too
 * long to be a command. Letters of other alphabets that look alike stay what they are, so that they match nothing.
 */
export function readTokens(
  kept: string,
  lengthMax = commandLengthMax,
): { text: string; tokens: Token[] } | undefined {
  const trimmed = kept.trim();
  if (trimmed === "" || trimmed.length > lengthMax) return undefined;
  const text = normalText(trimmed);
  const tokens: Token[] = [];
  for (const { 0: written, index: start } of text.matchAll(tokenForm)) {
    if (written !== "\n" && written.trim() === "") continue;
    // An empty line is no more than a line's end.
    if (written === "\n" && tokens.at(-1)?.text === "\n") continue;
    const isWord = /^[\p{L}\p{N}]/u.test(written);
    tokens.push({ text: foldWord(written), written, isWord, start, end: start + written.length });
  }
  while (tokens.at(-1)?.text === "\n") tokens.pop();
  return { text, tokens };
}

/** Words hold apostrophes and hyphens; some dots are one mark, since they leave something open. */
const tokenForm =
  /[\p{L}\p{N}\p{M}]+(?:['-][\p{L}\p{N}\p{M}]+)*|:-?[)D](?![\p{L}\p{N}])|\.{2,}|\n|[^\S\n]+|./gu;

function normalText(trimmed: string): string {
  return (
    trimmed
      // NFKC would make an accent of the one and letters of the others.
      .replace(/[’‘ʼ´`]/gu, "'")
      .replace(/[º№]/gu, (sign) => (sign === "№" ? "n°" : "°"))
      .normalize("NFKC")
      // Format characters, how an emoji is drawn, and the tone of its skin.
      .replace(/[\p{Cf}\p{Emoji_Modifier}\u{FE0E}\u{FE0F}¡]/gu, "")
      .replace(/\r\n|[\r\v\f\u2028\u2029]/gu, "\n")
      .trim()
  );
}

/** Lower case without the accents of English, German, French and Spanish; any other accent stays. */
export function foldWord(word: string): string {
  return word.toLowerCase().replace(/[à-ÿœß]/gu, (letter) => foldedLetters[letter] ?? letter);
}

const foldedLetters: Readonly<Record<string, string>> = {
  ...lettersFor("a", "àáâä"),
  ...lettersFor("c", "ç"),
  ...lettersFor("e", "èéêë"),
  ...lettersFor("i", "ìíîï"),
  ...lettersFor("n", "ñ"),
  ...lettersFor("o", "òóôö"),
  ...lettersFor("u", "ùúûü"),
  ...lettersFor("ae", "æ"),
  ...lettersFor("oe", "œ"),
  ...lettersFor("ss", "ß"),
};

function lettersFor(plain: string, letters: string): Record<string, string> {
  return Object.fromEntries(Array.from(letters).map((letter) => [letter, plain]));
}
