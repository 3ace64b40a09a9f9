// Reads a short reply as a command between courtesies: greeting, thanks, praise, the words of the command, a closing, a name.
// One word that is neither, and the reply is no command but a message. Names stand behind a closing only: those that are known
// are taken out before (known-names.ts), and an unknown one may be a joke or an exception. Pure.
import { courtesyPhrases } from "./courtesy-phrases.ts";
import { skipGreeting } from "./greeting.ts";
import { isNameWord } from "./person-name.ts";
import { longestPhrase, phraseBook, type PhraseBook } from "./phrase-book.ts";
import type { Token } from "./plain-tokens.ts";

type Courtesy = keyof typeof courtesyPhrases | "name";

/** A phrase of a list, or a name, as the reply has it. */
export interface Piece<Kind extends string> {
  kind: Kind | Courtesy;
  tokens: readonly Token[];
}

/** What stands between two marks, and which mark ends it. */
interface Clause<Kind extends string> {
  pieces: Piece<Kind>[];
  end: Break;
}

type Break = "comma" | "sentence" | "line";

const breaks: ReadonlyMap<string, Break> = new Map([
  [",", "comma"],
  ["-", "comma"],
  ["–", "comma"],
  ["—", "comma"],
  [".", "sentence"],
  ["!", "sentence"],
  ["\n", "line"],
]);
const strength: Readonly<Record<Break, number>> = { comma: 0, sentence: 1, line: 2 };

/** They stand for a friendly face or praise and say nothing else. */
const friendlySigns = new Set(
  ":) :-) :D :-D 👍 ✅ ✔ 🎉 🙏 😊 🙂 🥳 👏 ❤ 💯 🚀 🙌 👌 😀 😃 😄 😁 ☺ 🤩 😍 🔥".split(" "),
);

/** A book of the command's phrases and of all courtesies; the command's come first. */
export function commandBook<Kind extends string>(
  lists: Readonly<Record<Kind, readonly string[]>>,
): PhraseBook<Kind | Courtesy> {
  return phraseBook<Kind | Courtesy>({ ...lists, ...courtesyPhrases, name: [] });
}

/** Characters and sentences behind the command, and characters before it. */
const behindLengthMax = 300;
const behindSentencesMax = 3;
const beforeLengthMax = 200;

/**
 * All pieces of the reply in order, the greeting left out; undefined for a reply with anything else in it, or with too much
 * around the command, whose kinds `isCommand` knows.
 */
export function readPieces<Kind extends string>(
  tokens: readonly Token[],
  book: PhraseBook<Kind | Courtesy>,
  isCommand: (kind: Kind | Courtesy) => boolean,
): Piece<Kind>[] | undefined {
  const from = skipGreeting(tokens, ({ text }) => book.kinds.has(text));
  const clauses = cutClauses(tokens.slice(from), book);
  if (clauses === undefined) return undefined;
  const closing = closingAt(clauses);
  const said = clauses.slice(0, closing);
  if (!said.every((clause, at) => isSound(clause, said[at - 1], isCommand))) return undefined;
  const pieces = said.flatMap((clause) => clause.pieces);
  const first = pieces.findIndex(({ kind }) => isCommand(kind));
  if (first === -1) return undefined;
  if (lengthOf(pieces.slice(0, first)) > beforeLengthMax) return undefined;
  if (lengthOf(pieces.slice(first + 1)) > behindLengthMax) return undefined;
  const commandAt = said.findIndex((clause) => clause.pieces.some(({ kind }) => isCommand(kind)));
  const sentences = said.slice(commandAt, -1).filter(({ end }) => end !== "comma");
  return sentences.length > behindSentencesMax ? undefined : pieces;
}

/**
 * The kinds of a reply that holds nothing but phrases of the book, courtesies, and how it is closed, the greeting left out;
 * undefined for any other.
 */
export function readCourtesies<Kind extends string>(
  tokens: readonly Token[],
  book: PhraseBook<Kind | Courtesy>,
): (Kind | Courtesy)[] | undefined {
  const from = skipGreeting(tokens, ({ text }) => book.kinds.has(text));
  const clauses = cutClauses(tokens.slice(from), book);
  if (clauses === undefined) return undefined;
  const closing = closingAt(clauses);
  const isWhole = clauses
    .slice(0, closing)
    .every((clause, at) => isSound(clause, clauses[at - 1], () => false));
  return isWhole ? clauses.flatMap(({ pieces }) => pieces.map(({ kind }) => kind)) : undefined;
}

function lengthOf(pieces: readonly Piece<string>[]): number {
  const [first, last] = [pieces[0], pieces.at(-1)];
  return first === undefined || last === undefined ? 0 : last.tokens.at(-1)!.end - first.tokens[0]!.start;
}

/** Undefined where a mark or a word is of no use here. */
function cutClauses<Kind extends string>(
  tokens: readonly Token[],
  book: PhraseBook<Kind | Courtesy>,
): Clause<Kind>[] | undefined {
  const clauses: Clause<Kind>[] = [];
  let pieces: Piece<Kind>[] = [];
  for (let at = 0; at < tokens.length;) {
    const phrase = longestPhrase(book, tokens, at);
    const token = tokens[at]!;
    const mark = breaks.get(token.text);
    if (phrase !== undefined) {
      // "Approved, thanks and best regards": the closing stands for itself.
      if (phrase.kind === "closing" && pieces.length > 0) {
        if (pieces.at(-1)?.kind === "link") pieces.pop();
        if (pieces.length > 0) clauses.push({ pieces, end: "comma" });
        pieces = [];
      }
      pieces.push({ kind: phrase.kind, tokens: tokens.slice(at, at + phrase.tokenCount) });
    } else if (mark !== undefined) {
      if (pieces.length > 0) clauses.push({ pieces, end: mark });
      else if (!strengthen(clauses.at(-1), mark)) return undefined;
      pieces = [];
    } else if (isNameWord(token)) pieces.push({ kind: "name", tokens: [token] });
    else if (!friendlySigns.has(token.written)) return undefined;
    at += phrase?.tokenCount ?? 1;
  }
  if (pieces.length > 0) clauses.push({ pieces, end: "line" });
  return clauses;
}

/** Of several marks the strongest counts. A reply begins with none. */
function strengthen(clause: { end: Break } | undefined, mark: Break): boolean {
  if (clause === undefined) return false;
  if (strength[mark] > strength[clause.end]) clause.end = mark;
  return true;
}

const behindClosingWordsMax = 10;
const behindClosing = new Set(["name", "filler", "link", "thanks", "wish", "closing"]);

/** The index of the clause that closes the reply; their number where none does. */
function closingAt<Kind extends string>(clauses: readonly Clause<Kind>[]): number {
  const at = clauses.findIndex(({ pieces }) => pieces.some(({ kind }) => kind === "closing"));
  if (at === -1) return clauses.length;
  const pieces = clauses.slice(at).flatMap((clause) => clause.pieces);
  const isClosing =
    pieces.length <= behindClosingWordsMax && pieces.every(({ kind }) => behindClosing.has(kind));
  return isClosing ? at : clauses.length;
}

/** Whether a clause says nothing but what its phrases say: small words only beside a courtesy and never beside the command. */
function isSound<Kind extends string>(
  { pieces }: Clause<Kind>,
  before: Clause<Kind> | undefined,
  isCommand: (kind: Kind | Courtesy) => boolean,
): boolean {
  const kinds = pieces.map(({ kind }) => kind);
  if (kinds.includes("closing") || kinds.includes("name") || kinds.at(-1) === "link") return false;
  // "Then approved" goes on from something that is not here.
  if (kinds[0] === "link" && before === undefined) return false;
  if (kinds.includes("filler") && !kinds.some(isKind)) return false;
  const touches = kinds.some((kind, at) => {
    const [one, next] = [kind, kinds[at + 1]];
    return (
      next !== undefined && ((isCommand(one) && next === "filler") || (one === "filler" && isCommand(next)))
    );
  });
  return !touches;
}

function isKind(kind: string): boolean {
  return kind === "thanks" || kind === "praise" || kind === "wish";
}
