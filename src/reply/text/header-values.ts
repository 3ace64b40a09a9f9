// What stands behind the labels of a header block: addresses, dates, times, names. Reads one line, adds to what was found.
import type { LabelKind } from "../words/header-labels.ts";

/** What stands in a block beside its labels; a date alone is one with a year or a time. */
export interface Found {
  address: boolean;
  date: boolean;
  time: boolean;
  /** A date's label whose value is none: "asap". */
  vague: boolean;
  /** A date under a label that people write as well: "Date". */
  day: boolean;
  /** A sender of two names, "Ann Lee", or under a label that says sender. */
  person: boolean;
  /** A line of another label, right above or among them. */
  form: boolean;
}

/** Before the first line of a block. */
export function nothingFound(): Found {
  return { address: false, date: false, time: false, vague: false, day: false, person: false, form: false };
}

/** Adds what the line of a block holds. Its first 300 characters say what its date is. */
export function readValue(found: Found, kind: LabelKind | undefined, text: string): void {
  found.address ||= text.includes("@") || text.includes("mailto:");
  if (kind === "from") {
    // From: Ann Lee     From: Lee, Ann     发件人：张三     보낸 사람: 김민수
    found.person ||=
      /[:：]\s{0,8}["']?\p{Lu}\S{1,30},? \p{Lu}|^\P{L}{0,4}[\p{Script=Han}\p{Script=Hangul}]/u.test(
        text.slice(0, 120),
      );
  } else if (kind === "date") {
    const isDated = /\p{Nd}{2}/u.test(text.slice(0, 300)) && isMoment(text);
    found.date ||= isDated;
    found.day ||= isDated && isDay(text);
    found.time ||= isDated && clock.test(text.slice(0, 300));
    found.vague ||= !found.date && /[:：]\s{0,3}[^\s:：*]/.test(text);
  }
}

/** Sent: Monday, 1 February 2016 18:32     Date: 05/05/24     and not "Date: next Monday" or "Data: 3 maggio" */
function isMoment(text: string): boolean {
  return /\p{Nd}{4}|\p{Nd}\s?[:.h時시点點]\s?\p{Nd}{2}|\p{Nd}[./-]\s?\p{Nd}{1,2}[./-]\s?\p{Nd}{2}/u.test(
    text.slice(0, 300),
  );
}

/** "Date: 12 May 2026", and not "Sent: 12 May 2026", in whatever language. */
function isDay(text: string): boolean {
  return /^\P{L}{0,4}(?:dat|dát|fech|pvm|päiv|tari|tang|ngày|kuup|дат|датум|ημερ|תאריך|تاريخ|تاریخ|วันที่|日|时间|날|일시)/iu.test(
    text,
  );
}

// 18:32     18.32     18h32     18時32分     and not 12.05.2026
const clock = /(?<![\p{Nd}.])\p{Nd}{1,2}\s?[:.h時시点點]\s?\p{Nd}{2}(?![\p{Nd}.])/u;
