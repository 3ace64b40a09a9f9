// Labels what an author's program signs and what their company adds below, in one stretch of the author's own lines.
import type { Fences } from "./text/fences.ts";
import type { BlockKind } from "../domain/message.ts";
import { type Line, isBlank } from "./line.ts";
import type { Piece } from "./pieces.ts";
import { disclaimerStart } from "./text/disclaimer.ts";
import { postscriptStart, signatureStart } from "./text/signature.ts";

/** A signature's element that holds more than this is not believed. */
const elementLinesMax = 30;
const elementCharactersMax = 1500;

/** Labels the signature of an author's piece: its element, or what the lines show, and a notice below it. */
export function markSignature(
  lines: readonly Line[],
  { from: floor, to: end }: Piece,
  labels: BlockKind[],
  evidence: string[],
  fences: Fences,
): void {
  const notice = disclaimerStart(lines, floor, end);
  labels.fill("disclaimer", notice, end);
  evidence.fill("disclaimer", notice, end);
  let marked = false;
  for (let from = floor; from < notice; from++) {
    if (!lines[from]?.signature) {
      continue;
    }
    let to = from;
    let characters = 0;
    while (to < notice && lines[to]?.signature) {
      characters += lines[to]?.text.length ?? 0;
      to++;
    }
    // iOS and Outlook let people type inside the signature's element; a long one is not believed.
    if (to - from <= elementLinesMax && characters <= elementCharactersMax) {
      const start = delimiterAbove(lines, from, floor);
      labels.fill("signature", start, to);
      evidence.fill("signature element", start, to);
      marked = true;
    }
    from = to;
  }
  // Where an element says what the signature is, words after it are not part of it.
  if (!marked) {
    const start = signatureStart(lines, floor, notice, fences);
    const stop = postscriptStart(lines, start, notice);
    labels.fill("signature", start, stop);
    evidence.fill("signature", start, stop);
  }
}

/** Where a signature is all there is, the paragraphs below its first are the answer: some phones sign above where one types. */
export function openSignature(
  lines: readonly Line[],
  piece: Piece,
  labels: BlockKind[],
  evidence: string[],
): void {
  let from = piece.from;
  while (from < piece.to && labels[from] !== "signature") {
    from++;
  }
  while (from < piece.to && isBlank(lines[from])) {
    from++;
  }
  while (from < piece.to && !isBlank(lines[from])) {
    from++;
  }
  if (lines.slice(from, piece.to).some((line) => !isBlank(line))) {
    labels.fill("kept", from, piece.to);
    evidence.fill("", from, piece.to);
  }
}

/** The "-- " above a signature's element, or the element's first line. */
function delimiterAbove(lines: readonly Line[], from: number, floor: number): number {
  let at = from - 1;
  while (at > floor && isBlank(lines[at])) {
    at--;
  }
  return at >= floor && lines[at]?.text === "--" ? at : from;
}
