// Whether a reply takes back its author's request or approval, asks for the backlog, or begins with what should be different.
// Pure.
import { approvalPhrases } from "./approval-phrases.ts";
import { commandBook, readPieces } from "./courteous-pieces.ts";
import { skipGreeting } from "./greeting.ts";
import { longestPhrase, phraseBook } from "./phrase-book.ts";
import { readTokens, type Token } from "./plain-tokens.ts";
import { beginningPhrases, excusePhrases, nonePhrases, wholePhrases } from "./step-phrases.ts";

type Whole = keyof typeof wholePhrases;
type Beginning = keyof typeof beginningPhrases;

const wholeBook = commandBook<Whole | "excuse">({ ...wholePhrases, ...excusePhrases });
const beginnings = phraseBook<Beginning>(beginningPhrases);
const noneBook = phraseBook(nonePhrases);
const approving = phraseBook({ approves: approvalPhrases.approves });
const finding = phraseBook({ finds: approvalPhrases.finds });

/** Characters of a list of what should be different; longer ones are for people to read. */
const changesLengthMax = 20_000;

/** Of a reply's kept text in four languages that says nothing else, courtesies aside; undefined for any other. */
export function readWhole(kept: string): Whole | undefined {
  const tokens = readTokens(kept)?.tokens;
  if (tokens === undefined) return undefined;
  const isCommand = (kind: string) => kind in wholePhrases;
  const said = (readPieces(tokens, wholeBook, isCommand) ?? []).filter(({ kind }) => isCommand(kind));
  const [first] = said;
  return said.length === 1 && first !== undefined ? (first.kind as Whole) : undefined;
}

/**
 * Whether it begins, a greeting aside, with what asks for changes; more words may follow, but none that approve or say that
 * there is nothing to change. A wrong yes sends finished work back, a missed one is a message.
 */
export function asksForChanges(kept: string): boolean {
  const tokens = readTokens(kept, changesLengthMax)?.tokens ?? [];
  const at = skipGreeting(tokens, ({ text }) => beginnings.kinds.has(text));
  const begins = longestPhrase(beginnings, tokens, at);
  if (begins === undefined) return false;
  const rest = tokens.slice(at + begins.tokenCount);
  if (holds(rest, (from) => longestPhrase(approving, rest, from) !== undefined)) return false;
  if (begins.kind === "denies") return !isQuestion(rest);
  const first = rest.findIndex(({ isWord }) => isWord);
  if (first === -1 || longestPhrase(finding, rest, first) !== undefined) return false;
  const isSpanish = begins.kind === "namesInSpanish";
  return !holds(rest, (from) => saysNone(rest, from, isSpanish && from !== first));
}

function holds(tokens: readonly Token[], isAt: (index: number) => boolean): boolean {
  return tokens.some((_, index) => isAt(index));
}

/** Within a Spanish sentence "no" only is "not"; before a mark or an end it stands for itself. */
function saysNone(tokens: readonly Token[], at: number, isWithinSpanish: boolean): boolean {
  if (longestPhrase(noneBook, tokens, at) === undefined) return false;
  return !(isWithinSpanish && tokens[at]?.text === "no" && tokens[at + 1]?.isWord === true);
}

/** "Not approved?": whether its first sentence ends so. */
function isQuestion(rest: readonly Token[]): boolean {
  return rest.find(({ text }) => sentenceEnds.has(text))?.text === "?";
}

const sentenceEnds = new Set(["?", ".", "!", "\n"]);
