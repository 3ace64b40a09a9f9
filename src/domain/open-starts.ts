// When a session could begin on one day of a staff member's calendar, by their hours alone: what is booked, and how soon it
// would be, is asked in availability.ts. Pure.
import type { Temporal } from "temporal-polyfill";
import type { SessionKind } from "./session.ts";
import type { DayHours, WeeklyHours } from "./weekly-hours.ts";

/** Sessions begin on the hour and the half hour of the staff member's own clock. */
export const slotStepMinutes = 30;

/** Other hours on one day (`2026-12-24`); without any it is a day off. Of several for one day the last counts. */
export interface HoursException {
  date: string;
  hours: readonly DayHours[];
}

/** The hours of a staff member by the clock of their own IANA zone. */
export interface PublishedHours {
  timeZone: string;
  weeklyHours: readonly WeeklyHours[];
  exceptions: readonly HoursException[];
}

interface Opening {
  fromMinute: number;
  toMinute: number;
}

/**
 * The moments (milliseconds since 1970, rising) at which a session of this kind and length may begin on this day, such that
 * every minute of it lies in one opening by the clock on the wall. Where clocks change: a time that does not exist is none;
 * one that exists twice is the earlier of both; and a session lasts its minutes, whatever the clock says meanwhile. No session
 * goes past midnight.
 */
export function openStarts(
  hours: PublishedHours,
  kind: SessionKind,
  minutes: number,
  date: Temporal.PlainDate,
): number[] {
  const openings = openingsOn(hours, kind, date);
  // Asking a zone costs most here, and on a day off nothing.
  if (openings.length === 0) return [];
  const midnight = date.toZonedDateTime(hours.timeZone);
  const isPlain = midnight.hoursInDay === 24;
  return openings.flatMap((opening) =>
    // Where a clock goes back within a session, it may end on the clock before it began.
    stepsIn(opening, isPlain ? minutes : 1).flatMap((minute) => {
      if (isPlain) return [midnight.epochMilliseconds + minute * minuteMs];
      const start = existing(date, minute, hours.timeZone);
      return start !== undefined && staysWithin(opening, start, minutes) ? [start.epochMilliseconds] : [];
    }),
  );
}

/** Sorted; what touches or overlaps is one, so that a session may go across. */
function openingsOn(
  { weeklyHours, exceptions }: PublishedHours,
  kind: SessionKind,
  date: Temporal.PlainDate,
): Opening[] {
  const day = date.toString();
  const exception = exceptions.findLast((one) => one.date === day);
  const hours = exception?.hours ?? weeklyHours.filter(({ weekday }) => weekday === date.dayOfWeek);
  const merged: Opening[] = [];
  const sorted = hours
    .filter(({ kinds }) => kinds.includes(kind))
    .toSorted((one, other) => one.fromMinute - other.fromMinute);
  for (const { fromMinute, toMinute } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute);
    else merged.push({ fromMinute, toMinute });
  }
  return merged;
}

function stepsIn({ fromMinute, toMinute }: Opening, minutes: number): number[] {
  const first = Math.ceil(fromMinute / slotStepMinutes) * slotStepMinutes;
  const count = Math.floor((toMinute - minutes - first) / slotStepMinutes) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => first + index * slotStepMinutes);
}

function existing(
  date: Temporal.PlainDate,
  minute: number,
  timeZone: string,
): Temporal.ZonedDateTime | undefined {
  const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const start = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  return start.toPlainDateTime().equals(local) ? start : undefined;
}

/** Between two changes of the clock it goes on steadily, so that its ends and both sides of a change decide. */
function staysWithin(opening: Opening, start: Temporal.ZonedDateTime, minutes: number): boolean {
  const end = start.add({ minutes });
  const change = start.getTimeZoneTransition("next");
  const isWithin = change !== null && change.epochMilliseconds < end.epochMilliseconds;
  const changes = isWithin ? [change.subtract({ minutes: 1 }), change] : [];
  const day = start.toPlainDate();
  return [...changes, end.subtract({ minutes: 1 })].every((moment) => {
    const minute = moment.hour * 60 + moment.minute;
    return moment.toPlainDate().equals(day) && minute >= opening.fromMinute && minute < opening.toMinute;
  });
}

const minuteMs = 60_000;
