// When the agency works: its weekdays, holidays and hours in its own zone, and what is counted in them: days until something is
// delivered, and days until people are reminded.
import { addDays, dayAndMinute, dayOf, hasDay, momentOf, weekdayOf } from "./day.ts";
import type { Estimate } from "./working-time.ts";

export interface WorkingCalendar {
  /** The agency's own, an IANA name. */
  timeZone: string;
  /** 1 for Monday to 7 for Sunday, as ISO 8601 counts. */
  workdays: readonly number[];
  /** `YYYY-MM-DD`. */
  holidays: ReadonlySet<string>;
  /** Minutes from 00:00 on the clock of the zone; 1440 is the end of a day. */
  dayStartMinute: number;
  dayEndMinute: number;
}

/** Whoever counts further has a calendar with hardly a workday, or a count that is none. */
const daysCountedMax = 3_660;

/**
 * The rough day of delivery, `YYYY-MM-DD` in the agency's zone, of work that starts at a moment: the one on which the upper end of
 * the estimate is used up, counted within the hours of workdays. Throws RangeError when that is over ten years away.
 */
export function proposeDelivery(calendar: WorkingCalendar, start: Date, estimate: Estimate): string {
  const day = dayOf(start, calendar.timeZone);
  const left = estimate.maxMinutes - minutesLeft(calendar, start, day);
  const minutesADay = calendar.dayEndMinute - calendar.dayStartMinute;
  return addWorkdays(calendar, day, Math.ceil(left / minutesADay));
}

/** Counted as time goes by, not as the clock shows it: where that is put back, whoever starts later has no more of the day. */
function minutesLeft(calendar: WorkingCalendar, start: Date, day: string): number {
  if (!isWorkday(calendar, day)) return 0;
  const { dayStartMinute, dayEndMinute, timeZone } = calendar;
  const minutes = (momentOf(day, dayEndMinute, timeZone).getTime() - start.getTime()) / 60_000;
  return Math.min(Math.max(0, minutes), dayEndMinute - dayStartMinute);
}

/**
 * The moment so many workdays later at which the agency's clock shows the same time. From a day off, one workday later is the
 * next workday. Throws RangeError as addWorkdays does.
 */
export function workdaysAfter(calendar: WorkingCalendar, moment: Date, count: number): Date {
  const { timeZone } = calendar;
  const { day, minute } = dayAndMinute(moment, timeZone);
  if (count === 0) return moment;
  const withinMinuteMs = moment.getTime() % 60_000;
  return new Date(momentOf(addWorkdays(calendar, day, count), minute, timeZone).getTime() + withinMinuteMs);
}

/** Whether the agency works on a day: it exists in its zone, is one of its weekdays, and no holiday. */
export function isWorkday({ workdays, holidays, timeZone }: WorkingCalendar, day: string): boolean {
  return workdays.includes(weekdayOf(day)) && !holidays.has(day) && hasDay(timeZone, day);
}

/**
 * The so-manieth workday behind a day, or before it where the count is below zero; for 0 the day itself, whatever it is. Throws
 * RangeError for a count that is not whole, and when there are fewer within ten years, as in a calendar without workdays.
 */
export function addWorkdays(calendar: WorkingCalendar, day: string, count: number): string {
  if (!Number.isSafeInteger(count)) throw new RangeError(`${count} is no count of workdays.`);
  let reached = day;
  let left = Math.abs(count);
  for (let days = 0; left > 0; days++) {
    if (days === daysCountedMax)
      throw new RangeError(`${count} workdays from ${day} is over ten years away.`);
    reached = addDays(reached, Math.sign(count));
    if (isWorkday(calendar, reached)) left--;
  }
  return reached;
}
