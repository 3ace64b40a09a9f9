// A session in words: when it is for each of its people, and what a calendar calls it. Pure.
import { momentInWords } from "./clock.ts";
import { dayOf } from "./day.ts";
import { intlLocale, type Locale } from "./locale.ts";
import type { SessionKind } from "./session.ts";

/** When something is for somebody else, in the reader's language; null where the same words say it for both. */
export function otherMoment(
  at: string,
  own: { timeZone: string; locale: Locale },
  otherTimeZone: string,
): string | null {
  const other = momentInWords(at, otherTimeZone, own.locale);
  return other === momentInWords(at, own.timeZone, own.locale) ? null : other;
}

/** The same for a list: “09:00 Greenwich Mean Time”, with the day where it is another one there. */
export function otherTime(
  at: string,
  own: { timeZone: string; locale: Locale },
  otherTimeZone: string,
): string | null {
  const whole = otherMoment(at, own, otherTimeZone);
  const isSameDay = dayOf(new Date(at), own.timeZone) === dayOf(new Date(at), otherTimeZone);
  return whole === null || !isSameDay ? whole : whole.slice(whole.search(/\d\d:\d\d/u));
}

/** “Thu 12 Nov, 10:00” where this zone is kept; for subjects and lists, which name the zone elsewhere. */
export function shortMoment(at: string, timeZone: string, locale: Locale): string {
  const words = shortFormat(timeZone, locale).format(new Date(at));
  return locale === "en" ? words.replace(/^(\w+),/u, "$1") : words;
}

/** “10:00” */
export function clockTime(at: string, timeZone: string, locale: Locale): string {
  return shortFormat(timeZone, locale)
    .formatToParts(new Date(at))
    .filter(({ type }) => type === "hour" || type === "minute")
    .map(({ value }) => value)
    .join(":");
}

/** “Central European Summer Time”: what the zone is called at this moment. */
export function zoneInWords(at: string, timeZone: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(intlLocale(locale), { timeZone, timeZoneName: "long" });
  return format.formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")!.value;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function shortFormat(timeZone: string, locale: Locale): Intl.DateTimeFormat {
  const key = `${timeZone} ${locale}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(intlLocale(locale), {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
    });
    formats.set(key, format);
  }
  return format;
}

const names: Record<Locale, Record<SessionKind, readonly [one: string, more: string]>> = {
  en: {
    strategy: ["strategy session", "strategy sessions"],
    training: ["training session", "training sessions"],
  },
  de: {
    strategy: ["Strategietermin", "Strategietermine"],
    training: ["Trainingstermin", "Trainingstermine"],
  },
};

/** “training session” */
export function sessionName(kind: SessionKind, locale: Locale): string {
  return names[locale][kind][0];
}

/** “training sessions” */
export function sessionsName(kind: SessionKind, locale: Locale): string {
  return names[locale][kind][1];
}

const titles: Record<Locale, Record<SessionKind, string>> = {
  en: { strategy: "Strategy session with", training: "Training session with" },
  de: { strategy: "Strategietermin mit", training: "Trainingstermin mit" },
};

/** “Training session with Northbeam” */
export function sessionTitle(kind: SessionKind, who: string, locale: Locale): string {
  return `${titles[locale][kind]} ${who}`;
}
