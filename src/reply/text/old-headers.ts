// Headers of older mail systems that no label or verb tells: Lotus Notes' tables and "on date" lines, GroupWise's arrows, and the
// summary of David. Patterns stand under real headers. Finds where they start and end.
import { type Line, isBlank } from "../line.ts";
import { kindOfLabel, labelOf } from "./header-label.ts";
import { headerBlockEnd } from "./header-block.ts";

/** Lines with words that a table of Notes may span. */
const tableLinesMax = 14;
/** Blank lines between the parts of a header. */
const gapMax = 4;

// 03/05/2024 02:02 PM      05.03.2024 14:02      2024-03-05 14:02:11      05/05/01 10:00 AM ZE2
const dateLine =
  /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z][A-Z\d]{1,4})?$/;
// Ann Lee <ann@harbor.example> on 03/05/2024 02:02:11 PM       Ann Lee/BER/KERN am 05.03.2024 14:02
const nameOnDate =
  /^[^\s].{1,90} (?:on|am|le|il|el|op|em|den)? ?\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AP]M)?$/i;
// >>> Ann Lee <ann@harbor.example> 3/5/2024 2:02 PM >>>       >>> Ann Lee 05/05/01 10:00AM >>>
const arrows = /^>{3} ?[^>\s].{1,160}\d{1,2}[:.]\d{2}.{0,20}>{3}$/;

/** Adds the headers that stand in `lines` to `found`: start index → index after the last line. Bounded windows: linear. */
export function addOldHeaders(lines: readonly Line[], found: Map<number, number>): void {
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at]?.text ?? "";
    if (text.length < 12 || text.length > 200 || lines[at]?.container !== "") {
      continue;
    }
    if (text.startsWith(">>>")) {
      if (arrows.test(text)) {
        found.set(at, at + 1);
      }
      continue;
    }
    const first = text.charCodeAt(0);
    const last = text.charCodeAt(text.length - 1);
    // Only lines that end in a figure or "PM" are dates.
    if (!(last >= 48 && last <= 57) && last !== 77 && last !== 109 && !(last >= 65 && last <= 90)) {
      continue;
    }
    if (first >= 48 && first <= 57 && dateLine.test(text)) {
      const end = tableEnd(lines, at) ?? notesLabelsEnd(lines, at);
      if (end !== undefined) {
        found.set(nameAbove(lines, at), end);
      }
    } else if (nameOnDate.test(text)) {
      const end = notesLabelsEnd(lines, at) ?? tableEnd(lines, at);
      if (end !== undefined) {
        found.set(at, end);
      }
    }
  }
}

/** To: / cc: / Subject: below the name and date, whose values may be empty. */
function notesLabelsEnd(lines: readonly Line[], date: number): number | undefined {
  const at = belowRespondTo(lines, date + 1);
  if (at === undefined) {
    return undefined;
  }
  const block = headerBlockEnd(lines, at);
  if (block > 0) {
    return block;
  }
  const kinds = new Set<string>();
  let end = at;
  for (let i = at; i < lines.length && i < at + tableLinesMax; i++) {
    const kind = labelOf(lines[i]?.text ?? "");
    if (kind) {
      kinds.add(kind);
      end = i + 1;
    } else if (!isBlank(lines[i])) {
      break;
    }
  }
  return kinds.has("to") && kinds.has("subject") ? end : undefined;
}

/** The next words, or those below "Please respond to ann@example.com", whose address may have a line of its own. */
function belowRespondTo(lines: readonly Line[], from: number): number | undefined {
  const at = nextWords(lines, from);
  const [, address] =
    at === undefined ? [] : (/^please respond to\b(.{0,120})/i.exec(lines[at]?.text ?? "") ?? []);
  if (at === undefined || address === undefined) {
    return at;
  }
  const next = nextWords(lines, at + 1);
  return next === undefined || address.trim() !== "" ? next : nextWords(lines, next + 1);
}

/**
 * The end of a table that Notes turned into lines:
 * "03/05/2024 02:02 PM", "To", "Bo Kern/BER/KERN@KERN", "cc", "", "Subject", "Quote for the new site"; or all of it on three lines,
 * "To Bo Kern/BER/KERN@KERN", "cc", "Subject Quote". The first label must follow the date at once.
 */
function tableEnd(lines: readonly Line[], date: number): number | undefined {
  const first = nextWords(lines, date + 1);
  if (first === undefined) {
    return undefined;
  }
  // "Please respond to", "ann@example.com" may stand between.
  let seenTo = false;
  for (let i = first, words = 0; i < lines.length && words < tableLinesMax; i++) {
    const text = lines[i]?.text ?? "";
    if (text === "") {
      continue;
    }
    words++;
    const kind =
      text.length < 200 ? (kindOfLabel(text) ?? kindOfLabel(text.split(/[\s\t]/, 1)[0] ?? "")) : undefined;
    if (kind === "to") {
      seenTo = true;
    } else if (kind === "subject" && seenTo) {
      const value = kindOfLabel(text) ? nextWords(lines, i + 1) : undefined;
      return value !== undefined && value - i <= 2 ? value + 1 : i + 1;
    } else if (!seenTo && words > 3) {
      return undefined;
    }
  }
  return undefined;
}

/** Ann Lee <ann@harbor.example>, right above the date, with "Sent by: Cy" between at times. */
function nameAbove(lines: readonly Line[], date: number): number {
  let start = date;
  for (let i = date - 1; i >= 0 && date - i <= 2; i--) {
    const text = lines[i]?.text ?? "";
    if (text === "" || text.length > 120 || /[.!?,:]$/.test(text)) {
      break;
    }
    start = i;
    if (!/^sent by\b/i.test(text)) {
      break;
    }
  }
  return start;
}

function nextWords(lines: readonly Line[], from: number): number | undefined {
  for (let i = from; i < lines.length && i < from + gapMax; i++) {
    if (!isBlank(lines[i])) {
      return i;
    }
  }
  return undefined;
}
