// One line of a mail body with what is known of its place: quote marks, the html element it stood in. Text bodies become lines
// here; html bodies become lines in html/render.ts. Everything after this point reads lines only.

import type { Frame, Span } from "./look.ts";

/** A line of a body. Flags that only html can set stay empty for text. */
export interface Line {
  /** As it is shown, quote marks included. */
  raw: string;
  /** What ends it: "" only where a line was split in two. */
  end: "\n" | "";
  /** Without quote marks and outer blanks. */
  text: string;
  /** Quote marks before it, or blockquotes around it. */
  depth: number;
  /** The quote container it stood in, or "". */
  container: string;
  /** The mark from which on everything up to the end of the document is quote, or "". */
  cut: string;
  /** Whether it stood in an element that holds a signature. */
  signature: boolean;
  /** Whether it stood in an element that holds the "… wrote:" line. */
  attribution: boolean;
  /** Whether it is a ruled line. */
  rule: boolean;
  /** Whether it stood in a blockquote that an author's button makes. */
  formatting: boolean;
  /** Which html document of several in one body; a cut ends with its document. */
  document: number;
  /** Of an html line with words: where they begin in `raw`. */
  at?: number;
  /** Of an html line: what parts of it look like, in order. */
  spans?: Span[];
  /** Of an html line: the innermost element that shapes it. */
  frame?: Frame | undefined;
}

/** A line with no structure around it. */
export function plainLine(raw: string, text: string, depth: number): Line {
  return {
    raw,
    end: "\n",
    text,
    depth,
    container: "",
    cut: "",
    signature: false,
    attribution: false,
    rule: false,
    formatting: false,
    document: 0,
  };
}

/** The lines of a plain text body: CRLF, LF and lone CR end a line; `>` marks are counted. Linear in its length. */
export function linesOfText(text: string): Line[] {
  const rows = text.split(/\r\n|\n|\r/);
  const lines: Line[] = [];
  for (let i = 0; i < rows.length; i++) {
    const raw = rows[i] ?? "";
    const wraps = isWrappedEnd(raw, rows[i - 1] ?? "");
    lines.push(wraps ? plainLine(raw, raw.trim(), lines[i - 1]?.depth ?? 0) : markedLine(raw));
  }
  markSuperciteRuns(lines);
  return lines;
}

/** Whether nothing visible stands on the line. */
export function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text === "";
}

/** Whether nothing at all stands on the line; a lone quote mark does. */
export function isEmpty(line: Line | undefined): boolean {
  return line === undefined || line.raw.trim() === "";
}

/** Text with direction marks and zero-width characters taken off its ends and no-break blanks made plain. */
export function cleanText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.trim();
  }
  return text
    .replace(/\u034f|[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
    .replace(/[\u00a0\u2007\u202f\t]/g, " ")
    .trim();
}

/** "<ann@example.com", "> wrote:": the end of a wrapped attribution looks like a quote mark. */
export function isWrappedEnd(raw: string, above: string): boolean {
  return (
    /^>\s*(?:\S{1,12}\s*){0,2}[:：]\s*$/.test(raw.slice(0, 80)) &&
    (/<[^<>]{0,200}$/.test(above.slice(-200)) || /^(?:mailto:|\S{1,80}@\S{1,120}$)/.test(above.slice(0, 210)))
  );
}

function markedLine(raw: string): Line {
  // >>>>> "Ann" == Ann Lee <ann@example.com> writes: Supercite's header, above lines that begin with "    Ann> ".
  if (raw.startsWith(">>>>> ") && /^>>>>> .{1,200} == .{1,200}:\s{0,3}$/.test(raw)) {
    return { ...plainLine(raw, cleanText(raw.slice(6)), 0), attribution: true };
  }
  const { depth, at } = quoteMarks(raw);
  // QQ leaves "&nbsp;" in its text part.
  const words = raw.includes("&nbsp;") ? raw.replaceAll("&nbsp;", " ") : raw;
  return plainLine(raw, cleanText(at > 0 ? words.slice(at) : words), depth);
}

/** How many `>` marks a line begins with, blanks between them, and where its words begin. */
export function quoteMarks(raw: string): { depth: number; at: number } {
  let depth = 0;
  let at = 0;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code === 62) {
      depth++;
      at = i + 1;
    } else if (code !== 32 && code !== 9) {
      break;
    }
  }
  // Arrows such as ">>> >>> http://… <<<" are the author's own decoration; ">>> Ann 5/5/2001 10:00 AM >>>" is GroupWise's header.
  const isFramed =
    depth > 2 &&
    (raw.endsWith("<<<") || (depth === 3 && raw.trimEnd().endsWith(">>>") && at < raw.length - 4));
  return isFramed ? { depth: 0, at: 0 } : { depth, at };
}

/** "AB> words", the marks of Supercite and FidoNet readers, count as quote marks when two lines or more carry the same. */
function markSuperciteRuns(lines: Line[]): void {
  let previous = "";
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const mark =
      line && line.depth === 0 ? (/^ {0,10}([A-Z][\w.-]{0,11}>)(?: |$)/.exec(line.raw)?.[1] ?? "") : "";
    if (
      line &&
      mark !== "" &&
      (mark === previous || nextWords(lines, i)?.raw.trimStart().startsWith(mark) === true)
    ) {
      line.depth = 1;
      line.text = cleanText(line.raw.slice(line.raw.indexOf(mark) + mark.length));
    }
    previous = line && line.text === "" ? previous : mark;
  }
}

/** The next line with words, at most one empty line on. */
function nextWords(lines: readonly Line[], at: number): Line | undefined {
  return isBlank(lines[at + 1]) ? lines[at + 2] : lines[at + 1];
}
