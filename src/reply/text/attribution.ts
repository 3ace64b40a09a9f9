// The line a mail program writes above what it quotes: "On 3 May 2024 at 10:00, Ann <ann@example.com> wrote:".
// A line is one when a verb, a date and a person stand where some language puts them; patterns stand under real lines.
import {
  englishVerbAtEnd,
  numericDate,
  opener,
  otherVerb,
  startsWithDate,
  time,
  verbAtEnd,
  year,
} from "./attribution-words.ts";
import { type Line, isBlank } from "../line.ts";

/** Characters of an attribution over all its lines, and the lines it may be wrapped over. */
const attributionLengthMax = 400;
const attributionLinesMax = 6;

/** Where attributions stand: start index → index after the last line. Looks at windows of at most six lines: linear. */
export function findAttributions(lines: readonly Line[]): Map<number, number> {
  const found = new Map<number, number>();
  for (let end = 0; end < lines.length; end++) {
    const line = lines[end];
    if (!line || line.container !== "" || line.text === "" || line.text.length > attributionLengthMax) {
      continue;
    }
    if (line.attribution || endsLikeAttribution(line.text)) {
      const start = startOf(lines, end);
      if (start !== undefined) {
        found.set(start, end + 1);
      }
    }
  }
  return found;
}

/**
 * Whether a line right above a marked quote, or its first, is its attribution: it ends in a colon and names a time and a person, in
 * whatever language, or it has the first and the last word of one: "On Jan 1, Joe wrote:".
 */
export function isAttributionByPlace(text: string): boolean {
  if (text.length > attributionLengthMax || !/[:：]\W{0,4}$/u.test(text)) {
    return false;
  }
  const dated = /\d/.test(text) && (hasEmail(text) || (year.test(text) && time.test(text)));
  return dated || (opener.test(text) && verbAtEnd.test(text));
}

/** "Hello. On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:" → index of "On", or -1. The date and the end of line make it sure. */
export function attributionInside(text: string): number {
  if (text.length > attributionLengthMax || !/\b(?:wrote|schrieb|écrit)\s?:(?:\s|$)/.test(text)) {
    return -1;
  }
  const at =
    /(?:-{2,}\s?|[\s.!?])(?:On|Am|Le) (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? )/.exec(
      text,
    );
  return at && at.index > 0 && (time.test(text) || hasEmail(text)) ? at.index : -1;
}

function endsLikeAttribution(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  // colon, full-width colon, dash, star
  if (last === 58 || last === 0xff1a || last === 45 || last === 42) {
    return true;
  }
  return verbAtEnd.test(text.slice(-24)) || /^[-*_\s]{0,4}\d{4}[-/]\d/.test(text);
}

/** The nearest start above `end` that makes an attribution. A form that begins with a date or "On" wins over a bare name. */
function startOf(lines: readonly Line[], end: number): number | undefined {
  const depth = lines[end]?.depth ?? 0;
  let joined = "";
  let named: number | undefined;
  for (let start = end; start >= 0 && end - start < attributionLinesMax; start--) {
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
    joined = joined === "" ? line.text : `${line.text} ${joined}`;
    if (joined.length > attributionLengthMax) {
      break;
    }
    const form = attributionForm(joined);
    if (form === "dated") {
      return startOfWrappedDate(lines, start, depth);
    }
    if (form === "named") {
      named ??= start;
    }
  }
  return named ?? ofElement(lines, end);
}

/** "On Nov 21, 2014,", "at 10:18,", "Ann <a@b.c> wrote:": the date itself may be wrapped. */
function startOfWrappedDate(lines: readonly Line[], start: number, depth: number): number {
  let from = start;
  for (let i = start - 1; i >= 0 && start - i <= 2; i--) {
    const line = lines[i];
    if (!line || line.depth !== depth || !/\d,$/.test(line.text) || line.text.length > 60) {
      break;
    }
    from = opener.test(line.text) ? i : from;
  }
  return from;
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

function attributionForm(text: string): "dated" | "named" | "none" {
  if (!/[\d@]|^-{2,}\s?[^\s-]/.test(text)) {
    return "none";
  }
  const colon = /[:：][\s*_-]{0,12}$/.test(text);
  const person = hasEmail(text);
  const dated = year.test(text) || numericDate.test(text);
  const timed = time.test(text);
  const verb = verbAtEnd.test(text);
  if (opener.test(text) && /\d/.test(text)) {
    if (verb && (dated || timed || person)) {
      return "dated";
    }
    // Am 21.04.2016 17:48 schrieb "Ann" <a@b.c>:
    if (colon && otherVerb.test(text) && (person || (dated && timed))) {
      return "dated";
    }
  }
  if (startsWithDate.test(text) && (dated || timed)) {
    // 2016-10-24 15:36 GMT+02:00 Ann <a@b.c>:      26.06.2014, 14:41, "Ann" <a@b.c>:
    if (colon && timed && dated && /<[^<>]{0,200}@[^<>]{0,200}>\s?[:：]/.test(text)) {
      return "dated";
    }
    // pe 20. lokakuuta 2017 klo 17.50 Ann <a@b.c> kirjoitti:
    if (verb && colon && (timed || person || !englishVerbAtEnd.test(text))) {
      return "dated";
    }
    // tir. 18. apr. 2017 kl. 13:09 skrev Ann <a@b.c>:
    if (colon && person && otherVerb.test(text)) {
      return "dated";
    }
    // 2016-03-03 17:21 GMT+01:00 Ann        2013/7/20 Ann via Meta <a@b.c>
    if (
      /^\d{4}[-/]\d{1,2}[-/]\d{1,2}(?: \d{1,2}:\d{2} GMT[+-]\d{1,2}:?\d{0,2} .{2,120}| [^<>]{1,120}<[^\s<>]{1,120}@[^\s<>]{1,120}>)$/.test(
        text,
      )
    ) {
      return "dated";
    }
  }
  return namedForm(text, colon, person, dated) ? "named" : "none";
}

function namedForm(text: string, colon: boolean, person: boolean, dated: boolean): boolean {
  // Ann <a@b.c> wrote:
  if (
    colon &&
    /<[^<>]{0,200}@[^<>]{0,200}>,?\s?(?:a |ha |het volgende )?\p{L}{3,12}(?:\(a\))?\s?[:：]/u.test(text) &&
    verbAtEnd.test(text)
  ) {
    return true;
  }
  // Ann <a@b.c> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:
  if (colon && person && dated && otherVerb.test(text) && /<[^<>]{0,200}@[^<>]{0,200}>/.test(text)) {
    return true;
  }
  // Ann Smith wrote on 05/05/2001 10:00:00 AM:
  if (colon && dated && /^[^.!?]{2,80} (?:wrote|schrieb|skrev) (?:on|am|den) \d/.test(text)) {
    return true;
  }
  // ---- Ann Smith wrote ----
  return /^-{2,}\s?[^-].{0,120} wrote\s?-{2,}$/.test(text);
}

function hasEmail(text: string): boolean {
  const at = text.indexOf("@");
  return at > 0 && /[^\s<>@]@[^\s<>@]/.test(text.slice(at - 1, at + 2));
}
