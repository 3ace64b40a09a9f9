// Finds where a signature starts in a stretch of the author's own lines: "-- ", device lines ("Sent from my iPhone"), and what
// html marks as one. Closing words ("Thanks, Ann") stay with the message: nobody can tell them from it.
import type { Fences } from "./fences.ts";
import { type Line, isBlank } from "../line.ts";
import { isDeviceLine } from "./device-line.ts";

/** A signature that is longer than this is not believed. */
const signatureLinesMax = 20;
const signatureCharactersMax = 1500;
/** Lines of devices, one below the other. */
const deviceLinesMax = 40;

/** The index of the first signature line in lines[from, to), or `to`. Lines in closed code fences are never a signature. */
export function signatureStart(lines: readonly Line[], from: number, to: number, fences: Fences): number {
  let end = to;
  for (let guard = 0; guard < deviceLinesMax; guard++) {
    const trimmed = endOfWords(lines, from, end);
    const last = lines[trimmed - 1];
    if (trimmed > from && last && !fences.has(trimmed - 1) && isDeviceLine(last.text)) {
      end = trimmed - 1;
    } else {
      break;
    }
  }
  end = end === to ? to : endOfWords(lines, from, end);
  return delimiterBefore(lines, from, end, fences) ?? (end < to ? end : to);
}

/** PS: the blue one     P.P.S.     p.s.     PD: el azul     NB: bitte das blaue */
const postscript = /^(?:(?:P\.? ?){1,2}S\b[.:]?|(?:p\.? ?){1,2}s[.:]|P\.? ?D[.:]|N\.? ?B[.:])/;

/** Where "P.S." begins below a signature that starts at `from`, or `to`: it is the author's again. */
export function postscriptStart(lines: readonly Line[], from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    if (isBlank(lines[i - 1]) && postscript.test(lines[i]?.text ?? "")) {
      return i;
    }
  }
  return to;
}

/** The first delimiter below which only signature-like lines stand. "-- " is the standard one (RFC 3676 section 4.3). */
function delimiterBefore(
  lines: readonly Line[],
  from: number,
  to: number,
  fences: Fences,
): number | undefined {
  let start: number | undefined;
  let below = 0;
  let characters = 0;
  let sentences = 0;
  const stretch = lines.slice(from, to);
  const isList = stretch.filter(({ text }) => text === "--").length > 1;
  // "---" or "____" between several parts sets them apart.
  const isRuled = stretch.filter((_, i) => weakDelimiter(lines, from + i)).length > 1;
  for (let i = to - 1; i >= from && below <= signatureLinesMax && characters <= signatureCharactersMax; i--) {
    const line = lines[i];
    if (!line || fences.has(i)) {
      break;
    }
    if (line.text === "") {
      continue;
    }
    // "-- " opens a comment of SQL or Lua too, which goes on in the next line.
    // Several without the blank of the standard set things apart.
    const standard =
      line.text === "--" && !lines[i + 1]?.text.startsWith("--") && !(isList && line.raw === "--");
    const weak = !isRuled && below > 0 && below <= 8 && sentences === 0 && weakDelimiter(lines, i);
    if ((standard || weak) && !isAnnounced(lines, from, i) && !isTyped(lines, i)) {
      start = i;
    }
    below++;
    characters += line.text.length;
    sentences += line.text.length > 90 || /[\p{Ll}\d][.?!]$/u.test(line.text) ? 1 : 0;
  }
  return start;
}

/** "Our new signature for all mails:" right above it. */
function isAnnounced(lines: readonly Line[], from: number, at: number): boolean {
  const last = endOfWords(lines, from, at) - 1;
  return last >= from && /[^:：][:：]$/.test(lines[last]?.text ?? "");
}

/** A bare "--", an empty line, and two sentences in one line: the author goes on. */
function isTyped(lines: readonly Line[], at: number): boolean {
  return (
    lines[at]?.raw === "--" &&
    isBlank(lines[at + 1]) &&
    /[\p{Ll}\d][.?!] \p{Lu}.{0,300}[\p{Ll}\d][.?!]$/u.test(lines[at + 2]?.text ?? "")
  );
}

/** "---", "____", "—" right above words: a signature in many programs, and also a rule somebody typed. */
function weakDelimiter(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  const rule = lines[at]?.rule ?? false;
  return (
    !rule && !isBlank(lines[at + 1]) && (/^(?:---|—|–)$/.test(text) || /^(?:_{5,}|—{3,}|–{3,})$/.test(text))
  );
}

function endOfWords(lines: readonly Line[], from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(lines[end - 1])) {
    end--;
  }
  return end;
}
