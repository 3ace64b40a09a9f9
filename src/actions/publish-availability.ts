// A staff member says when they can be booked and where sessions happen, or replaces the link of their calendar feed. Writes their
// availability and one event. What is booked stays booked.
import { timestamp } from "../domain/clock.ts";
import { dayOf } from "../domain/day.ts";
import { exceptionDaysMax, exceptionsAsTyped, readExceptions } from "../domain/hours-exceptions.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { readWeeklyHours, weeklyHoursAsTyped } from "../domain/weekly-hours.ts";
import {
  lockAvailability,
  markFeedVersion,
  recordAvailability,
  type NewAvailability,
} from "../store/availability.ts";
import { recordEvent } from "../store/events.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";

/** Two weeks. */
export const noticeMinutesMax = 14 * 24 * 60;
export const bufferMinutesMax = 4 * 60;
/** Characters. */
export const callLinkLengthMax = 500;
export const weeklyHoursLengthMax = 4_000;
export const exceptionsLengthMax = 16_000;

/** Hours and exceptions come as they are typed; days that are past are dropped. The same again changes nothing. Throws `invalid`. */
export async function publishAvailability(
  rows: Rows,
  now: Date,
  typed: NewAvailability,
): Promise<{ kind: "done" | "unchanged" }> {
  const { staffId, noticeMinutes, bufferMinutes } = typed;
  const { timeZone } = await getPerson(rows, { kind: "staff", id: staffId });
  const today = dayOf(now, timeZone);
  requireNotice(noticeMinutes);
  requireBuffer(bufferMinutes);
  const published: NewAvailability = {
    staffId,
    weeklyHours: requireHours(typed.weeklyHours),
    exceptions: requireExceptions(typed.exceptions, today),
    noticeMinutes,
    bufferMinutes,
    callLink: requireCallLink(typed.callLink),
  };
  const before = await lockAvailability(rows, staffId);
  const names = Object.keys(published) as (keyof NewAvailability)[];
  if (before !== undefined && names.every((name) => before[name] === published[name])) {
    return { kind: "unchanged" };
  }
  await recordAvailability(rows, published);
  const { callLink: _, ...payload } = published;
  const actor = { kind: "staff", id: staffId } as const;
  await recordEvent(rows, { type: "availability.published", actor, at: timestamp(now), payload });
  return { kind: "done" };
}

/** The link that was given out before shows nothing from now on. Throws `conflict` for somebody who has published nothing. */
export async function replaceSessionFeed(rows: Rows, at: string, staffId: number): Promise<void> {
  const before = await lockAvailability(rows, staffId);
  if (before === undefined)
    throw new Problem("conflict", {
      en: "Publish your hours first.",
      de: "Veröffentlichen Sie zuerst Ihre Zeiten.",
    });
  const version = (before.feedVersion + 1) % 256;
  await markFeedVersion(rows, staffId, version);
  const actor = { kind: "staff", id: staffId } as const;
  await recordEvent(rows, { type: "session_feed.replaced", actor, at, payload: { staffId, version } });
}

export function requireNotice(minutes: number): void {
  requireWithin(minutes, noticeMinutesMax, {
    en: "The notice can be 14 days at most.",
    de: "Die Vorlaufzeit kann höchstens 14 Tage betragen.",
  });
}

export function requireBuffer(minutes: number): void {
  requireWithin(minutes, bufferMinutesMax, {
    en: "The buffer can be 4 hours at most.",
    de: "Die Pause zwischen zwei Terminen kann höchstens 4 Stunden betragen.",
  });
}

function requireWithin(minutes: number, minutesMax: number, tooMany: InEveryLanguage): void {
  if (!Number.isInteger(minutes) || minutes < 0)
    throw new Problem("invalid", {
      en: "Minutes are a whole number, from 0 on.",
      de: "Minuten sind eine ganze Zahl ab 0.",
    });
  if (minutes > minutesMax) throw new Problem("invalid", tooMany);
}

/**
 * What is typed is measured before it is read, and what is kept afterwards: a range is one line as typed, and many as kept. Whoever
 * reads what was kept asks for no limit, or one person's hours would keep everybody from booking.
 */
export function requireHours(typed: string): string {
  requireLength(typed, weeklyHoursLengthMax, { en: "Weekly hours", de: "Die wöchentlichen Zeiten" });
  const hours = weeklyHoursAsTyped(readWeeklyHours(typed));
  requireLength(hours, weeklyHoursLengthMax, {
    en: "Weekly hours, written out day by day,",
    de: "Die wöchentlichen Zeiten, Tag für Tag ausgeschrieben,",
  });
  return hours;
}

export function requireExceptions(typed: string, today: string): string {
  requireLength(typed, exceptionsLengthMax, { en: "Other hours", de: "Die abweichenden Zeiten" });
  const days = readExceptions(typed).filter(({ date }) => date >= today);
  if (days.length > exceptionDaysMax) {
    throw new Problem("invalid", {
      en: `There can be ${exceptionDaysMax} days with other hours at most.`,
      de: `Es kann höchstens ${exceptionDaysMax} Tage mit abweichenden Zeiten geben.`,
    });
  }
  const exceptions = exceptionsAsTyped(days);
  requireLength(exceptions, exceptionsLengthMax, {
    en: "Other hours, written out day by day,",
    de: "Die abweichenden Zeiten, Tag für Tag ausgeschrieben,",
  });
  return exceptions;
}

function requireLength(text: string, lengthMax: number, what: InEveryLanguage): void {
  if (text.length > lengthMax) {
    throw new Problem("invalid", {
      en: `${what.en} can be ${lengthMax} characters long at most.`,
      de: `${what.de} dürfen höchstens ${lengthMax} Zeichen lang sein.`,
    });
  }
}

/** A link, or words such as a telephone number. */
export function requireCallLink(typed: string): string {
  const link = typed.replaceAll(/\s+/gu, " ").trim();
  if (link === "")
    throw new Problem("invalid", {
      en: "Say where sessions happen: a call link, or words such as a telephone number.",
      de: "Geben Sie an, wo Ihre Termine stattfinden: einen Link zum Gespräch oder etwa eine Telefonnummer.",
    });
  if (link.length > callLinkLengthMax) {
    throw new Problem("invalid", {
      en: `The call link can have ${callLinkLengthMax} characters at most.`,
      de: `Der Link zum Gespräch kann höchstens ${callLinkLengthMax} Zeichen haben.`,
    });
  }
  return link;
}
