// The emails that a forwarded email holds below its author's words, as their header blocks tell it: who wrote each, when, about
// what, and where it stands. What a text says of its author is read, never believed. Pure; linear in the text.
import { headerBlockEnd } from "./text/header-block.ts";
import { type Attribution, readAttribution } from "./text/attribution-parts.ts";
import { labelOf } from "./text/header-label.ts";
import { readOneLineHead } from "./text/one-line-head.ts";
import { isRule, isBareSeparator, isSeparator } from "./text/separator.ts";
import { findAttributions } from "./text/attribution.ts";
import { bodyOf, endOf } from "./forward-body.ts";
import { readMailbox, valueOnOneLine } from "./text/mailbox.ts";
import { type Line, isBlank, linesOfText } from "./line.ts";
import { splitSharedLines } from "./text/shared-lines.ts";
import type { LabelKind } from "./words/header-labels.ts";

/** One email within another; the indices are characters of the text that was read. `date` stands as it was written. */
export interface ForwardedPart {
  fromName: string;
  /** Lower case; empty when the header names nobody's. */
  fromAddress: string;
  date: string;
  subject: string;
  /** Where what heads it begins: separators and rules above its header belong to it. */
  from: number;
  /** Where its own words begin. */
  bodyFrom: number;
  /** Where they end: nested emails are part of it. */
  to: number;
  /** Its words, without the quote marks that forwarding put before them. */
  text: string;
}

/** Emails within each other that are looked for; the first is the one right below the author's words. */
const partsMax = 10;
/** Lines from the top in which they are looked for. */
const linesMax = 20_000;

/**
 * The emails below a forward's words, outermost first: what its author was sent is the first, and what that quotes follows.
 * Also a lone “… wrote:” line counts `withAttributions`, as where the subject says that it is a forward.
 */
export function readForwards(text: string, { withAttributions = false } = {}): ForwardedPart[] {
  const lines = splitSharedLines(linesOfText(text));
  const offsets = offsetsOf(lines);
  const attributions = withAttributions ? findAttributions(lines) : new Map<number, number>();
  const parts: ForwardedPart[] = [];
  let floor = 0;
  for (let at = 0; at < Math.min(lines.length, linesMax) && parts.length < partsMax; at++) {
    const head = headAt(lines, at, attributions);
    if (head === undefined) continue;
    const depth = lines[at]?.depth ?? 0;
    const first = separatorsAbove(lines, at, floor);
    const end = endOf(lines, head.end, depth);
    const { end: _, ...facts } = head;
    parts.push({
      ...facts,
      from: offsets[first] ?? 0,
      bodyFrom: offsets[firstWords(lines, head.end)] ?? text.length,
      to: Math.min(offsets[end] ?? text.length, text.length),
      text: bodyOf(lines.slice(head.end, end), depth),
    });
    floor = head.end;
    at = head.end - 1;
  }
  return parts;
}

type Head = Pick<ForwardedPart, "fromName" | "fromAddress" | "date" | "subject"> & { end: number };

function headAt(
  lines: readonly Line[],
  at: number,
  attributions: ReadonlyMap<number, number>,
): Head | undefined {
  const end = headerBlockEnd(lines, at);
  if (end > 0) return headOf(lines, at, end);
  const text = lines[at]?.text ?? "";
  const values = /^[-_=*]{3,}/u.test(text) ? readOneLineHead(text) : undefined;
  if (values !== undefined) return named(values, at + 1);
  const to = attributions.get(at);
  if (to === undefined) return undefined;
  const joined = lines
    .slice(at, to)
    .map((line) => line.text)
    .join(" ");
  const found: Attribution | undefined = readAttribution(joined);
  return found === undefined ? undefined : { ...found, subject: "", end: to };
}

/** The values behind the labels; the first of a kind counts, and a line without a label goes on with the one above. */
function headOf(lines: readonly Line[], at: number, end: number): Head | undefined {
  const values = new Map<LabelKind, string>();
  let kind: LabelKind | undefined;
  for (let i = at; i < end; i++) {
    const text = lines[i]?.text ?? "";
    const label = labelOf(text);
    if (label !== undefined) {
      kind = values.has(label) ? undefined : label;
      if (kind !== undefined) values.set(kind, valueOf(text));
    } else if (kind !== undefined && text !== "") {
      values.set(kind, `${values.get(kind) ?? ""} ${plain(text)}`);
    }
  }
  return named(values, end);
}

function named(values: ReadonlyMap<LabelKind, string>, end: number): Head | undefined {
  const sender = values.get("from");
  if (sender === undefined) return undefined;
  const subject = valueOnOneLine(values.get("subject") ?? "");
  return { ...readMailbox(sender), date: valueOnOneLine(values.get("date") ?? ""), subject, end };
}

/** Behind the first colon; in a row of a table, behind its first cell. */
function valueOf(text: string): string {
  const cell = /^\|[^|]{1,60}\|(.{0,2000})\|$/u.exec(text)?.[1];
  return plain(cell ?? text.slice(text.search(/[:：]/u) + 1));
}

/** Without the marks of bold text and of cells. */
function plain(text: string): string {
  return text.replace(/^[\s|*_]{1,10}/u, "").replace(/[\s|*_]{1,10}$/u, "");
}

/** Rules and “Forwarded message” lines right above a header, and blank ones among them, down to `floor`. */
function separatorsAbove(lines: readonly Line[], at: number, floor: number): number {
  let first = at;
  for (let i = at - 1; i >= floor && at - i <= 6; i--) {
    const line = lines[i];
    if (line === undefined) break;
    if (isBlank(line)) continue;
    if (!isRule(line) && !isSeparator(line.text) && !isBareSeparator(line.text) && !isNamed(line.text)) break;
    first = i;
  }
  return first;
}

/** ----- Forwarded message from Ann Weber <ann@example.com> -----     mutt */
function isNamed(text: string): boolean {
  return text.length < 300 && /^-{3,10} [^-].{5,250}[^-] -{3,10}$/u.test(text) && text.includes("@");
}

function firstWords(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}

/** Where each line begins in the text, whose line ends are single characters. */
function offsetsOf(lines: readonly Line[]): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const { raw, end } of lines) {
    offsets.push(offset);
    offset += raw.length + end.length;
  }
  return offsets;
}
