// Lists of phrases made comparable with a reply's tokens, and the longest of them that stands at a place. Pure.
import { foldWord, readTokens, type Token } from "./plain-tokens.ts";

/** What each phrase is, by its tokens with one blank between them. */
export interface PhraseBook<Kind extends string> {
  kinds: ReadonlyMap<string, Kind>;
  /** Tokens of the longest phrase. */
  tokenCountMax: number;
}

/**
 * Each line holds phrases with " / " between them; in a phrase `(a|b|)` stands for a, b or nothing, in any place but inside
 * another such choice. A phrase with ä, ö or ü is also known with ae, oe, ue. Where two kinds claim a phrase the first has it.
 */
export function phraseBook<Kind extends string>(
  lists: Readonly<Record<Kind, readonly string[]>>,
): PhraseBook<Kind> {
  const kinds = new Map<string, Kind>();
  let tokenCountMax = 0;
  for (const [kind, lines] of Object.entries(lists) as [Kind, readonly string[]][]) {
    const phrases = lines.flatMap((line) => line.split(" / ")).flatMap(expanded);
    for (const phrase of new Set(phrases.flatMap((one) => [one, withoutUmlauts(one)]))) {
      const words = (readTokens(phrase)?.tokens ?? []).map(({ text }) => text);
      const key = words.join(" ");
      if (key !== "" && !kinds.has(key)) kinds.set(key, kind);
      tokenCountMax = Math.max(tokenCountMax, words.length);
    }
  }
  return { kinds, tokenCountMax };
}

/** All ways to read a phrase with choices in it. */
function expanded(phrase: string): string[] {
  const open = phrase.indexOf("(");
  if (open === -1) return [phrase];
  const close = phrase.indexOf(")", open);
  const tails = expanded(phrase.slice(close + 1));
  const ways = phrase.slice(open + 1, close).split("|");
  return ways.flatMap((way) => tails.map((tail) => phrase.slice(0, open) + way + tail));
}

function withoutUmlauts(phrase: string): string {
  return phrase.replace(/[äöü]/gu, (letter) => `${foldWord(letter)}e`);
}

/** The longest phrase that begins with the token at `at`, as how many tokens it has. */
export function longestPhrase<Kind extends string>(
  { kinds, tokenCountMax }: PhraseBook<Kind>,
  tokens: readonly Token[],
  at: number,
): { kind: Kind; tokenCount: number } | undefined {
  const ahead = tokens.slice(at, at + tokenCountMax).map(({ text }) => text);
  for (; ahead.length > 0; ahead.pop()) {
    const kind = kinds.get(ahead.join(" "));
    if (kind !== undefined) return { kind, tokenCount: ahead.length };
  }
  return undefined;
}
