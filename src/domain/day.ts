// Days of the calendar as text, `YYYY-MM-DD`, which sorts as time goes: which day a moment is in a zone, and reckoning with days.
import { Temporal } from "temporal-polyfill";
import { intlLocale, type Locale } from "./locale.ts";

/** The day of a moment where this IANA zone is kept. */
export function dayOf(moment: Date, timeZone: string): string {
  return dayAndMinute(moment, timeZone).day;
}

/** What calendar and clock on the wall show at a moment: the day, and the minutes from 00:00 to the time that is read there. */
export function dayAndMinute(moment: Date, timeZone: string): { day: string; minute: number } {
  const text = wallFormat(timeZone).format(moment);
  return { day: text.slice(0, 10), minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
}

/** A format that is kept answers ten times as fast as Temporal, which is asked only for the way back. */
const wallFormats = new Map<string, Intl.DateTimeFormat>();

function wallFormat(timeZone: string): Intl.DateTimeFormat {
  let format = wallFormats.get(timeZone);
  if (format === undefined) {
    // The Swedish form of a moment is ISO 8601: 2026-03-02 09:00.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    wallFormats.set(timeZone, format);
  }
  return format;
}

/**
 * The moment at which the clock of this zone shows a time of a day, in minutes from 00:00; 1440 is where the next day begins. A
 * time that the clock leaps over is as much later (00:30 is 01:30), one that it shows twice is the first (RFC 5545 section 3.3.5).
 */
export function momentOf(day: string, minute: number, timeZone: string): Date {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes: minute });
  return new Date(wall.toZonedDateTime(timeZone).epochMilliseconds);
}

/** Whether there was such a day in this zone: Samoa went over the date line and had no 30 December 2011. */
export function hasDay(timeZone: string, day: string): boolean {
  // Zones are at most fourteen hours ahead and twelve behind: it is this day there at one of these moments, or never.
  return ["00:00", "12:00"].some((time) => dayOf(new Date(`${day}T${time}:00Z`), timeZone) === day);
}

/** Whether a text is a real day, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** So many days later, or earlier where the count is below zero. */
export function addDays(day: string, count: number): string {
  const midnight = new Date(`${day}T00:00:00Z`);
  midnight.setUTCDate(midnight.getUTCDate() + count);
  return midnight.toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** “Thursday 12 November 2026”, or short “Thu 12 Nov”; in German “Donnerstag, 12. November 2026” and “Do., 12. Nov.”. */
export function dayInWords(day: string, locale: Locale, form: "long" | "short" = "long"): string {
  const words = dayFormat(locale, form).format(new Date(`${day}T00:00:00Z`));
  // Whether English has a comma behind the weekday changes with the release of ICU.
  return locale === "en" ? words.replace(",", "") : words;
}

/** “March 2026”, “März 2026”, of a month such as `2026-03`. */
export function monthInWords(month: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(intlLocale(locale), {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(locale: Locale, form: "long" | "short"): Intl.DateTimeFormat {
  const key = `${locale} ${form}`;
  let format = dayFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(intlLocale(locale), {
      weekday: form,
      day: "numeric",
      month: form,
      ...(form === "long" ? { year: "numeric" } : {}),
      timeZone: "UTC",
    });
    dayFormats.set(key, format);
  }
  return format;
}
