// The other way mail programs head a quote: a block of From, Sent, To and Subject lines, in any language and order. One such
// line alone proves nothing; a block needs several kinds and an address or a date among them.
import type { Line } from "../line.ts";
import type { LabelKind } from "../words/header-labels.ts";
import { kindOfLabel, labelOf } from "./header-label.ts";
import { type Found, nothingFound, readValue } from "./header-values.ts";
import { isRule } from "./separator.ts";
import { isAnnounced, isFormLine, isPasted } from "./typed-headers.ts";

/** Lines a header block may span, wrapped values and blank lines included. */
const blockLinesMax = 24;
/** Lines without a label that a value may be wrapped over; a list of recipients may take more. */
const wrappedLinesMax = 2;
/** Characters of a block that stands in one line. */
const oneLineMax = 1000;

/**
 * The index after a header block that starts at `at`, or 0. Values may be wrapped; a blank line may stand between labels.
 * Two kinds with From and an address or a date among them make a block; without From, or without either, it takes more.
 */
export function headerBlockEnd(lines: readonly Line[], at: number): number {
  const first = lines[at];
  // "from: a@b.c" in a file of settings: mail programs begin with a capital, where a script has them.
  if (!first || labelOf(first.text) === undefined || /^(?!\p{Script=Georgian})\p{Ll}/u.test(first.text)) {
    return 0;
  }
  const kinds = new Set<LabelKind>();
  const found = nothingFound();
  let end = at;
  let dates = 0;
  for (let i = at, wrapped = 0; i < lines.length && i - at < blockLinesMax; i++) {
    const line = lines[i];
    if (
      !line ||
      line.depth !== first.depth ||
      line.container !== first.container ||
      line.document !== first.document
    ) {
      break;
    }
    // "From: me to you" as the author's last line is no part of the block below the mail program's rule.
    if (i > at && (line.cut !== "" || isRule(line))) {
      break;
    }
    const label = labelOf(line.text);
    const kind = label !== "date" && isHour(line.text) ? undefined : label;
    // A second sender begins another block, and nobody dates a mail three times.
    dates += kind === "date" ? 1 : 0;
    if ((i > at && kind === "from" && kinds.has("from")) || dates > 2) {
      break;
    }
    if (kind) {
      kinds.add(kind);
      wrapped = 0;
      end = i + 1;
    } else if (line.text === "" ? !blankInside(lines, i, kinds) : !isWrappedValue(lines, i, ++wrapped)) {
      break;
    }
    found.form ||= label === undefined && isFormLine(line, first);
    readValue(found, kind, line.text);
  }
  // Below From and Subject alone, a line of another label: somebody's settings.
  found.form ||= kinds.size === 2 ? isFormLine(lines[end], first) : isFormLine(lines[at - 1], first);
  // Two labels in one line are looked for only where a line is long enough and has an address.
  if (kinds.size === 1 && isOneLineHeader(first.text, 3)) {
    return at + 1;
  }
  // "From: 10:00, To: 12:00" are hours.
  const names = /[:：].{0,20}\p{L}/u.test(first.text.slice(0, 200)) && !/^[*•·]/.test(first.raw.trimStart());
  const isWhole = kinds.size >= 4 && found.address && found.date;
  const holds = isWhole || (isBlock(kinds, found, names) && !isAnnounced(lines, at));
  return holds && !isPasted(lines, at) ? wrappedAddressEnd(lines, end) : 0;
}

/** From: 10:00 to 11:00 */
function isHour(text: string): boolean {
  return /^[^:：]{1,20}[:：]\s?\d{1,2}[:.]\d{2}(?!\d)/.test(text);
}

/**
 * "From: bob@example.com Date: Thu, 24 Mar 2016": a header block that lost its line ends, with this many labels. With two it is
 * only to be believed below a rule.
 */
export function isOneLineHeader(text: string, labelsMin = 2): boolean {
  const addressed = text.includes("@");
  if (text.length > oneLineMax || (!addressed && labelsMin < 3) || labelOf(text) === undefined) {
    return false;
  }
  const kinds = new Set<LabelKind>();
  for (const word of text.split(/[\s*|]+/)) {
    const kind = /[:：]$/.test(word) ? kindOfLabel(word.slice(0, -1)) : undefined;
    if (kind && kind !== "other") {
      kinds.add(kind);
    }
  }
  // From: A Sent: Monday To: B Subject: Hi
  return kinds.size >= (addressed ? labelsMin : 4) && (labelsMin < 3 || kinds.has("from"));
}

function isBlock(kinds: ReadonlySet<LabelKind>, found: Found, names: boolean): boolean {
  const size = kinds.size - (kinds.has("other") ? 1 : 0);
  if (kinds.has("from")) {
    // From: info@example.com and To: billing@example.com alone are somebody's list.
    const isDated = kinds.has("date") || kinds.has("subject") || kinds.has("other");
    // From: Zurich, To: London, Date: 12 May 2026 and Subject: sales meeting: programs write a subject, and a time or who it was.
    if (found.day && !found.address && !(kinds.has("subject") && (found.time || found.person))) {
      return false;
    }
    if (size === 2 && !found.date && found.form) {
      return false;
    }
    return size >= (found.date ? 2 : found.address ? (isDated ? 2 : 3) : names ? 3 : 4);
  }
  // Date: Wed, 16 May 2012 00:15:02 -0600      To: ann@example.com
  if (kinds.has("date") && kinds.has("to") && found.time && found.address) {
    return true;
  }
  return (
    (kinds.has("date") || kinds.has("to")) &&
    size >= 3 &&
    !found.vague &&
    (found.address || (!found.form && (!found.day || found.time)))
  );
}

/** A blank line stays inside the block when a further label of a new kind follows it (Outlook for Mac writes one). */
function blankInside(lines: readonly Line[], at: number, kinds: ReadonlySet<LabelKind>): boolean {
  const next = labelOf(lines[at + 1]?.text ?? "");
  return next !== undefined && !kinds.has(next);
}

/** A line without a label is a wrapped value when a label follows near by; only lists of addresses take many lines. */
function isWrappedValue(lines: readonly Line[], at: number, wrapped: number): boolean {
  if (wrapped > wrappedLinesMax && !isRecipients(lines[at]?.text ?? "")) {
    return false;
  }
  for (let i = at + 1, plain = 0; plain < wrappedLinesMax && i < at + blockLinesMax; i++) {
    const text = lines[i]?.text ?? "";
    if (text === "") {
      return false;
    }
    if (labelOf(text)) {
      return true;
    }
    plain += isRecipients(text) ? 0 : 1;
  }
  return false;
}

/** "Bo Kern <bo@example.com>; Cy", the middle of a list of recipients. */
function isRecipients(text: string): boolean {
  return text.includes("@") || /[;,]$/.test(text);
}

/** Nothing tells where a wrapped last value ends, so the block ends with its last label, but for an address of its own line. */
function wrappedAddressEnd(lines: readonly Line[], end: number): number {
  let next = end;
  while (
    next < lines.length &&
    next < end + 3 &&
    /^[<>[(]?mailto:|^<[^<>\s]{3,200}@[^<>\s]{3,200}>$/.test(lines[next]?.text ?? "")
  ) {
    next++;
  }
  return next;
}
