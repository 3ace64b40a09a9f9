// The weekly hours of a staff member as they type them, “Mon 9:00-12:00, 14:00-17:00; Tue 10-16 training”, and back. Pure.
import { Problem } from "./problem.ts";
import { sessionKinds, type SessionKind } from "./session.ts";

/** ISO 8601: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Minutes since midnight on the staff member's own clock; `toMinute` is the first one that is no longer theirs, 1440 at most. */
export interface DayHours {
  fromMinute: number;
  toMinute: number;
  kinds: readonly SessionKind[];
}

export interface WeeklyHours extends DayHours {
  weekday: Weekday;
}

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const shortNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const longNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * Days are parted by semicolons or lines, hours of one day by commas: `Mon-Fri 9-12, 13:30-17; Sat, Sun 10-11 strategy`. Times
 * are of the 24-hour clock, `24` being midnight at the end. Hours without a kind are for every kind. Nothing typed is no hours.
 * Sorted. Throws `invalid`, in a sentence that quotes what is wrong.
 */
export function readWeeklyHours(typed: string): WeeklyHours[] {
  const hours = typed.split(/[;\n]/u).flatMap((entry) => {
    const days = /^\D*/u.exec(entry)![0];
    const ranges = entry.slice(days.length);
    if (days.trim() === "" && ranges.trim() === "") return [];
    if (ranges === "")
      throw new Problem("invalid", `Please add the hours to “${shown(entry)}”, such as “Mon 9-12”.`);
    return readDays(days).flatMap((weekday) => readRanges(ranges).map((range) => ({ weekday, ...range })));
  });
  for (const weekday of weekdays) {
    requireApart(
      hours.filter((one) => one.weekday === weekday),
      ` on ${longNames[weekday - 1]}`,
    );
  }
  return hours.toSorted((one, other) => one.weekday - other.weekday || inOrder(one, other));
}

/** The hours of one day, `9-12, 14:00-17:00 training`, for a day that is not as usual. Nothing typed is a day off. */
export function readDayHours(typed: string): DayHours[] {
  const hours = typed.trim() === "" ? [] : readRanges(typed);
  requireApart(hours, "");
  return hours.toSorted(inOrder);
}

/** The text from which `readWeeklyHours` reads the very same hours, sorted. Empty for none. */
export function weeklyHoursAsTyped(hours: readonly WeeklyHours[]): string {
  return weekdays
    .map((weekday) => ({ weekday, own: hours.filter((one) => one.weekday === weekday) }))
    .filter(({ own }) => own.length > 0)
    .map(({ weekday, own }) => `${shortNames[weekday - 1]} ${dayHoursAsTyped(own)}`)
    .join("; ");
}

/** The same for one day and `readDayHours`. */
export function dayHoursAsTyped(hours: readonly DayHours[]): string {
  return hours
    .toSorted(inOrder)
    .map(({ fromMinute, toMinute, kinds }) => {
      const named = sessionKinds.every((kind) => kinds.includes(kind)) ? "" : ` ${kinds.join(" ")}`;
      return `${clockOf(fromMinute)}-${clockOf(toMinute)}${named}`;
    })
    .join(", ");
}

function readDays(words: string): Weekday[] {
  const named = words
    .replaceAll(/\s*(?:[-–—]|\bto\b)\s*/giu, "-")
    .split(/[\s,:]+|\band\b|&/u)
    .filter((word) => word !== "");
  if (named.length === 0)
    throw new Problem("invalid", "Please begin each line of hours with its day, such as “Mon 9-12”.");
  return [...new Set(named.flatMap(readDayOrRange))];
}

/** `Mon`, `Monday`, `Mon-Fri`, and `Sat-Mon` over the end of the week. */
function readDayOrRange(word: string): Weekday[] {
  const [from, to, more] = word.split("-").map(findWeekday);
  if (from === undefined || more !== undefined || (to === undefined && word.includes("-"))) {
    throw new Problem("invalid", `“${shown(word)}” is no day of the week such as Mon or Monday.`);
  }
  if (to === undefined) return [from];
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => weekdays[(from - 1 + index) % 7]!);
}

function findWeekday(word: string): Weekday | undefined {
  const name = word.toLowerCase().replace(/\.$/u, "");
  return weekdays.find((_, index) => {
    const long = longNames[index]!.toLowerCase();
    // Tues, Thur and Thurs are in use too.
    return name.length >= 3 && long.startsWith(name);
  });
}

function readRanges(typed: string): DayHours[] {
  return typed.split(",").map((range) => {
    const match =
      /^\s*(\d{1,2}(?:[:.h]\d\d)?)\s*(?:[-–—]|to|until)\s*(\d{1,2}(?:[:.h]\d\d)?)((?:\s+[a-z]+)*)\s*$/iu.exec(
        range,
      );
    if (match === null) {
      throw new Problem("invalid", `“${shown(range)}” is no time of day such as “9-12” or “14:00-17:30”.`);
    }
    const [, from = "", to = "", words = ""] = match;
    const [fromMinute, toMinute] = [readMinute(from), readMinute(to)];
    if (fromMinute >= toMinute) throw new Problem("invalid", `“${shown(range)}” ends before it begins.`);
    return { fromMinute, toMinute, kinds: readKinds(words) };
  });
}

function readMinute(time: string): number {
  const [hour = 0, minute = 0] = time.split(/[:.h]/iu).map(Number);
  const minutes = hour * 60 + minute;
  if (minute > 59 || minutes > dayMinutes) {
    throw new Problem("invalid", `“${time}” is no time of the 24-hour clock.`);
  }
  return minutes;
}

/** In the order of `sessionKinds`; all of them where none is named. */
function readKinds(words: string): SessionKind[] {
  const named = words
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "" && word !== "and");
  for (const word of named) {
    if (!sessionKinds.some((kind) => kind === word)) {
      throw new Problem(
        "invalid",
        `“${shown(word)}” is no kind of session: write ${sessionKinds.join(" or ")}.`,
      );
    }
  }
  return sessionKinds.filter((kind) => named.length === 0 || named.includes(kind));
}

/** The same minutes may be open for two kinds, each typed on its own; for one kind twice is a slip of the pen. */
function requireApart(hours: readonly DayHours[], onDay: string): void {
  for (const [index, one] of hours.entries()) {
    const other = hours.slice(index + 1).find((later) => isOverlap(one, later));
    if (other !== undefined) {
      const [first, second] = [one, other].toSorted(inOrder).map((hour) => dayHoursAsTyped([hour]));
      throw new Problem("invalid", `“${first}” and “${second}”${onDay} overlap.`);
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

function shown(words: string): string {
  const line = words.replaceAll(/\s+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

const dayMinutes = 24 * 60;
