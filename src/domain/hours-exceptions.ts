// Days on which a staff member's hours are not as usual, as they type them, “2026-12-24 9-12” or “2026-12-25 off”, and back. Pure.
import { addDays, isDay } from "./day.ts";
import type { Locale } from "./locale.ts";
import type { HoursException } from "./open-starts.ts";
import { Problem } from "./problem.ts";
import { dayHoursAsTyped, readDayHours } from "./weekly-hours.ts";

/** Days of one range. */
export const exceptionDaysMax = 200;

/**
 * One line a day, or a range of days, `2026-12-24 to 2026-12-31 off`; `off` or nothing behind it is a day off, anything else the
 * hours of that day as `readDayHours` has them. In German `24.12.2026 bis 31.12.2026 frei`. Sorted; a day that is named twice has what stands below. Throws `invalid`.
 */
export function readExceptions(typed: string): HoursException[] {
  const byDate = new Map<string, HoursException>();
  for (const line of typed.split(/[;\n]/u)) {
    if (line.trim() === "") continue;
    for (const exception of readLine(line)) byDate.set(exception.date, exception);
  }
  return [...byDate.values()].toSorted((one, other) => (one.date < other.date ? -1 : 1));
}

/** The text from which `readExceptions` reads the very same days. Rows keep the English one. */
export function exceptionsAsTyped(exceptions: readonly HoursException[], locale: Locale = "en"): string {
  return exceptions
    .map(({ date, hours }) => {
      const words = hours.length === 0 ? dayOff[locale] : dayHoursAsTyped(hours, locale);
      return `${locale === "de" ? germanDay(date) : date} ${words}`;
    })
    .join("\n");
}

const dayOff: Record<Locale, string> = { en: "off", de: "frei" };

/** `24.12.2026` */
function germanDay(date: string): string {
  const [year, month, day] = date.split("-");
  return `${Number(day)}.${Number(month)}.${year}`;
}

const linePattern =
  /^\s*(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?:\s*(?:to|until|bis|-|–|—)\s*(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}))?(?:[\s:]+(.*))?$/u;

function readLine(line: string): HoursException[] {
  const [, first = "", last = first, words = ""] = linePattern.exec(line) ?? [];
  const [from, to] = [isoDay(first), isoDay(last)];
  if (!isDay(from) || !isDay(to)) {
    const shown = line.trim().slice(0, 60);
    throw new Problem("invalid", {
      en: `“${shown}” does not begin with a day such as 2026-12-24.`,
      de: `„${shown}“ beginnt nicht mit einem Tag wie 24.12.2026.`,
    });
  }
  const hours = /^\s*(?:off|closed|free|frei|geschlossen)?\s*$/iu.test(words) ? [] : readDayHours(words);
  return daysOf(from, to).map((date) => ({ date, hours }));
}

function isoDay(typed: string): string {
  const [day = "", month = "", year] = typed.split(".");
  return year === undefined ? typed : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function daysOf(from: string, to: string): string[] {
  if (from > to)
    throw new Problem("invalid", {
      en: `“${from} to ${to}” ends before it begins.`,
      de: `„${germanDay(from)} bis ${germanDay(to)}“ endet, bevor es beginnt.`,
    });
  const days = [from];
  // The day behind the last one that four digits can write is none that can be compared.
  while (days.at(-1) !== to) {
    if (days.length === exceptionDaysMax) {
      throw new Problem("invalid", {
        en: `A range of days can have ${exceptionDaysMax} days at most.`,
        de: `Ein Zeitraum kann höchstens ${exceptionDaysMax} Tage haben.`,
      });
    }
    days.push(addDays(days.at(-1)!, 1));
  }
  return days;
}
