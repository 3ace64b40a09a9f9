// Decides for each line whether it is kept, quoted or signature, from the pieces and what stands around them.
import type { BlockKind } from "../domain/message.ts";
import { fencesOf } from "./text/fences.ts";
import { isRuledFooter } from "./text/disclaimer.ts";
import { isRule } from "./text/separator.ts";
import { type Line, isBlank } from "./line.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { markSignature, openSignature } from "./mark-signature.ts";

/** For each line its label and what showed it ("" for kept), and how sure the cuts are (0 to 1). */
export interface Decision {
  labels: BlockKind[];
  evidence: string[];
  confidence: number;
}

/** Reads the lines of one body and decides. Where unsure a line is kept. Linear. */
export function decide(lines: readonly Line[]): Decision {
  const labels: BlockKind[] = Array.from({ length: lines.length }, () => "kept");
  const evidence: string[] = Array.from({ length: lines.length }, () => "");
  const pieces = piecesOf(lines);
  const fences = fencesOf(lines);
  let confidence = 0.95;
  const mark = ({ from, to }: Piece, label: BlockKind, why: string) => {
    labels.fill(label, from, to);
    evidence.fill(why, from, to);
  };

  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === "author" && pieces[index - 1]?.kind === "marked" && isRuledFooter(lines, piece)) {
      mark(piece, "signature", "below a rule that ends the quote");
    } else if (piece.kind === "author" && pieces[index - 1]?.kind !== "header") {
      // Right below a header stand the quote and an answer that nobody can tell from it, and the signature may be quoted.
      markSignature(lines, piece, labels, evidence, fences);
    }
  }
  const authors = pieces.filter(({ kind }) => kind === "author");
  if (!authors.some((piece) => hasWords(lines, piece, labels))) {
    authors.forEach((piece) => openSignature(lines, piece, labels, evidence));
  }
  const answers = authors.filter((piece) => hasWords(lines, piece, labels));
  const lastAnswer = answers.at(-1);
  const lastAttributed = pieces.findLastIndex(({ attributed }) => attributed);
  const context = contextEnd(pieces, answers);
  let before: Above = "nothing";
  const isAnswer = new Set(answers);
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === "author") {
      before = isAnswer.has(piece) ? aboveOf(lines, piece) : before;
      continue;
    }
    // An answer between quoted parts is kept with the lines it answers; the "… wrote:" line above them is not needed.
    if (piece.kind === "marked" && piece.to <= context) {
      mark(piece, "context", "answers between quotes");
      confidence = Math.min(confidence, 0.8);
      continue;
    }
    const after = lastAnswer !== undefined && lastAnswer.from >= piece.to;
    const follows = after || index < lastAttributed;
    const keeps = piece.kind === "marked" && !piece.attributed && keepsMarked(lines, piece, before, follows);
    if (keeps && !(isNested(lines, piece) && pieces[index + 1]?.attributed === true)) {
      confidence = Math.min(confidence, 0.7);
      continue;
    }
    // Nothing above and no marks below: words that name nobody's address may be the author's own, and the rest stays anyway.
    if (before !== "nothing" || !isAnswer.has(pieces[index + 1]!) || !isUnaddressed(lines, piece)) {
      mark(piece, "quoted", piece.evidence);
    }
    confidence = Math.min(confidence, sureness(piece, lastAnswer, answers[0]));
  }
  return { labels, evidence, confidence };
}

/** How far marked quotes are context: up to the last answer that has a marked quote both before and after it. */
function contextEnd(pieces: readonly Piece[], answers: readonly Piece[]): number {
  const marked = pieces.filter((piece) => piece.kind === "marked");
  const first = marked[0];
  const last = marked.at(-1);
  if (!first || !last || first === last) {
    return 0;
  }
  const between = answers.some((answer) => answer.from >= first.to && answer.to <= last.from);
  return between ? (answers.at(-1)?.from ?? 0) : 0;
}

/** What the author wrote last above a quote: nothing, words, or words that end in a colon and so announce it. */
type Above = "nothing" | "words" | "colon";

function aboveOf(lines: readonly Line[], { from, to }: Piece): Above {
  let last = to - 1;
  while (last > from && isBlank(lines[last])) {
    last--;
  }
  return /[:：]$/.test(lines[last]?.text ?? "") ? "colon" : "words";
}

/** Marks and blockquotes that no attribution explains may be typed by hand: they stay unless they close a body with words above. */
function keepsMarked(lines: readonly Line[], { from, to }: Piece, before: Above, after: boolean): boolean {
  return before !== "words" || after || lines.slice(from, to).some(({ formatting }) => formatting);
}

/** A quote in a quote, right above a program's own, is not the author's formatting. */
function isNested(lines: readonly Line[], { from, to }: Piece): boolean {
  return lines.slice(from, to).every((line) => isBlank(line) || line.depth > 1);
}

/** "Il 3 maggio 2024 alle 10:00 il cliente ha scritto:", and "From: Madrid", "To: Barcelona", "Date: 3 May", "Subject: trip". */
function isUnaddressed(lines: readonly Line[], { kind, evidence, from, to }: Piece): boolean {
  return (
    kind === "header" &&
    (evidence === "attribution" || evidence === "header block") &&
    !lines.slice(from, to).some((line) => line.text.includes("@") || line.attribution || isRule(line))
  );
}

function sureness(piece: Piece, lastAnswer: Piece | undefined, firstAnswer: Piece | undefined): number {
  if (!firstAnswer) {
    return 0.3;
  }
  if (!piece.attributed) {
    return 0.6;
  }
  if (piece.kind === "rest") {
    return piece.evidence.includes("attribution") ? 0.85 : 0.9;
  }
  // A header at the very top with unmarked words below it: which of them are the answer, nobody can say.
  return piece.kind === "header" && piece.to <= firstAnswer.from && lastAnswer === firstAnswer ? 0.5 : 0.95;
}

function hasWords(lines: readonly Line[], piece: Piece, labels: readonly BlockKind[]): boolean {
  for (let i = piece.from; i < piece.to; i++) {
    const line = lines[i];
    if (line && labels[i] === "kept" && line.text !== "" && !isRule(line)) {
      return true;
    }
  }
  return false;
}
