// Estimates as people say them: to clients in working days, and to staff as they would type them.
import type { Locale } from "./locale.ts";
import { workingDayMinutes, workingWeekMinutes, type Estimate } from "./working-time.ts";

/**
 * “about 3 working days”, “2 to 3 working days”, “about half a working day”, “4 hours to 1 working day”, “about 2 weeks”; in German
 * “etwa 3 Arbeitstage”, the same as subject and as object. readEstimate reads it, too.
 */
export function estimateInWords(estimate: Estimate, locale: Locale): string {
  const { about, halfDay } = languages[locale];
  const isExact = estimate.minMinutes === estimate.maxMinutes;
  if (isExact && estimate.maxMinutes === workingDayMinutes / 2) return `${about} ${halfDay}`;
  const words = rangeInWords(estimate, locale, "workingDay");
  return isExact ? `${about} ${words}` : words;
}

/** “3 days”, “2 to 3 days”, “4 hours to 1 day”, “2 Wochen”: a form begins with it, and readEstimate reads the same from it. */
export function estimateAsTyped(estimate: Estimate, locale: Locale): string {
  return rangeInWords(estimate, locale, "day");
}

type Unit = "week" | "day" | "hour" | "minute";
type DayName = "day" | "workingDay";

interface Language {
  about: string;
  to: string;
  decimalSign: string;
  halfDay: string;
  names: Record<Unit | DayName, readonly [one: string, more: string]>;
}

const languages: Record<Locale, Language> = {
  en: {
    about: "about",
    to: "to",
    decimalSign: ".",
    halfDay: "half a working day",
    names: {
      week: ["week", "weeks"],
      workingDay: ["working day", "working days"],
      day: ["day", "days"],
      hour: ["hour", "hours"],
      minute: ["minute", "minutes"],
    },
  },
  de: {
    about: "etwa",
    to: "bis",
    decimalSign: ",",
    // A half would need the case of its sentence: “ein halber”, “einen halben”.
    halfDay: "4 Stunden",
    names: {
      week: ["Woche", "Wochen"],
      workingDay: ["Arbeitstag", "Arbeitstage"],
      day: ["Tag", "Tage"],
      hour: ["Stunde", "Stunden"],
      minute: ["Minute", "Minuten"],
    },
  },
};

function rangeInWords({ minMinutes, maxMinutes }: Estimate, locale: Locale, dayName: DayName): string {
  const language = languages[locale];
  const isInWeeks = minMinutes % workingWeekMinutes === 0 && maxMinutes % workingWeekMinutes === 0;
  const min = partsOf(minMinutes, isInWeeks);
  const max = partsOf(maxMinutes, isInWeeks);
  const say = (parts: readonly Part[]) => parts.map((part) => partInWords(part, language, dayName)).join(" ");
  if (minMinutes === maxMinutes) return say(max);
  const isOneUnit = min.length === 1 && max.length === 1 && min[0]?.unit === max[0]?.unit;
  const from = isOneUnit && min[0] ? countInWords(min[0], language) : say(min);
  return `${from} ${language.to} ${say(max)}`;
}

interface Part {
  /** Whole, or a half more. */
  count: number;
  unit: Unit;
}

/** A duration in the fewest units that say it exactly: 1.5 days, 1 day 2 hours. Both ends of a range are in weeks, or none. */
function partsOf(minutes: number, isInWeeks: boolean): Part[] {
  if (isInWeeks) return [{ count: minutes / workingWeekMinutes, unit: "week" }];
  if (minutes >= workingDayMinutes) return splitAt(minutes, workingDayMinutes, "day");
  return minutes >= 60 ? splitAt(minutes, 60, "hour") : [{ count: minutes, unit: "minute" }];
}

function splitAt(minutes: number, size: number, unit: Unit): Part[] {
  const rest = minutes % size;
  if (rest === 0 || rest === size / 2) return [{ count: minutes / size, unit }];
  return [{ count: Math.floor(minutes / size), unit }, ...partsOf(rest, false)];
}

function partInWords(part: Part, language: Language, dayName: DayName): string {
  const [one, more] = language.names[part.unit === "day" ? dayName : part.unit];
  return `${countInWords(part, language)} ${part.count === 1 ? one : more}`;
}

function countInWords({ count }: Part, { decimalSign }: Language): string {
  return String(count).replace(".", decimalSign);
}
