// Cuts the lines of a body into pieces, in order: what the author wrote, and what looks like quote and why. Decides nothing.
import { isAttributionByPlace } from "./text/attribution-form.ts";
import { findAttributions } from "./text/attribution.ts";
import { headerBlockEnd, isOneLineHeader } from "./text/header-block.ts";
import { isReplyMarker } from "./text/reply-marker.ts";
import { isRule, isSeparator } from "./text/separator.ts";
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
import { isDeviceLine } from "./text/device-line.ts";
import { type Line, isBlank } from "./line.ts";
import { labelOf } from "./words/header-labels.ts";

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
  const attributions = findAttributions(lines);
  const lastMarked = lines.findLastIndex((line) => line.depth > 0 || line.container !== "");
  const pieces: Piece[] = [];
  let authorFrom = 0;
  let wrote = false;
  const add = (kind: Piece["kind"], from: number, to: number, evidence: string, attributed: boolean) => {
    if (from > authorFrom) {
      pieces.push({ kind: "author", from: authorFrom, to: from, evidence: "", attributed: false });
    }
    pieces.push({ kind, from, to, evidence, attributed });
    authorFrom = to;
    return to;
  };
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    if (!line || line.raw.trim() === "") {
      i++;
      continue;
    }
    if (line.container !== "") {
      const attribution = attributionAbove(lines, i, authorFrom);
      const from = rulesAbove(lines, attribution ?? i, authorFrom);
      if (from < i) {
        add("header", from, i, attribution === undefined ? line.container : "attribution", true);
      }
      const to = containerEnd(lines, i);
      const quoted = headOfContainer(lines, i, to);
      if (quoted > i) {
        add("header", i, quoted, line.container, true);
      }
      i = add("marked", quoted, to, line.container, true);
      continue;
    }
    if (line.depth > 0) {
      const follows = pieces.at(-1)?.kind === "header" && onlyBlank(lines, authorFrom, i);
      const above = follows ? undefined : attributionAbove(lines, i, authorFrom);
      if (above !== undefined) {
        add("header", above, i, "attribution", true);
      }
      const run = markedRun(lines, i, follows || above !== undefined, attributions);
      i = add(
        "marked",
        i,
        run.to,
        run.attributed ? "quote marks below an attribution" : "quote marks",
        run.attributed,
      );
      // Who was asked to write above a line, and did, wrote nothing below it.
      if (wrote && i > lastMarked && lines.slice(run.from, i).some(({ text }) => isReplyMarker(text))) {
        i = add("rest", i, documentEnd(lines, i), "below a reply marker", true);
      }
      continue;
    }
    const header = headerAt(lines, i, attributions);
    if (!header) {
      wrote = true;
      i++;
      continue;
    }
    i = add("header", rulesAbove(lines, i, authorFrom), header.to, header.evidence, true);
    const next = firstWords(lines, i);
    const unmarked = next < lines.length && lines[next]?.depth === 0 && lines[next]?.container === "";
    // With nothing above the header, an answer below it cannot be told from the quote: only the header goes.
    if (unmarked && wrote && !isPipe(lines[next])) {
      i = add("rest", i, documentEnd(lines, i), `below ${header.evidence}`, true);
    } else if (next < lines.length && isPipe(lines[next])) {
      i = add("marked", i, pipeEnd(lines, next), "quote bars below an attribution", true);
    }
  }
  if (authorFrom < lines.length) {
    pieces.push({ kind: "author", from: authorFrom, to: lines.length, evidence: "", attributed: false });
  }
  return pieces;
}

/** A run of marks; one that nothing above explains ends where a header inside it does explain the rest. */
function markedRun(
  lines: readonly Line[],
  from: number,
  explained: boolean,
  attributions: ReadonlyMap<number, number>,
): { from: number; to: number; attributed: boolean } {
  const to = markedEnd(lines, from);
  const attributed = explained || startsWithHeader(lines, from, to, attributions);
  return { from, to: attributed ? to : headerInside(lines, from, to, attributions), attributed };
}

interface Header {
  to: number;
  evidence: string;
}

function headerAt(
  lines: readonly Line[],
  at: number,
  attributions: ReadonlyMap<number, number>,
): Header | undefined {
  const line = lines[at];
  if (!line) {
    return undefined;
  }
  // "Ann ---05/05/2024 02:02 PM---Yes" has no label: Notes.
  if (line.cut !== "" && (!line.cut.endsWith("?") || /^[^:：]{1,40}[:：]|.---\d/u.test(line.text))) {
    return { to: Math.max(headerBlockEnd(lines, at), at + 1), evidence: line.cut.replace("?", "") };
  }
  const attribution = attributions.get(at);
  if (attribution !== undefined && attributionHolds(lines, at, attribution)) {
    return { to: attribution, evidence: "attribution" };
  }
  if (isBelowDevice(lines, at) && isAttributionByPlace(line.text)) {
    return { to: at + 1, evidence: "attribution below a device's line" };
  }
  const separator = isSeparator(line.text) && separatorHolds(lines, at);
  const block = headerBlockEnd(lines, separator ? firstWords(lines, at + 1) : at);
  if (!separator && block === 0 && isRule(lines[at - 1] ?? line) && isOneLineHeader(line.text)) {
    return { to: at + 1, evidence: "header block" };
  }
  if (separator) {
    return { to: Math.max(block, at + 1), evidence: "separator" };
  }
  if (block > 0) {
    return { to: block, evidence: "header block" };
  }
  return isReplyMarker(line.text) ? { to: at + 1, evidence: "reply marker" } : undefined;
}

/** "Sent from my iPhone", an empty line, "ann@example.com wrote:": what a phone adds stands right above what it quotes. */
function isBelowDevice(lines: readonly Line[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && at - above < 4 && isBlank(lines[above])) {
    above--;
  }
  return above > 0 && isDeviceLine(lines[above]?.text ?? "");
}

/** A lone "2024-01-15 Ann <a@b.c>" among other such lines is a list. */
function attributionHolds(lines: readonly Line[], at: number, to: number): boolean {
  const text = lines[at]?.text ?? "";
  return (
    /[:：\-*]$/.test(lines[to - 1]?.text ?? "") ||
    !/^\d/.test(text) ||
    isBlank(lines[to]) ||
    (lines[to]?.depth ?? 0) > 0
  );
}

/** A separator needs its dashes, or at least words below it. */
function separatorHolds(lines: readonly Line[], at: number): boolean {
  return firstWords(lines, at + 1) < lines.length;
}

/** The start of an attribution in any language right above a marked quote, or undefined. */
function attributionAbove(lines: readonly Line[], at: number, floor: number): number | undefined {
  let last = at - 1;
  while (last >= floor && isBlank(lines[last]) && at - last < 4) {
    last--;
  }
  let joined = "";
  for (let start = last; start >= floor && last - start < 3; start--) {
    const line = lines[start];
    if (!line || line.text === "" || line.depth > 0 || line.text.length > 300) {
      return undefined;
    }
    if (line.attribution) {
      return start;
    }
    joined = joined === "" ? line.text : `${line.text} ${joined}`;
    // 发件人：Ann <ann@example.com>, above marks that nothing else explains.
    const isFrom = lines[at]?.container === "" && line.text.includes("@") && labelOf(line.text) === "from";
    if (isFrom || isAttributionByPlace(joined)) {
      return start;
    }
  }
  return undefined;
}

/** Whether the first words behind the marks are an attribution or a header block: Apple Mail and Hotmail quote those too. */
function startsWithHeader(
  lines: readonly Line[],
  from: number,
  to: number,
  attributions: ReadonlyMap<number, number>,
): boolean {
  const first = firstWords(lines, from);
  // "On … Bob wrote: > Old > Older": plain text whose line ends the html lost.
  const text = lines[first]?.text.split(" > ", 1)[0] ?? "";
  return (
    first < to &&
    (attributions.has(first) ||
      isAttributionByPlace(text) ||
      headerBlockEnd(lines, first) > 0 ||
      isSeparator(text) ||
      isReplyMarker(text) ||
      isRule(lines[first] as Line))
  );
}

/** Rules right above a header belong to it, and lines that are blank though something stands in them ("&nbsp;"). */
function rulesAbove(lines: readonly Line[], at: number, floor: number): number {
  let start = at;
  for (let i = at - 1; i >= floor && at - i <= 4; i--) {
    const line = lines[i];
    if (line && !isBlank(line) && !isRule(line)) {
      break;
    }
    start = line && line.raw.trim() !== "" ? i : start;
  }
  return start;
}
