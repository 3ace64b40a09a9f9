// The weekly hours of a staff member as they type them, “Mon 9:00-12:00, 14:00-17:00; Tue 10-16 training”, and back. Pure.
import { asShown } from "./in-words.ts";
import { inEach, locales, type Locale } from "./locale.ts";
import { Problem } from "./problem.ts";
import { sessionKinds, type SessionKind } from "./session.ts";
import { readDays, weekdayAsTyped, weekdayInWords, weekdays, type Weekday } from "./weekday.ts";

/** Minutes since midnight on the staff member's own clock; `toMinute` is the first one that is no longer theirs, 1440 at most. */
export interface DayHours {
  fromMinute: number;
  toMinute: number;
  kinds: readonly SessionKind[];
}

export interface WeeklyHours extends DayHours {
  weekday: Weekday;
}

/**
 * Days are parted by semicolons or lines, hours of one day by commas: `Mon-Fri 9-12, 13:30-17; Sat, Sun 10-11 strategy`, in
 * every language of ours: `Mo-Fr 9-17; Sa 10-11 Strategie`. Times
 * are of the 24-hour clock, `24` being midnight at the end. Hours without a kind are for every kind. Nothing typed is no hours.
 * Sorted. Throws `invalid`, in a sentence that quotes what is wrong.
 */
export function readWeeklyHours(typed: string): WeeklyHours[] {
  const hours = typed.split(/[;\n]/u).flatMap((entry) => {
    const days = /^\D*/u.exec(entry)![0];
    const ranges = entry.slice(days.length);
    if (days.trim() === "" && ranges.trim() === "") return [];
    if (ranges === "")
      throw new Problem("invalid", {
        en: `Please add the hours to “${asShown(entry)}”, such as “Mon 9-12”.`,
        de: `Bitte ergänzen Sie bei „${asShown(entry)}“ die Uhrzeiten, zum Beispiel „Mo 9-12“.`,
      });
    return readDays(days).flatMap((weekday) => readRanges(ranges).map((range) => ({ weekday, ...range })));
  });
  for (const weekday of weekdays) {
    requireApart(
      hours.filter((one) => one.weekday === weekday),
      weekday,
    );
  }
  return hours.toSorted((one, other) => one.weekday - other.weekday || inOrder(one, other));
}

/** The hours of one day, `9-12, 14:00-17:00 training`, for a day that is not as usual. Nothing typed is a day off. */
export function readDayHours(typed: string): DayHours[] {
  const hours = typed.trim() === "" ? [] : readRanges(typed);
  requireApart(hours);
  return hours.toSorted(inOrder);
}

/** The text from which `readWeeklyHours` reads the very same hours, sorted. Rows keep the English one. Empty for none. */
export function weeklyHoursAsTyped(hours: readonly WeeklyHours[], locale: Locale = "en"): string {
  return weekdays
    .map((weekday) => ({ weekday, own: hours.filter((one) => one.weekday === weekday) }))
    .filter(({ own }) => own.length > 0)
    .map(({ weekday, own }) => `${weekdayAsTyped(weekday, locale)} ${dayHoursAsTyped(own, locale)}`)
    .join("; ");
}

/** The same for one day and `readDayHours`. */
export function dayHoursAsTyped(hours: readonly DayHours[], locale: Locale = "en"): string {
  return hours
    .toSorted(inOrder)
    .map(({ fromMinute, toMinute, kinds }) => {
      const isEvery = sessionKinds.every((kind) => kinds.includes(kind));
      const named = isEvery ? "" : ` ${kinds.map((kind) => kindNames[locale][kind]).join(" ")}`;
      return `${clockOf(fromMinute)}-${clockOf(toMinute)}${named}`;
    })
    .join(", ");
}

/** As they are typed behind hours, whichever language the others are in. */
const kindNames: Record<Locale, Record<SessionKind, string>> = {
  en: { strategy: "strategy", training: "training" },
  de: { strategy: "Strategie", training: "Training" },
};

function readRanges(typed: string): DayHours[] {
  return typed.split(",").map((range) => {
    const match =
      /^\s*(\d{1,2}(?:[:.h]\d\d)?)\s*(?:uhr\s*)?(?:[-–—]|to|until|bis)\s*(\d{1,2}(?:[:.h]\d\d)?)(?:\s*uhr)?((?:\s+[a-z]+)*)\s*$/iu.exec(
        range,
      );
    if (match === null) {
      throw new Problem("invalid", {
        en: `“${asShown(range)}” is no time of day such as “9-12” or “14:00-17:30”.`,
        de: `„${asShown(range)}“ ist keine Uhrzeit wie „9-12“ oder „14:00-17:30“.`,
      });
    }
    const [, from = "", to = "", words = ""] = match;
    const [fromMinute, toMinute] = [readMinute(from), readMinute(to)];
    if (fromMinute >= toMinute)
      throw new Problem("invalid", {
        en: `“${asShown(range)}” ends before it begins.`,
        de: `„${asShown(range)}“ endet, bevor es beginnt.`,
      });
    return { fromMinute, toMinute, kinds: readKinds(words) };
  });
}

function readMinute(time: string): number {
  const [hour = 0, minute = 0] = time.split(/[:.h]/iu).map(Number);
  const minutes = hour * 60 + minute;
  if (minute > 59 || minutes > dayMinutes) {
    throw new Problem("invalid", {
      en: `“${time}” is no time of the 24-hour clock.`,
      de: `„${time}“ ist keine Uhrzeit zwischen 0:00 und 24:00.`,
    });
  }
  return minutes;
}

/** In the order of `sessionKinds`; all of them where none is named. */
function readKinds(words: string): SessionKind[] {
  const named = words
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "" && word !== "and" && word !== "und")
    .map(readKind);
  return sessionKinds.filter((kind) => named.length === 0 || named.includes(kind));
}

function readKind(word: string): SessionKind {
  const found = sessionKinds.find((kind) =>
    locales.some((locale) => kindNames[locale][kind].toLowerCase() === word),
  );
  if (found !== undefined) return found;
  throw new Problem("invalid", {
    en: `“${asShown(word)}” is no kind of session: write ${Object.values(kindNames.en).join(" or ")}.`,
    de: `„${asShown(word)}“ ist keine Art von Termin: Schreiben Sie ${Object.values(kindNames.de).join(" oder ")}.`,
  });
}

/** The same minutes may be open for two kinds, each typed on its own; for one kind twice is a slip of the pen. */
function requireApart(hours: readonly DayHours[], weekday?: Weekday): void {
  for (const [index, one] of hours.entries()) {
    const other = hours.slice(index + 1).find((later) => isOverlap(one, later));
    if (other !== undefined) {
      const [first, second] = [one, other]
        .toSorted(inOrder)
        .map((hour) => inEach((locale) => dayHoursAsTyped([hour], locale)));
      throw new Problem("invalid", {
        en: `“${first!.en}” and “${second!.en}”${weekday === undefined ? "" : ` on ${weekdayInWords(weekday, "en")}`} overlap.`,
        de: `„${first!.de}“ und „${second!.de}“ überschneiden sich${weekday === undefined ? "" : ` am ${weekdayInWords(weekday, "de")}`}.`,
      });
    }
  }
}

function isOverlap(one: DayHours, other: DayHours): boolean {
  const shares = one.kinds.some((kind) => other.kinds.includes(kind));
  return shares && one.fromMinute < other.toMinute && other.fromMinute < one.toMinute;
}

function inOrder(one: DayHours, other: DayHours): number {
  const byTime = one.fromMinute - other.fromMinute || one.toMinute - other.toMinute;
  return byTime !== 0 ? byTime : one.kinds.join(" ").localeCompare(other.kinds.join(" "));
}

function clockOf(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

const dayMinutes = 24 * 60;
