// Uses what is known: the email that the reply answers is ours, so what aligns with it is quote, in any language and from any mail
// program; and what does not, in the midst of it, is an answer. Reads lines and the decision so far, answers a better one. Linear.
import type { BlockKind } from "../../domain/message.ts";
import type { Decision } from "../decide.ts";
import { type Line, isBlank } from "../line.ts";
import { firstWords } from "../runs.ts";
import { type Alignment, align } from "./alignment.ts";
import { giveBackAnswers, giveBackIn, isInsertedUnmarked } from "./answers-inside.ts";
import { attributionForm, attributionLengthMax } from "../text/attribution-form.ts";
import { headerBlockEnd } from "../text/header-block.ts";
import { headerAbove } from "./header-above.ts";

const evidenceName = "the email it answers";
/** A run of the parent's lines is quote from so many words on, or so many lines; fewer may be a phrase that both use. */
const runWordsMin = 8;
const runLinesMin = 3;
/** Runs that are looked at, the longest first. */
const runsMax = 100;
/** Words of the parent between two runs that follow one another. */
const nearWords = 12;

/** The decision with the parent as a further witness: quotes nobody marked are found, answers inside quotes are given back. */
export function withParent(lines: readonly Line[], decision: Decision, parents: readonly string[]): Decision {
  const alignment = align(lines, parents);
  if (!alignment) {
    return decision;
  }
  const { matches } = alignment;
  const labels = [...decision.labels];
  const evidence = [...decision.evidence];
  const mark = (from: number, to: number, kind: BlockKind, why: string) => {
    labels.fill(kind, from, to);
    evidence.fill(why, from, to);
  };
  openQuotedSignatures(lines, alignment, labels, mark);
  const given = giveBackAnswers(lines, alignment, labels, mark);
  const cut = cutKnownRuns(lines, alignment, { labels, evidence }, mark);
  const supported = labels.some((label, i) => label === "quoted" && matches[i]?.kind === "known");
  if (!given && !cut) {
    return supported
      ? { ...decision, confidence: supportedBy(lines, alignment, labels, decision) }
      : decision;
  }
  return { labels, evidence, confidence: given ? 0.85 : Math.max(decision.confidence, 0.9) };
}

/** Confidence where the parent stands in the quote: little where another mail stands above it, that the author may have pasted. */
function supportedBy(
  lines: readonly Line[],
  { matches }: Alignment,
  labels: readonly BlockKind[],
  { confidence }: Decision,
): number {
  const from = labels.indexOf("quoted");
  let headers = 0;
  for (let i = from; i < lines.length && labels[i] === "quoted" && (matches[i]?.first ?? -1) < 0;) {
    const end = headerBlockEnd(lines, i);
    const isHeader =
      end > i || attributionForm(lines[i]?.text.slice(0, attributionLengthMax) ?? "") !== "none";
    headers += isHeader ? 1 : 0;
    i = Math.max(end, i + 1);
  }
  return headers > 1 ? Math.min(confidence, 0.6) : Math.max(confidence, 0.97);
}

/** "-- " and a line of the parent's below it: the signature is quoted, and what stands below it may be the answer. */
function openQuotedSignatures(
  lines: readonly Line[],
  { matches }: Alignment,
  labels: readonly BlockKind[],
  mark: Mark,
): void {
  for (let i = 0; i < lines.length; i++) {
    if (labels[i] !== "signature" || lines[i]?.text !== "--") {
      continue;
    }
    let to = i + 1;
    while (to < lines.length && labels[to] === "signature" && lines[to]?.text !== "--") {
      to++;
    }
    const below = matches.slice(i + 1, to).find(({ kind }) => kind !== "none");
    if (below?.kind === "known" && below.first >= 0) {
      mark(i, to, "kept", "");
    }
    i = to - 1;
  }
}

type Mark = (from: number, to: number, kind: BlockKind, why: string) => void;

/** Kept lines [from, to) that the parent has, blank lines between them included, and where in the parent they stand. */
interface Run {
  from: number;
  to: number;
  headerFrom: number;
  words: number;
  first: number;
  last: number;
  sure: boolean;
}

/** Kept lines that are runs of the parent's, with the lines above that head them, are quote; answers between them stay. */
function cutKnownRuns(
  lines: readonly Line[],
  alignment: Alignment,
  { labels, evidence }: Pick<Decision, "labels" | "evidence">,
  mark: Mark,
): boolean {
  const runs = quotedRuns(keptRuns(lines, alignment, labels));
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) {
    return false;
  }
  const region = { from: first.headerFrom, to: last.to };
  const before = labels.slice(region.from, region.to);
  const evidenceBefore = evidence.slice(region.from, region.to);
  for (let i = region.from; i < region.to; i++) {
    if (labels[i] === "kept") {
      mark(i, i + 1, "quoted", evidenceName);
    }
  }
  giveBackIn(lines, alignment, { from: first.from, to: last.to }, mark, isInsertedUnmarked);
  if (labels.some((label, i) => label === "kept" && !isBlank(lines[i]))) {
    return true;
  }
  before.forEach((label, i) => {
    mark(region.from + i, region.from + i + 1, label, evidenceBefore[i] ?? "");
  });
  return false;
}

/**
 * The runs that together are the quote: the longest, and those that have other parts of the parent. Who uses a phrase of it, or
 * repeats a question, writes what stands in the quote too.
 */
function quotedRuns(runs: readonly Run[]): Run[] {
  const taken: Run[] = [];
  for (const run of runs.toSorted((a, b) => b.words - a.words).slice(0, runsMax)) {
    const repeats = taken.some(({ first, last }) => run.first <= last && first <= run.last);
    const joins = taken.some(({ first, last }) => isNear(run.first - last) || isNear(first - run.last));
    if (!repeats && (run.sure || joins)) {
      taken.push(run);
    }
  }
  return taken.toSorted((a, b) => a.from - b.from);
}

/** Places in the parent that follow one another, a few words aside. */
function isNear(distance: number): boolean {
  return distance > 0 && distance <= nearWords;
}

function keptRuns(
  lines: readonly Line[],
  { matches, namesOpening }: Alignment,
  labels: readonly BlockKind[],
): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < lines.length; i++) {
    const start = matches[i];
    if (labels[i] !== "kept" || start?.kind !== "known" || start.first < 0) {
      continue;
    }
    const headerFrom = headerAbove(lines, i, labels, namesOpening);
    const run = {
      from: i,
      to: i + 1,
      headerFrom,
      words: 0,
      first: start.first,
      last: start.last,
      sure: false,
    };
    let count = 0;
    for (let at = i; at < lines.length && labels[at] === "kept"; at++) {
      const match = matches[at];
      if (match?.kind === "known") {
        run.words += match.covered;
        run.last = Math.max(run.last, match.last);
        run.to = at + 1;
        count++;
      } else if (match?.kind !== "none" && !(match?.kind === "mixed" && matches[at + 1]?.kind === "known")) {
        break;
      }
    }
    const joinsQuote = labels[firstWords(lines, run.to)] === "quoted";
    run.sure = run.words >= runWordsMin || count >= runLinesMin || headerFrom < i || joinsQuote;
    runs.push(run);
    i = run.to - 1;
  }
  return runs;
}
