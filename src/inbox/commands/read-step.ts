// Whether a reply takes back its author's request or approval, asks for the backlog, or begins with what should be different.
// Pure.
import { commandBook, readPieces } from "./courteous-pieces.ts";
import { skipGreeting } from "./greeting.ts";
import { longestPhrase, phraseBook } from "./phrase-book.ts";
import { readTokens } from "./plain-tokens.ts";
import { beginningPhrases, wholePhrases } from "./step-phrases.ts";

type Whole = keyof typeof wholePhrases;

const wholeBook = commandBook<Whole>(wholePhrases);
const beginnings = phraseBook(beginningPhrases);

/** Characters in which a beginning is looked for. */
const beginningLengthMax = 200;

/** Of a reply's kept text in four languages that says nothing else, courtesies aside; undefined for any other. */
export function readWhole(kept: string): Whole | undefined {
  const tokens = readTokens(kept)?.tokens;
  if (tokens === undefined) return undefined;
  const isCommand = (kind: string) => kind in wholePhrases;
  const said = (readPieces<Whole>(tokens, wholeBook, isCommand) ?? []).filter(({ kind }) => isCommand(kind));
  const [first] = said;
  return said.length === 1 && first !== undefined ? (first.kind as Whole) : undefined;
}

/** Whether it begins, a greeting aside, with what asks for changes; more words may follow. */
export function asksForChanges(kept: string): boolean {
  const tokens = readTokens(kept.trim().slice(0, beginningLengthMax))?.tokens ?? [];
  const at = skipGreeting(tokens, ({ text }) => beginnings.kinds.has(text));
  return longestPhrase(beginnings, tokens, at) !== undefined;
}
