// Any working calendar, for what must hold of all.
import fc from "fast-check";
import type { WorkingCalendar } from "../../src/domain/working-calendar.ts";
import { anyDay, anyZone } from "./any-day.ts";

/** Hours of quarters, one hour at least; up to two hundred holidays. */
export const anyCalendar: fc.Arbitrary<WorkingCalendar> = fc
  .record({
    timeZone: anyZone,
    workdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    holidays: fc.array(anyDay, { maxLength: 200 }).map((days) => new Set(days)),
    start: fc.nat({ max: 23 * 4 }),
    hours: fc.integer({ min: 1, max: 24 }),
  })
  .map(({ start, hours, ...calendar }) => ({
    ...calendar,
    dayStartMinute: start * 15,
    dayEndMinute: Math.min(24 * 60, start * 15 + hours * 60),
  }));
