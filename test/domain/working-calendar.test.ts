// What is counted in the agency's working days: deliveries and reminders, over weekends, holidays and changes of the clock.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayAndMinute, dayOf } from "../../src/domain/day.ts";
import {
  addWorkdays,
  isWorkday,
  proposeDelivery,
  workdaysAfter,
  type WorkingCalendar,
} from "../../src/domain/working-calendar.ts";
import { readEstimate, workingDayMinutes } from "../../src/domain/working-time.ts";
import { calendar as london } from "../support/calendar.ts";
import { anyCalendar } from "./any-calendar.ts";
import { anyDay, anyMoment } from "./any-day.ts";
import { anyEstimate } from "./any-estimate.ts";

const berlin: WorkingCalendar = {
  ...london,
  timeZone: "Europe/Berlin",
  // Easter Monday, and the first of May, a Friday.
  holidays: new Set(["2026-04-06", "2026-05-01"]),
};
/** Counted one by one: those behind the one day up to and with the other, below zero when it is earlier. */
function workdaysBetween(calendar: WorkingCalendar, from: string, to: string): number {
  const step = from <= to ? 1 : -1;
  let count = 0;
  for (let day = from; day !== to;) {
    day = addDays(day, step);
    if (isWorkday(calendar, day)) count += step;
  }
  return count;
}

const inZone = (timeZone: string): WorkingCalendar => ({ ...london, timeZone });

describe("a workday", () => {
  it("is a day of the week on which the agency works, and no holiday", () => {
    const week = ["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07"];
    expect(week.map((day) => isWorkday(berlin, day))).toEqual([true, false, false, false, true]);
    expect(addWorkdays(berlin, "2026-04-03", 1)).toBe("2026-04-07");
    expect(addWorkdays(berlin, "2026-04-05", 1)).toBe("2026-04-07");
    expect(isWorkday({ ...berlin, workdays: [7] }, "2026-04-05")).toBe(true);
  });

  it("is none that the agency’s zone left out", () => {
    expect(isWorkday(inZone("Pacific/Apia"), "2011-12-30")).toBe(false);
    expect(isWorkday(inZone("Pacific/Pago_Pago"), "2011-12-30")).toBe(true);
    expect(addWorkdays(inZone("Pacific/Apia"), "2011-12-29", 1)).toBe("2012-01-02");
  });

  it("is counted on and back", () => {
    expect(addWorkdays(berlin, "2026-04-02", 2)).toBe("2026-04-07");
    expect(addWorkdays(berlin, "2026-04-07", -2)).toBe("2026-04-02");
    expect(addWorkdays(berlin, "2026-04-05", 0)).toBe("2026-04-05");
  });

  it("reached by adding some is as many away, on and back", () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: -90, max: 90 }), (calendar, day, count) => {
        const reached = addWorkdays(calendar, day, count);
        expect(count === 0 || isWorkday(calendar, reached)).toBe(true);
        expect(workdaysBetween(calendar, day, reached)).toBe(count);
      }),
    );
  });
});

describe("a delivery", () => {
  it.each([
    ["a day’s work begun in the morning is done that day", "2026-03-10T08:00:00Z", "1 day", "2026-03-10"],
    ["begun at four, it has an hour of that day", "2026-03-10T15:00:00Z", "1 day", "2026-03-11"],
    ["begun at four, an hour’s work is done at five", "2026-03-10T15:00:00Z", "1 hour", "2026-03-10"],
    ["a minute later it is not", "2026-03-10T15:01:00Z", "1 hour", "2026-03-11"],
    ["begun before the day it has all of it", "2026-03-10T03:00:00Z", "1 day", "2026-03-10"],
    ["begun after the day it has none of it", "2026-03-10T17:00:00Z", "1 day", "2026-03-11"],
    ["begun late on a Friday it is done on Monday", "2026-03-13T22:30:00Z", "1 hour", "2026-03-16"],
    ["begun on a Saturday it begins on Monday", "2026-03-14T11:00:00Z", "1 day", "2026-03-16"],
    ["a range is done at its upper end", "2026-03-10T08:00:00Z", "2-3 days", "2026-03-12"],
    ["a week has one weekend in it", "2026-03-11T08:00:00Z", "1 week", "2026-03-17"],
    ["twelve weeks have all of theirs, and two holidays", "2026-03-11T08:00:00Z", "12 weeks", "2026-06-04"],
    ["a holiday on a Monday makes a weekend longer", "2026-04-03T07:00:00Z", "2 days", "2026-04-07"],
    ["begun on that holiday it begins on Tuesday", "2026-04-06T08:00:00Z", "1 day", "2026-04-07"],
    ["a holiday on a Friday does so, too", "2026-04-30T07:00:00Z", "2 days", "2026-05-04"],
    ["in the evening here it is the next day there", "2026-03-09T23:30:00Z", "1 day", "2026-03-10"],
  ])("%s", (_, start, typed, day) => {
    expect(proposeDelivery(berlin, new Date(start), readEstimate(typed))).toBe(day);
  });

  it.each([
    // The last two starts are the same on the clock: four in the afternoon, with an hour left.
    ["Europe/Berlin in spring", "Europe/Berlin", "2026-03-27T15:00:00Z", "2026-03-30T14:00:00Z"],
    ["Europe/Berlin in autumn", "Europe/Berlin", "2026-10-23T14:00:00Z", "2026-10-26T15:00:00Z"],
    ["America/New_York in spring", "America/New_York", "2026-03-06T21:00:00Z", "2026-03-09T20:00:00Z"],
    ["America/New_York in autumn", "America/New_York", "2026-10-30T20:00:00Z", "2026-11-02T21:00:00Z"],
    ["Asia/Kolkata, which changes nothing", "Asia/Kolkata", "2026-03-27T10:30:00Z", "2026-03-30T10:30:00Z"],
  ])("has an hour left at four before and after the change of the clock: %s", (_, zone, friday, monday) => {
    const calendar = inZone(zone);
    const fridayDay = dayOf(new Date(friday), zone);
    const mondayDay = dayOf(new Date(monday), zone);
    const later = (at: string) => new Date(new Date(at).getTime() + 60_000);
    const [anHour, anHourAndADay] = [readEstimate("1 hour"), readEstimate("9 hours")];
    expect(proposeDelivery(calendar, new Date(friday), anHour)).toBe(fridayDay);
    expect(proposeDelivery(calendar, later(friday), anHour)).toBe(mondayDay);
    expect(proposeDelivery(calendar, new Date(friday), anHourAndADay)).toBe(mondayDay);
    expect(proposeDelivery(calendar, new Date(monday), anHour)).toBe(mondayDay);
    expect(proposeDelivery(calendar, later(monday), anHour)).toBe(addDays(mondayDay, 1));
  });

  it("of a day without a midnight counts what there was of it", () => {
    const allHours = { workdays: [1, 2, 3, 4, 5, 6, 7], dayStartMinute: 0, dayEndMinute: 1440 };
    const saoPaulo = { ...inZone("America/Sao_Paulo"), ...allHours };
    // Sunday 4 November 2018 began at 01:00 there, 03:00 UTC.
    const start = new Date("2018-11-04T03:00:00Z");
    expect(proposeDelivery(saoPaulo, start, readEstimate("23 hours"))).toBe("2018-11-04");
    expect(proposeDelivery(saoPaulo, start, readEstimate("24 hours"))).toBe("2018-11-05");
    const cairo = { ...inZone("Africa/Cairo"), ...allHours };
    const thursdayNoon = new Date("2024-04-25T10:00:00Z");
    expect(proposeDelivery(cairo, thursdayNoon, readEstimate("12 hours"))).toBe("2024-04-25");
    expect(proposeDelivery(cairo, thursdayNoon, readEstimate("13 hours"))).toBe("2024-04-26");
  });

  it("leaps over the day that Samoa left out", () => {
    const apia = { ...inZone("Pacific/Apia"), workdays: [1, 2, 3, 4, 5, 6] };
    // Thursday the 29th at four there; the next day was Saturday the 31st.
    const start = new Date("2011-12-30T02:00:00Z");
    expect(proposeDelivery(apia, start, readEstimate("1 day"))).toBe("2011-12-31");
    expect(proposeDelivery(apia, start, readEstimate("2 days"))).toBe("2012-01-02");
  });

  it("is on a workday, not before the start, whatever the calendar", () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, anyEstimate(15, 10_000), (calendar, start, estimate) => {
        const day = proposeDelivery(calendar, start, estimate);
        expect(isWorkday(calendar, day)).toBe(true);
        expect(day >= dayOf(start, calendar.timeZone)).toBe(true);
      }),
    );
  });

  it("of work begun later, or that takes longer, is no earlier", () => {
    const pair = fc.tuple(anyMoment, fc.nat({ max: 4 * 24 * 60 * 60 }));
    fc.assert(
      fc.property(
        anyCalendar,
        pair,
        anyEstimate(15, 5_000),
        fc.nat({ max: 2_000 }),
        (calendar, [start, laterSeconds], estimate, moreMinutes) => {
          const day = proposeDelivery(calendar, start, estimate);
          const later = new Date(start.getTime() + laterSeconds * 1000);
          const longer = { ...estimate, maxMinutes: estimate.maxMinutes + moreMinutes };
          expect(proposeDelivery(calendar, later, estimate) >= day).toBe(true);
          expect(proposeDelivery(calendar, start, longer) >= day).toBe(true);
        },
      ),
    );
  });

  it("is on the day on which a count of every minute of working time ends", () => {
    const hours = fc.constantFrom<[from: number, to: number]>(
      [9 * 60, 17 * 60],
      [7 * 60 + 30, 12 * 60],
      [13 * 60, 22 * 60],
    );
    fc.assert(
      fc.property(
        anyCalendar,
        hours,
        anyMoment,
        anyEstimate(1, 2_500),
        (calendar, [from, to], start, estimate) => {
          const byDay = { ...calendar, dayStartMinute: from, dayEndMinute: to };
          expect(proposeDelivery(byDay, start, estimate)).toBe(
            countMinutes(byDay, start, estimate.maxMinutes),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Goes from minute to minute. Only where no clock changes within the hours is that the same. */
function countMinutes(calendar: WorkingCalendar, start: Date, minutes: number): string {
  let left = minutes;
  for (let time = start.getTime(); ; time += 60_000) {
    const { day, minute } = dayAndMinute(new Date(time), calendar.timeZone);
    const isWithin = minute >= calendar.dayStartMinute && minute < calendar.dayEndMinute;
    if (isWithin && isWorkday(calendar, day)) left--;
    if (left === 0) return day;
  }
}

describe("a reminder some workdays later", () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  it.each([
    ["over a weekend", berlin, "2026-03-12T15:30:00.000Z", 2, "2026-03-16T15:30:00.000Z"],
    ["over a holiday on a Monday", berlin, "2026-04-02T14:30:00.000Z", 2, "2026-04-07T14:30:00.000Z"],
    ["from a Saturday", berlin, "2026-03-14T10:00:00.000Z", 1, "2026-03-16T10:00:00.000Z"],
    ["to the very millisecond", berlin, "2026-03-10T10:00:59.999Z", 5, "2026-03-17T10:00:59.999Z"],
    ["none later, at once", berlin, "2026-10-25T01:30:00.000Z", 0, "2026-10-25T01:30:00.000Z"],
    ["in spring in Berlin", berlin, "2026-03-27T15:30:00.000Z", 2, "2026-03-31T14:30:00.000Z"],
    ["in autumn in Berlin", berlin, "2026-10-23T14:30:00.000Z", 2, "2026-10-27T15:30:00.000Z"],
    [
      "in spring in New York",
      inZone("America/New_York"),
      "2026-03-06T14:00:00.000Z",
      5,
      "2026-03-13T13:00:00.000Z",
    ],
    [
      "in autumn in New York",
      inZone("America/New_York"),
      "2026-10-30T13:00:00.000Z",
      5,
      "2026-11-06T14:00:00.000Z",
    ],
    [
      "on the next day of Kolkata",
      inZone("Asia/Kolkata"),
      "2026-03-05T18:45:00.000Z",
      1,
      "2026-03-08T18:45:00.000Z",
    ],
    // 00:30 in Cairo, which Friday 26 April 2024 did not have: 01:30.
    [
      "at no time of the day",
      inZone("Africa/Cairo"),
      "2024-04-24T22:30:00.000Z",
      1,
      "2024-04-25T22:30:00.000Z",
    ],
    // 00:15 in São Paulo, which Sunday 4 November 2018 did not have: 01:15.
    [
      "before its Sunday began",
      { ...inZone("America/Sao_Paulo"), workdays: everyDay },
      "2018-11-03T03:15:00.000Z",
      1,
      "2018-11-04T03:15:00.000Z",
    ],
    [
      "over the day Samoa left out",
      inZone("Pacific/Apia"),
      "2011-12-29T22:00:00.000Z",
      1,
      "2012-01-01T22:00:00.000Z",
    ],
  ])("comes at the same time of the agency’s clock: %s", (_, calendar, at, count, later) => {
    expect(workdaysAfter(calendar, new Date(at), count).toISOString()).toBe(later);
  });

  it("is on that workday, and at that time where the clock shows it", () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, fc.integer({ min: 1, max: 10 }), (calendar, moment, count) => {
        const before = dayAndMinute(moment, calendar.timeZone);
        const after = dayAndMinute(workdaysAfter(calendar, moment, count), calendar.timeZone);
        expect(after.day).toBe(addWorkdays(calendar, before.day, count));
        expect([0, 30, 60]).toContain(after.minute - before.minute);
      }),
    );
  });
});

describe("a calendar that leads nowhere", () => {
  const noWorkdays = { ...berlin, workdays: [] };
  const aDay = readEstimate("1 day");
  it.each([
    ["no workdays to add", () => addWorkdays(noWorkdays, "2026-03-10", 1)],
    ["none to work on", () => proposeDelivery(noWorkdays, new Date("2026-03-10T10:00:00Z"), aDay)],
    ["none to remind on", () => workdaysAfter(noWorkdays, new Date("2026-03-10T10:00:00Z"), 2)],
    [
      "no hours",
      () => proposeDelivery({ ...berlin, dayEndMinute: 540 }, new Date("2026-03-10T10:00:00Z"), aDay),
    ],
    ["a count and a half", () => addWorkdays(berlin, "2026-03-10", 1.5)],
    ["a count that is none", () => addWorkdays(berlin, "2026-03-10", Number.NaN)],
    ["over ten years on", () => addWorkdays(berlin, "2026-03-10", 4_000)],
    ["over ten years back", () => addWorkdays(berlin, "2026-03-10", -4_000)],
  ])("is refused: %s", (_, work) => {
    expect(work).toThrow(RangeError);
  });

  it("is none while it has one hour a week: the longest estimate ends", () => {
    const hourly = { ...berlin, workdays: [3], dayEndMinute: berlin.dayStartMinute + 60 };
    const longest = { minMinutes: 15, maxMinutes: 60 * workingDayMinutes };
    expect(proposeDelivery(hourly, new Date("2026-03-10T10:00:00Z"), longest)).toBe("2035-05-16");
  });
});
