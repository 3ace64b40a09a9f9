// Cuts the lines of a body into pieces, in order: what the author wrote, and what looks like quote and why. Decides nothing.
import { findAttributions } from "./text/attribution.ts";
import { headerBlockEnd } from "./text/header-block.ts";
import { isReplyMarker } from "./text/reply-marker.ts";
import { attributionAbove, headerAt, rulesAbove, startsWithHeader } from "./headers.ts";
import {
  containerEnd,
  documentEnd,
  firstWords,
  headOfContainer,
  headerInside,
  isPipe,
  markedEnd,
  onlyBlank,
  pipeEnd,
} from "./runs.ts";
import { type Line, isEmpty } from "./line.ts";

/**
 * Lines [from, to). author: the author's own. marked: behind quote marks or in a quote container. header: an attribution, a
 * header block or a separator. rest: unmarked lines below a header, up to the end of the document.
 */
export interface Piece {
  kind: "author" | "marked" | "header" | "rest";
  from: number;
  to: number;
  /** What showed it: "attribution", "header block", "gmail_quote" …; "" for the author's lines. */
  evidence: string;
  /** Whether something says that the marks are a mail program's: an attribution, a header, a container. */
  attributed: boolean;
}

/** All lines in pieces, in order, none left out. Linear. */
export function piecesOf(lines: readonly Line[]): Piece[] {
  const cut: Cut = { lines, attributions: findAttributions(lines), pieces: [], authorFrom: 0, wrote: false };
  const lastMarked = lines.findLastIndex((line) => line.depth > 0 || line.container !== "");
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    if (!line || isEmpty(line)) {
      i++;
    } else if (line.container !== "") {
      i = cutContainer(cut, i);
    } else if (line.depth > 0) {
      i = cutMarked(cut, i, lastMarked);
    } else {
      i = cutHeader(cut, i);
    }
  }
  if (cut.authorFrom < lines.length) {
    const own = { from: cut.authorFrom, to: lines.length, evidence: "", attributed: false };
    cut.pieces.push({ kind: "author", ...own });
  }
  return cut.pieces;
}

/** How far the lines are cut. */
interface Cut {
  lines: readonly Line[];
  attributions: ReadonlyMap<number, number>;
  pieces: Piece[];
  /** The first line that no piece has. */
  authorFrom: number;
  /** Whether the author has written anything so far. */
  wrote: boolean;
}

/** Adds a piece, and what stands above it as the author's; answers its end. */
function add(cut: Cut, kind: Piece["kind"], from: number, to: number, evidence: string, attributed = true) {
  if (from > cut.authorFrom) {
    cut.pieces.push({ kind: "author", from: cut.authorFrom, to: from, evidence: "", attributed: false });
  }
  cut.pieces.push({ kind, from, to, evidence, attributed });
  cut.authorFrom = to;
  return to;
}

/** The quote container that begins at `at`, with the lines that head it; answers its end, as the next two do. */
function cutContainer(cut: Cut, at: number): number {
  const { lines, authorFrom } = cut;
  const name = lines[at]?.container ?? "";
  const attribution = attributionAbove(lines, at, authorFrom);
  const from = rulesAbove(lines, attribution ?? at, authorFrom);
  if (from < at) {
    add(cut, "header", from, at, attribution === undefined ? name : "attribution");
  }
  const to = containerEnd(lines, at);
  // Outlook on phones without its outer container: the header alone is marked, and what it heads stands below.
  if (headerBlockEnd(lines, at) === to) {
    return cutBelowHeader(cut, add(cut, "header", at, to, name), name);
  }
  const quoted = headOfContainer(lines, at, to);
  if (quoted > at) {
    add(cut, "header", at, quoted, name);
  }
  return add(cut, "marked", quoted, to, name);
}

function cutMarked(cut: Cut, at: number, lastMarked: number): number {
  const { lines, attributions, authorFrom } = cut;
  const follows = cut.pieces.at(-1)?.kind === "header" && onlyBlank(lines, authorFrom, at);
  const above = follows ? undefined : attributionAbove(lines, at, authorFrom);
  if (above !== undefined) {
    add(cut, "header", above, at, "attribution");
  }
  const { to, attributed } = markedRun(lines, at, follows || above !== undefined, attributions);
  const evidence = attributed ? "quote marks below an attribution" : "quote marks";
  add(cut, "marked", at, to, evidence, attributed);
  // Who was asked to write above a line, and did, wrote nothing below it.
  if (cut.wrote && to > lastMarked && lines.slice(at, to).some(({ text }) => isReplyMarker(text))) {
    return add(cut, "rest", to, documentEnd(lines, to), "below a reply marker");
  }
  return to;
}

/** The header that begins at `at`, and what it heads; without one, the line is the author's. */
function cutHeader(cut: Cut, at: number): number {
  const { lines } = cut;
  const header = headerAt(lines, at, cut.authorFrom, cut.attributions);
  if (!header) {
    cut.wrote = true;
    return at + 1;
  }
  const to = add(cut, "header", header.from, header.to, header.evidence);
  return cutBelowHeader(cut, to, header.evidence);
}

/** What is quoted without marks below the header that ends at `to`. */
function cutBelowHeader(cut: Cut, to: number, evidence: string): number {
  const { lines } = cut;
  const next = firstWords(lines, to);
  const unmarked = next < lines.length && lines[next]?.depth === 0 && lines[next]?.container === "";
  // With nothing above the header, an answer below it cannot be told from the quote: only the header goes.
  if (unmarked && cut.wrote && !isPipe(lines[next])) {
    return add(cut, "rest", to, documentEnd(lines, to), `below ${evidence}`);
  }
  return next < lines.length && isPipe(lines[next])
    ? add(cut, "marked", to, pipeEnd(lines, next), "quote bars below an attribution")
    : to;
}

/** A run of marks; one that nothing above explains ends where a header inside it does explain the rest. */
function markedRun(
  lines: readonly Line[],
  from: number,
  explained: boolean,
  attributions: ReadonlyMap<number, number>,
): { to: number; attributed: boolean } {
  const to = markedEnd(lines, from);
  const attributed = explained || startsWithHeader(lines, from, to, attributions);
  return { to: attributed ? to : headerInside(lines, from, to, attributions), attributed };
}
