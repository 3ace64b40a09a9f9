// Finds the lines a mail program writes above what it quotes, "On 3 May 2024 at 10:00, Ann <ann@example.com> wrote:", with all the
// lines over which they are wrapped. Which texts are such lines is told in attribution-form.ts.
import { type Line, isBlank } from "../line.ts";
import {
  endsInVerb,
  numericDate,
  opener,
  startsWithDate,
  withLatinDigits,
  year,
} from "../words/attribution-words.ts";
import { attributionForm, attributionLengthMax } from "./attribution-form.ts";
import { bracketed } from "./who-wrote.ts";
import { addOldHeaders } from "./old-headers.ts";

/** Lines an attribution may be wrapped over. */
const attributionLinesMax = 6;
/** Characters of a line over which an attribution is wrapped. */
const wrappedLengthMax = 100;

/** Where attributions stand: start index → index after the last line. Looks at windows of at most six lines: linear. */
export function findAttributions(lines: readonly Line[]): Map<number, number> {
  const found = new Map<number, number>();
  for (let end = 0; end < lines.length; end++) {
    const line = lines[end];
    if (!line || line.container !== "" || line.text === "" || line.text.length > attributionLengthMax) {
      continue;
    }
    const height = line.attribution ? attributionLinesMax : heightAt(line.text, lines[end - 1]?.text ?? "");
    if (height > 0) {
      const start = startOf(lines, end, height);
      if (start !== undefined) {
        found.set(start, end + 1);
      }
    }
  }
  addOldHeaders(lines, found);
  return found;
}

/** How many lines an attribution that ends so may have; 0 where none does. */
function heightAt(text: string, above: string): number {
  const last = text.charCodeAt(text.length - 1);
  // A colon, a full-width colon, a dash, a star.
  if (last === 58 || last === 0xff1a) {
    return attributionLinesMax;
  }
  const first = text.charCodeAt(0);
  if (last === 45 || last === 42) {
    // A rule is one only as the end of "---- On Mon, 1 Feb 2016 … wrote", "----".
    return !isRuled(text) || (above.startsWith("--") && !isRuled(above)) ? attributionLinesMax : 0;
  }
  if (endsInVerb(text.slice(-24).trimEnd())) {
    return attributionLinesMax;
  }
  // 2016-03-03 17:21 GMT+01:00 Ann
  return first >= 45 && first <= 57 && /^[-*_\s]{0,4}\d{4}[-/]\d/.test(text) ? 1 : 0;
}

function isRuled(text: string): boolean {
  return /^[-*_=\s]{1,400}$/.test(text);
}

/** The nearest start above `end` that makes an attribution. A form that begins with a date or "On" wins over a bare name. */
function startOf(lines: readonly Line[], end: number, height: number): number | undefined {
  const depth = lines[end]?.depth ?? 0;
  let joined = "";
  let named: number | undefined;
  for (let start = end; start >= 0 && end - start < height; start--) {
    const line = lines[start];
    if (!line || line.container !== "" || line.depth !== depth) {
      break;
    }
    if (line.text === "") {
      // Polymail: "On Thu, 31 Mar 2016 Ann", blank, "<", "mailto:…", "> wrote:"
      if (lines[start + 1]?.text === "<") {
        continue;
      }
      break;
    }
    // "Calls of 3 March 2026:" and what follows are no one line; "<mailto:" and "(időpont:" go on.
    if (start < end && /[:：]$/.test(line.text) && !/mailto:$|\([^()]{0,40}$/.test(line.text)) {
      break;
    }
    joined = joined === "" ? line.text : `${line.text} ${joined}`;
    if (joined.length > attributionLengthMax) {
      break;
    }
    const form = attributionForm(joined);
    if (form === "dated") {
      return startOfWrapped(lines, start, end);
    }
    if (form === "named") {
      named ??= start;
    }
  }
  return named === undefined ? ofElement(lines, end) : startOfWrapped(lines, named, end);
}

/**
 * "On Nov 21, 2014,", "at 10:18,", "Ann <a@b.c> wrote:": the date, or the name before an address, may itself be wrapped. Only to the
 * top of its paragraph, and only over lines that are no sentence.
 */
function startOfWrapped(lines: readonly Line[], start: number, end: number): number {
  const first = lines[start];
  const whole = (text: string) => opener.test(text) && (year.test(text) || numericDate.test(text));
  // "Ann <a@b.c>" "於 2016年2月1日 週一 下午6:32寫道：" has its name above.
  if (!first || (whole(first.text) && !/^[於于]/.test(first.text))) {
    return start;
  }
  const nameless = /^[<(]/.test(first.text);
  let top = start;
  let at = start - 1;
  for (; at >= 0 && end - at < attributionLinesMax; at--) {
    const line = lines[at];
    if (!line || line.depth !== first.depth || line.container !== "" || line.text === "") {
      break;
    }
    if (line.text.length > wrappedLengthMax || isSentence(line.text)) {
      break;
    }
    top = beginsOne(withLatinDigits(line.text), nameless && at === start - 1) ? at : top;
  }
  return wrappedTop(lines, start, top);
}

/** Whether the line may be the first of a wrapped attribution: it opens like one, has the address, or the name above the address. */
function beginsOne(text: string, named: boolean): boolean {
  if (bracketed.test(text) || (named && /^["“«„]?[\p{Lu}\p{Lo}]/u.test(text))) {
    return true;
  }
  return (/\d/.test(text) || text.length <= 24) && (opener.test(`${text} `) || startsWithDate.test(text));
}

/** The top found, when the paragraph starts there; otherwise a comma must tie the lines. */
function wrappedTop(lines: readonly Line[], start: number, top: number): number {
  if (top === start || isBlank(lines[top - 1]) || lines[top - 1]?.depth !== lines[start]?.depth) {
    return top;
  }
  return /[,.]$/.test(lines[start - 1]?.text ?? "") ? top : start;
}

/** "That is all." and not "Le lun. 1 févr." */
function isSentence(text: string): boolean {
  return (
    /[!?:]$/.test(text) ||
    (/\p{Ll}{4}(?<!plkst|godz)\.$/u.test(text) && text.length > 16) ||
    /[.!?] \p{Lu}\p{Ll}+ \p{Ll}/u.test(text)
  );
}

/** Where the mail program says so by an element (gmail_attr, moz-cite-prefix), the words need not be known. */
function ofElement(lines: readonly Line[], end: number): number | undefined {
  if (!lines[end]?.attribution || (lines[end + 1]?.attribution && !isBlank(lines[end + 1]))) {
    return undefined;
  }
  let start = end;
  while (lines[start - 1]?.attribution && end - start < attributionLinesMax) {
    start--;
  }
  return start;
}
