// Uses what is known: the email that the reply answers is ours, so what aligns with it is quote, in any language and from any mail
// program; and what does not, in the midst of it, is an answer. Reads lines and the decision so far, answers a better one. Linear.
import type { BlockKind } from "../../domain/message.ts";
import type { Decision } from "../decide.ts";
import { type Line, isBlank } from "../line.ts";
import { type Alignment, align } from "./alignment.ts";
import { giveBackAnswers } from "./answers-inside.ts";
import { headerAbove } from "./header-above.ts";

const evidenceName = "the email it answers";
/** A run of the parent's lines is quote from so many words on, or so many lines; fewer may be a phrase that both use. */
const runWordsMin = 8;
const runLinesMin = 3;

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
  const given = giveBackAnswers(lines, alignment, labels, mark);
  const cut = cutKnownRuns(lines, alignment, labels, mark);
  const supported = labels.some((label, i) => label === "quoted" && matches[i]?.kind === "known");
  if (!given && !cut) {
    return supported ? { ...decision, confidence: Math.max(decision.confidence, 0.97) } : decision;
  }
  return { labels, evidence, confidence: given ? 0.85 : Math.max(decision.confidence, 0.9) };
}

type Mark = (from: number, to: number, kind: BlockKind, why: string) => void;

/** Lines [from, to) that the parent has, blank lines between them included. */
interface Run {
  from: number;
  to: number;
  headerFrom: number;
}

/** Lines still kept that are a run of the parent's, with the lines above that head it, are quote. */
function cutKnownRuns(
  lines: readonly Line[],
  alignment: Alignment,
  labels: BlockKind[],
  mark: Mark,
): boolean {
  const runs = keptRuns(lines, alignment, labels);
  const hasAnswer = (from: number, to: number) =>
    labels
      .slice(from, to)
      .some((label, i) => label === "kept" && alignment.matches[from + i]?.kind === "foreign");
  const first = runs[0];
  if (!first || !(hasAnswer(0, first.headerFrom) || hasAnswer(first.to, lines.length))) {
    return false;
  }
  runs.forEach((run, i) => {
    // A quoted run between answers stays with the answer below it, like any other.
    const answered = i > 0 || !hasAnswer(0, run.headerFrom);
    const below = runs[i + 1]?.headerFrom ?? lines.length;
    const isContext = runs.length > 1 && answered && hasAnswer(run.to, below);
    mark(run.headerFrom, run.from, "quoted", evidenceName);
    mark(
      run.from,
      run.to,
      isContext ? "context" : "quoted",
      isContext ? "answers between quotes" : evidenceName,
    );
  });
  return true;
}

function keptRuns(
  lines: readonly Line[],
  { matches, namesOpening }: Alignment,
  labels: readonly BlockKind[],
): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (labels[i] !== "kept" || matches[i]?.kind !== "known") {
      continue;
    }
    let to = i + 1;
    let words = 0;
    let count = 0;
    for (let at = i; at < lines.length && labels[at] === "kept"; at++) {
      const match = matches[at];
      if (match?.kind === "known") {
        words += match.covered;
        count++;
        to = at + 1;
      } else if (match?.kind !== "none" && !(match?.kind === "mixed" && matches[at + 1]?.kind === "known")) {
        break;
      }
    }
    const headerFrom = headerAbove(lines, i, labels, namesOpening);
    const joinsQuote = nextLabel(lines, labels, to) === "quoted";
    if (words >= runWordsMin || count >= runLinesMin || headerFrom < i || joinsQuote) {
      runs.push({ from: i, to, headerFrom });
    }
    i = to - 1;
  }
  return runs;
}

function nextLabel(lines: readonly Line[], labels: readonly BlockKind[], at: number): BlockKind | undefined {
  let next = at;
  while (next < lines.length && isBlank(lines[next])) {
    next++;
  }
  return labels[next];
}
