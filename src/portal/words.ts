// Moments as people say them.
import { momentInWords } from "../domain/clock.ts";
import { addDays, dayOf } from "../domain/day.ts";
import { intlLocale, type Locale } from "../domain/locale.ts";
import type { Reading } from "./reading.ts";

/** A moment in three forms: for the machine, for reading along (“Today, 10:04”), and whole with its zone in words. */
export interface MomentWords {
  at: string;
  short: string;
  long: string;
}

type InZone = Pick<Reading, "locale" | "timeZone" | "now">;

export function momentWords(at: string, reading: InZone): MomentWords {
  return {
    at,
    short: shortMoment(at, reading),
    long: momentInWords(at, reading.timeZone, reading.locale),
  };
}

function shortMoment(at: string, { locale, timeZone, now }: InZone): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(intlLocale(locale), { ...options, timeZone }).format(new Date(at));
  const time = format({ hour: "2-digit", minute: "2-digit" });
  const day = dayOf(new Date(at), timeZone);
  const today = dayOf(now, timeZone);
  if (day === today) return `${daysAgo(0, locale)}, ${time}`;
  if (day === addDays(today, -1)) return `${daysAgo(1, locale)}, ${time}`;
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  const date = format({
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
  return `${date}, ${time}`;
}

/** “Today”, “Gestern”, as a line begins with it. */
function daysAgo(days: 0 | 1, locale: Locale): string {
  const words = new Intl.RelativeTimeFormat(intlLocale(locale), { numeric: "auto" }).format(-days, "day");
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

/** The day of a moment: “25 November 2026”. */
export function dayOfMomentInWords(at: string, { locale, timeZone }: Omit<InZone, "now">): string {
  return new Intl.DateTimeFormat(intlLocale(locale), { dateStyle: "long", timeZone }).format(new Date(at));
}

const ageUnits: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const justNow: Record<Locale, string> = { en: "just now", de: "gerade eben" };

/** How long ago: “3 hours ago”, “just now”. */
export function ageInWords(at: string, now: Date, locale: Locale = "en"): string {
  const seconds = (now.getTime() - new Date(at).getTime()) / 1000;
  const unit = ageUnits.find(([, size]) => seconds >= size);
  if (unit === undefined) return justNow[locale];
  return new Intl.RelativeTimeFormat(intlLocale(locale)).format(-Math.floor(seconds / unit[1]), unit[0]);
}
