// Moments as people say them.
import { momentInWords } from "../domain/clock.ts";
import { addDays, dayOf } from "../domain/day.ts";
import { intlLocale, type Locale } from "../domain/locale.ts";

/** A moment in three forms: for the machine, for reading along (“Today, 10:04”), and whole with its zone in words. */
export interface MomentWords {
  at: string;
  short: string;
  long: string;
}

export function momentWords(at: string, timeZone: string, now: Date): MomentWords {
  return { at, short: shortMoment(at, timeZone, now), long: momentInWords(at, timeZone) };
}

function shortMoment(at: string, timeZone: string, now: Date): string {
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(
    new Date(at),
  );
  const day = dayOf(new Date(at), timeZone);
  const today = dayOf(now, timeZone);
  if (day === today) return `Today, ${time}`;
  if (day === addDays(today, -1)) return `Yesterday, ${time}`;
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  const date = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
    timeZone,
  }).format(new Date(at));
  return `${date}, ${time}`;
}

/** The day of a moment: “25 November 2026”. */
export function dayOfMomentInWords(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(new Date(at));
}

/** A time zone's own name at this moment: “Central European Standard Time”. */
export function zoneInWords(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "long" }).formatToParts(now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
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
