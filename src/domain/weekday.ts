// Days of the week as staff type them before their hours, and as sentences say them. Pure.
import { asShown } from "./in-words.ts";
import { locales, type Locale } from "./locale.ts";
import { Problem } from "./problem.ts";

/** ISO 8601: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const shortNames: Record<Locale, readonly string[]> = {
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  de: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
};
const longNames: Record<Locale, readonly string[]> = {
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  de: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
};

/** `Mon`, `Mo`: what `readDays` reads, whoever types it. */
export function weekdayAsTyped(weekday: Weekday, locale: Locale): string {
  return shortNames[locale][weekday - 1]!;
}

/** “Monday” */
export function weekdayInWords(weekday: Weekday, locale: Locale): string {
  return longNames[locale][weekday - 1]!;
}

/** `Mon-Fri`, `Sat, Sun`, `Monday to Friday and Sunday:`, `Mo-Fr`, `Montag bis Freitag und So`. Throws `invalid` for no day, and quotes what is none. */
export function readDays(words: string): Weekday[] {
  const named = words
    .replaceAll(/\s*(?:[-–—]|\b(?:to|bis)\b)\s*/giu, "-")
    .split(/[\s,:]+|\b(?:and|und)\b|&/iu)
    .filter((word) => word !== "");
  if (named.length === 0)
    throw new Problem("invalid", {
      en: "Please begin each line of hours with its day, such as “Mon 9-12”.",
      de: "Bitte beginnen Sie jede Zeile mit ihrem Tag, zum Beispiel „Mo 9-12“.",
    });
  return [...new Set(named.flatMap(readDayOrRange))];
}

/** `Mon`, `Monday`, `Mon-Fri`, and `Sat-Mon` over the end of the week. */
function readDayOrRange(word: string): Weekday[] {
  const [from, to, more] = word.split("-").map(findWeekday);
  if (from === undefined || more !== undefined || (to === undefined && word.includes("-"))) {
    throw new Problem("invalid", {
      en: `“${asShown(word)}” is no day of the week such as Mon or Monday.`,
      de: `„${asShown(word)}“ ist kein Wochentag wie Mo oder Montag.`,
    });
  }
  if (to === undefined) return [from];
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => weekdays[(from - 1 + index) % 7]!);
}

function findWeekday(word: string): Weekday | undefined {
  const name = word.toLowerCase().replace(/\.$/u, "");
  if (name === "sonnabend") return 6;
  // Tues, Thur and Thurs are in use too. Two letters name a day in German alone; no beginning means two days.
  return weekdays.find((_, index) =>
    locales.some(
      (locale) =>
        name.length >= shortNames[locale][index]!.length &&
        longNames[locale][index]!.toLowerCase().startsWith(name),
    ),
  );
}
