// Answers that were typed inside a quote: between its lines, below it without leaving it, or at the end of one of its lines. The
// quote is known word by word, so what it does not have is the author's. Reads lines and labels, changes labels by `mark`.
import type { BlockKind } from "../../domain/message.ts";
import { headerBlockEnd, isSeparator } from "../text/header-block.ts";
import { type Line, isBlank } from "../line.ts";
import type { Alignment } from "./alignment.ts";

/** Share of the parent that must stand in a quote before what it lacks is taken for an answer. */
const shareMin = 0.5;
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
    if (alignment.share(i, to) >= shareMin) {
      given = giveBackIn(lines, alignment, i, to, mark) || given;
    }
    i = to;
  }
  return given;
}

function giveBackIn(
  lines: readonly Line[],
  { matches }: Alignment,
  from: number,
  to: number,
  mark: Mark,
): boolean {
  const isKnown = (i: number) => matches[i]?.kind === "known" && (matches[i]?.words ?? 0) > 1;
  let first = from;
  while (first < to && !isKnown(first)) {
    first++;
  }
  let last = to - 1;
  while (last > first && !isKnown(last)) {
    last--;
  }
  const end = Math.min(to, olderQuoteAt(lines, last + 1, to));
  let given = false;
  for (let i = first; i < end; i++) {
    const line = lines[i];
    const match = matches[i];
    if (!line || !match || match.kind === "none" || match.kind === "known") {
      continue;
    }
    const marked = line.depth > 0 || line.container !== "";
    // Below the quote and behind its marks stands what the quoted email quoted; without marks it may be the answer.
    if (match.kind === "foreign" && (i < last || !marked)) {
      mark(i, i + 1, "kept", "");
      if (i < last) {
        keepQuestion(lines, first, i, mark, matches);
      }
      given = true;
    } else if (match.kind === "mixed" && i < last && match.tail > 0 && match.covered >= headWordsMin) {
      mark(i, i + 1, "context", "answer in a quoted line");
      given = true;
    }
  }
  return given;
}

/** The quoted paragraph right above an answer in the midst of the quote stays with it. */
function keepQuestion(
  lines: readonly Line[],
  first: number,
  answer: number,
  mark: Mark,
  matches: Alignment["matches"],
): void {
  let to = answer;
  while (to > first && isBlank(lines[to - 1])) {
    to--;
  }
  let from = to;
  while (from > first && matches[from - 1]?.kind === "known") {
    from--;
  }
  if (from < to) {
    mark(from, to, "context", "answers inside the quote");
  }
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
