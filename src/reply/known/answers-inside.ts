// Answers that were typed inside a quote: between its lines, below it without leaving it, or at the end of one of its lines. The
// quote is known word by word: where its words go on as if nothing stood between, what stands between is the author's.
// Reads lines and labels, changes labels by `mark`.
import type { BlockKind } from "../../domain/message.ts";
import { type Line, isBlank } from "../line.ts";
import { headerBlockEnd } from "../text/header-block.ts";
import { isSeparator } from "../text/separator.ts";
import type { Alignment } from "./alignment.ts";

/** Words of the parent that may be missing where an answer was put in: marks, a picture's name. */
const gapWordsMax = 4;
/** Words at the parent's end that a program may leave out. */
const endWordsMax = 15;
/** Words that a line must have of the parent before the rest of it is taken for an answer. */
const headWordsMin = 4;

type Mark = (from: number, to: number, kind: BlockKind, why: string) => void;

/** Whether anything was given back. */
export function giveBackAnswers(
  lines: readonly Line[],
  alignment: Alignment,
  labels: readonly BlockKind[],
  mark: Mark,
): boolean {
  let given = false;
  for (let i = 0; i < lines.length; i++) {
    if (labels[i] !== "quoted") {
      continue;
    }
    let to = i;
    while (to < lines.length && labels[to] === "quoted") {
      to++;
    }
    given = giveBackIn(lines, alignment, { from: i, to }, mark, isInserted) || given;
    i = to;
  }
  return given;
}

/** Whether `words` that the parent lacks were put in where it has `gap` words that the quote lacks. */
type Inserted = (gap: number, words: number) => boolean;

/** In what a mail program marked as quote: so many more words than are missing are no changed form of these. */
const isInserted: Inserted = (gap, words) =>
  gap >= 0 && (gap <= gapWordsMax ? words > gap : words >= gap * 3 + gapWordsMax);

/** In what nobody marked, where people also paste the paragraphs that they answer: unless it is about as many words. */
export const isInsertedUnmarked: Inserted = (gap, words) =>
  gap <= gapWordsMax ? words > gap : words < gap / 2 || words > gap * 1.5 + gapWordsMax;

/** Gives back the answers in quoted lines [from, to); whether there were any. */
export function giveBackIn(
  lines: readonly Line[],
  { matches, length }: Alignment,
  { from, to }: { from: number; to: number },
  mark: Mark,
  isInsertion: Inserted,
): boolean {
  let given = false;
  let place = -1;
  // Lines since the last known one, and their words.
  let since = from;
  let words = 0;
  for (let i = from; i < to; i++) {
    const match = matches[i];
    if (!match || match.first < 0) {
      words += match?.kind === "foreign" ? match.words : 0;
      continue;
    }
    if (place >= 0 && words > 0 && isInsertion(match.first - place - 1, words)) {
      given = keep(lines, matches, since, i, from, mark) || given;
    }
    // "Which colour? Green." where the next line goes on with what follows "colour".
    const next = matches.slice(i + 1, Math.min(to, i + 8)).find(({ first }) => first >= 0);
    if (
      match.tail > 0 &&
      match.covered >= headWordsMin &&
      next &&
      next.first > match.last &&
      isInsertion(next.first - match.last - 1, match.tail)
    ) {
      mark(i, i + 1, "context", "answer in a quoted line");
      given = true;
    }
    place = match.last;
    since = i + 1;
    words = 0;
  }
  if (place >= 0 && length - place <= endWordsMax) {
    const end = olderQuoteAt(lines, since, to);
    for (let i = since; i < end; i++) {
      // Behind marks stands what the program itself put there; without marks it is the answer below.
      if (matches[i]?.kind === "foreign" && lines[i]?.depth === 0 && lines[i]?.container === "") {
        mark(i, i + 1, "kept", "");
        given = true;
      }
    }
  }
  return given;
}

/** Lines [since, to) are an answer; the quoted paragraph right above stays with it. */
function keep(
  lines: readonly Line[],
  matches: Alignment["matches"],
  since: number,
  to: number,
  floor: number,
  mark: Mark,
): boolean {
  let kept = false;
  for (let i = since; i < to; i++) {
    if (matches[i]?.kind === "foreign") {
      mark(i, i + 1, "kept", "");
      kept = true;
    }
  }
  let from = since;
  while (from > floor && !isBlank(lines[from - 1]) && matches[from - 1]?.kind === "known") {
    from--;
  }
  if (kept && from < since) {
    mark(from, since, "context", "answers inside the quote");
  }
  return kept;
}

/** The first line at or after `at` with which an older message begins. */
function olderQuoteAt(lines: readonly Line[], at: number, to: number): number {
  for (let i = at; i < to; i++) {
    const line = lines[i];
    if (line && (line.cut !== "" || isSeparator(line.text) || headerBlockEnd(lines, i) > 0)) {
      return i;
    }
  }
  return to;
}
