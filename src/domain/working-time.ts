// Estimates: rough durations of working time, read as staff type them. How they are said is in estimate-words.ts.
import { Problem } from "./problem.ts";

/** From so many to so many whole minutes of working time, both the same where no range is meant. */
export interface Estimate {
  minMinutes: number;
  maxMinutes: number;
}

export function isSameEstimate(one: Estimate | undefined, other: Estimate): boolean {
  return one?.minMinutes === other.minMinutes && one.maxMinutes === other.maxMinutes;
}

/** A working day has eight hours, whatever the hours of a calendar. */
export const workingDayMinutes = 480;
export const workingWeekMinutes = 5 * workingDayMinutes;
export const estimateMinutesMin = 15;
export const estimateMinutesMax = 60 * workingDayMinutes;
const typedLengthMax = 100;

/**
 * An estimate in English or German: “3 days”, “3d”, “2–3 Tage”, “half a day”, “4 Stunden bis 1 Tag”, “1 day 4 hours”. Throws
 * `invalid` for what is none, for a range that goes down, and for less than 15 minutes or more than 60 working days.
 */
export function readEstimate(typed: string): Estimate {
  if (typed.trim() === "")
    throw new Problem("invalid", {
      en: "An estimate is needed, such as “3 days”.",
      de: "Geben Sie bitte eine Schätzung an, zum Beispiel „3 Tage“.",
    });
  const ends = typed.length > typedLengthMax ? [] : splitRange(inDigits(typed)).map(readDuration);
  const [minMinutes, maxMinutes] = ends.length === 1 ? [ends[0], ends[0]] : ends;
  if (minMinutes === undefined || maxMinutes === undefined || ends.length > 2) {
    throw new Problem("invalid", {
      en: "This cannot be read as an estimate. Say how much working time it takes, such as “3 days”, “2-3 days”, “4 hours” or “1 week”.",
      de: "Das lässt sich nicht als Schätzung lesen. Geben Sie an, wie viel Arbeitszeit nötig ist, zum Beispiel „3 Tage“, „2-3 Tage“, „4 Stunden“ oder „1 Woche“.",
    });
  }
  if (minMinutes > maxMinutes) {
    throw new Problem("invalid", {
      en: "An estimate goes from less to more, such as “2 to 3 days”.",
      de: "Eine Schätzung geht vom kleineren zum größeren Wert, zum Beispiel „2 bis 3 Tage“.",
    });
  }
  if (minMinutes < estimateMinutesMin || maxMinutes > estimateMinutesMax) {
    throw new Problem("invalid", {
      en: "An estimate is at least 15 minutes and at most 60 working days.",
      de: "Eine Schätzung beträgt mindestens 15 Minuten und höchstens 60 Arbeitstage.",
    });
  }
  return { minMinutes, maxMinutes };
}

/** What stands for digits, in an order in which none is part of an earlier one. */
const spoken: readonly [pattern: RegExp, digits: string][] = [
  [/\b(?:anderthalb|eineinhalb)\b/gu, "1.5"],
  [/\bzweieinhalb\b/gu, "2.5"],
  [/\bone\b/gu, "1"],
  [/\b(?:two|zwei)\b/gu, "2"],
  [/\b(?:three|drei)\b/gu, "3"],
  [/\b(?:four|vier)\b/gu, "4"],
  [/\b(?:five|fünf)\b/gu, "5"],
  [/\b(?:six|sechs)\b/gu, "6"],
  [/\b(?:seven|sieben)\b/gu, "7"],
  [/\b(?:eight|acht)\b/gu, "8"],
  [/\b(?:nine|neun)\b/gu, "9"],
  [/\b(?:ten|zehn)\b/gu, "10"],
  [/(?<=\d) ?(?:½|and a half\b)/gu, ".5"],
  [/½|\b(?:half an?|an? half|half|(?:eine?n? )?halbe[nr]?)\b/gu, "0.5"],
  [/\b(?:an?|eine?n?)\b/gu, "1"],
];

/** Lower case, single spaces, numbers in digits, without a word for “about”: every estimate is that. */
function inDigits(typed: string): string {
  const text = typed
    .normalize("NFC")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/^(?:about|around|roughly|approx\.?|circa|ca\.?|etwa|ungefähr|rund|~) ?/u, "");
  return spoken.reduce((said, [pattern, digits]) => said.replace(pattern, digits), text);
}

const number = String.raw`(\d{1,5}(?:[.,]\d{1,2})?)`;
const loneNumber = new RegExp(`^${number}$`, "u");
const oneUnit = new RegExp(String.raw`^${number} ?([^\d]+)$`, "u");

/** “2 to 3 days” has the unit for both at its end; “1 to 2 days 4 hours” could mean two things and is left alone. */
function splitRange(text: string): string[] {
  const [first = "", ...others] = text.split(/ ?[-–—] ?| (?:to|bis) /u);
  const unit = oneUnit.exec(others[0] ?? "")?.[2];
  return [unit !== undefined && loneNumber.test(first) ? `${first} ${unit}` : first, ...others];
}

/** From the longest, each at most once: what else is a slip, such as “1 day a week”. */
const units: readonly [minutes: number, names: string][] = [
  [workingWeekMinutes, "w|wks?|(?:working |arbeits)?(?:weeks?|wochen?)"],
  [workingDayMinutes, "d|(?:working |business |work)?days?|(?:arbeits|werk)?tage?n?"],
  [60, "h|hrs?|(?:working )?hours?|std\\.?|(?:arbeits)?stunden?"],
  [1, "m|mins?\\.?|minutes?|minuten?"],
];
const duration = new RegExp(
  `^${units.map(([, names]) => `(?:(?:(?:,| and| und)? )?${number} ?(?:${names}))?`).join("")}$`,
  "u",
);

/** Minutes of working time; undefined for what is no duration. */
function readDuration(text: string): number | undefined {
  const counts = text === "" ? undefined : duration.exec(text)?.slice(1);
  if (counts === undefined) return undefined;
  const minutes = units.map(([size], index) => Number((counts[index] ?? "0").replace(",", ".")) * size);
  return Math.round(minutes.reduce((sum, part) => sum + part, 0));
}
