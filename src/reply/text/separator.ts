// Lines that set an earlier or forwarded message apart: "-----Original Message-----", "Begin forwarded message:". Rules alone
// ("_____") are told here too; they prove nothing by themselves.
import type { Line } from "../line.ts";
import { labelOf } from "./header-label.ts";
import { isSeparatorWords, isSpokenSeparator } from "../words/separators.ts";

const separatorLengthMax = 160;
/** With a header block on the same line. */
const sharedLengthMax = 600;
const ruleMarks = new Set("-_=~*#—–‐‑─━•＿－ \t\u00a0>.|[]");

/** Whether the line says that what follows is an earlier or forwarded message, in whatever language. */
export function isSeparator(text: string): boolean {
  if (text.length > separatorLengthMax || text.length < 4) {
    return text.length <= sharedLengthMax && isShared(text.slice(afterMarks(text)));
  }
  const from = afterMarks(text);
  if (from === 0) {
    // Begin forwarded message:    Anfang der weitergeleiteten Nachricht:
    // Original Message processed by david®
    return (
      (/[:：]$/.test(text) && isSpokenSeparator(plain(text.slice(0, -1)))) ||
      /^original message processed by \S{2,20}$/i.test(text)
    );
  }
  let to = text.length;
  while (to > from && (ruleMarks.has(text[to - 1] ?? "") || text[to - 1] === ":")) {
    to--;
  }
  const words = text.slice(from, to);
  if (isSeparatorWords(plain(words)) || (from < 3 && isSpokenSeparator(plain(words)))) {
    return true;
  }
  return isShared(words);
}

/** -Reply message ----- From: "Ann" <          -------- Original message --------From: Ann <ann@example.com> */
function isShared(words: string): boolean {
  const rule = /[-_=*—–]{3,80}/.exec(words.slice(0, separatorLengthMax));
  return (
    rule !== null &&
    isSeparatorWords(plain(words.slice(0, rule.index))) &&
    labelOf(words.slice(rule.index + rule[0].length).trim()) !== undefined
  );
}

/** "Original Message" without a rule, BlackBerry's, or "Original", QQ's: only a header right below makes it one. */
export function isBareSeparator(text: string): boolean {
  return text === "Original" || (text.length > 3 && text.length < 40 && isSeparatorWords(plain(text)));
}

/** "Begin forwarded message:" without a rule: programs write a header below it. */
export function isSpoken(text: string): boolean {
  return (
    text.length <= separatorLengthMax && /[:：]$/.test(text) && isSpokenSeparator(plain(text.slice(0, -1)))
  );
}

/** Whether the line is nothing but a rule: "____", "-----", "=====". */
export function isRule(line: Line): boolean {
  return (
    line.rule ||
    (line.text.length >= 3 &&
      line.text.length < 200 &&
      /^[\s*]{0,3}[-_=~─━—–‐‑]{3,}[\s*]{0,3}$/.test(line.text))
  );
}

function afterMarks(text: string): number {
  let from = 0;
  while (from < text.length && ruleMarks.has(text[from] ?? "")) {
    from++;
  }
  return from;
}

function plain(words: string): string {
  // The small form of "İ" is an i and a dot of its own.
  return words
    .trim()
    .replace(/’/g, "'")
    .replace(/\s+/g, " ")
    .toLowerCase()
    .replace(/\u0307/g, "");
}
