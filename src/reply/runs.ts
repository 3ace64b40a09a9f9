// Where runs of lines end: quote marks, quote containers, bars, documents. Each looks only as far as its run goes.
import { labelOf } from "./text/header-label.ts";
import { type Line, isBlank } from "./line.ts";

/** Lines of its own, such as the attribution, that a container may hold above its first blockquote. */
const containerHeadMax = 8;

/** In a container that holds an attribution and then blockquotes, the index of the first blockquote line; otherwise `from`. */
export function headOfContainer(lines: readonly Line[], from: number, to: number): number {
  const depth = lines[from]?.depth ?? 0;
  for (let i = from; i < to && i - from <= containerHeadMax; i++) {
    const line = lines[i];
    if (line && line.text !== "" && line.depth > depth) {
      return i;
    }
  }
  return from;
}

/** Where an unexplained run of marks comes to a header: from there on the marks are a mail program's. */
export function headerInside(
  lines: readonly Line[],
  from: number,
  to: number,
  attributions: ReadonlyMap<number, number>,
): number {
  for (let i = from + 1; i < to; i++) {
    if (attributions.has(i) && (lines[i]?.depth ?? 0) > 0) {
      return i;
    }
  }
  return to;
}

/** The end of a run of lines in quote containers, blank lines between them included. */
export function containerEnd(lines: readonly Line[], from: number): number {
  let end = from;
  for (let i = from; i < lines.length && (lines[i]?.container !== "" || isBlank(lines[i])); i++) {
    if (lines[i]?.container !== "") {
      end = i + 1;
    }
  }
  return end;
}

/** The end of a run of marked lines: blank lines between, and the tails of lines that some program wrapped, belong to it. */
export function markedEnd(lines: readonly Line[], from: number): number {
  let end = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.container !== "") {
      break;
    }
    if (line.depth > 0) {
      end = i + 1;
    } else if (line.text !== "" && !isWrappedTail(lines, i)) {
      break;
    }
  }
  return end;
}

/** A short line in the middle of a quote that goes on with the sentence of a full marked line above it. */
function isWrappedTail(lines: readonly Line[], at: number): boolean {
  const [above, line, below] = [lines[at - 1], lines[at], lines[at + 1]];
  if (
    !above ||
    !line ||
    !below ||
    above.depth === 0 ||
    below.depth === 0 ||
    line.document !== above.document
  ) {
    return false;
  }
  const closesLink =
    closes(above.text, "<", line.text, ">") ||
    closes(above.text, "(http", line.text, ")") ||
    /^\(?https?:\S{1,2000} >$/.test(line.text);
  return (
    closesLink ||
    (above.raw.length >= 60 &&
      line.text.length < 60 &&
      /^\p{Ll}/u.test(line.text) &&
      !(below.text === "" ? /[?!:]$/ : /[.?!:]$/).test(above.text))
  );
}

/** Whether the line closes what the one above left open. */
function closes(above: string, open: string, line: string, close: string): boolean {
  return line.includes(close) && above.lastIndexOf(open) > above.lastIndexOf(close);
}

/** The index of the first line with words at or after `from`. */
export function firstWords(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) {
    at++;
  }
  return at;
}

/** Whether nothing but blank lines stands in [from, to). */
export function onlyBlank(lines: readonly Line[], from: number, to: number): boolean {
  return firstWords(lines, from) >= to;
}

/** The end of the html document that the line stands in; for text, of all lines. */
export function documentEnd(lines: readonly Line[], from: number): number {
  const document = lines[from]?.document;
  let to = from;
  while (to < lines.length && lines[to]?.document === document) {
    to++;
  }
  return to;
}

/** "| words", the bars of some programs. */
export function isPipe(line: Line | undefined): boolean {
  return (
    line !== undefined && line.depth === 0 && /^\|(?: |$)/.test(line.text) && labelOf(line.text) === undefined
  );
}

/** The end of a run of lines with bars. */
export function pipeEnd(lines: readonly Line[], from: number): number {
  let end = from;
  while (end < lines.length && isPipe(lines[end])) {
    end++;
  }
  return end;
}
