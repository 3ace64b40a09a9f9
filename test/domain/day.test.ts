// Days: which one a moment is where somebody lives, reckoning with them, and saying them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayAndMinute,
  dayInWords,
  dayOf,
  hasDay,
  isDay,
  momentOf,
  weekdayOf,
} from "../../src/domain/day.ts";
import { anyMoment, anyZone } from "./any-day.ts";

describe("the day of a moment", () => {
  it.each([
    ["2026-03-01T23:30:00Z", "Europe/Berlin", "2026-03-02", 30],
    ["2026-03-01T23:30:00Z", "America/New_York", "2026-03-01", 18 * 60 + 30],
    ["2026-03-01T18:29:59Z", "Asia/Kolkata", "2026-03-01", 24 * 60 - 1],
    ["2026-03-01T18:30:00Z", "Asia/Kolkata", "2026-03-02", 0],
    ["2024-04-25T22:00:00Z", "Africa/Cairo", "2024-04-26", 60],
    ["2011-12-30T09:59:00Z", "Pacific/Apia", "2011-12-29", 24 * 60 - 1],
    ["2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31", 0],
  ])("%s is in %s %s, minute %i", (at, timeZone, day, minute) => {
    expect(dayOf(new Date(at), timeZone)).toBe(day);
    expect(dayAndMinute(new Date(at), timeZone)).toEqual({ day, minute });
  });
});

describe("the moment of a time on a day", () => {
  it.each([
    ["is where the clock shows it", "2026-07-01", 9 * 60, "Europe/Berlin", "2026-07-01T07:00:00.000Z"],
    ["1440 begins the next day", "2026-12-31", 1440, "Asia/Kolkata", "2026-12-31T18:30:00.000Z"],
    ["leapt over is later", "2026-03-29", 150, "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["shown twice is the first", "2026-10-25", 150, "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["at a midnight that is none", "2018-11-04", 0, "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    ["at the end before such a one", "2024-04-25", 1440, "Africa/Cairo", "2024-04-25T22:00:00.000Z"],
    ["at the end before a lost day", "2011-12-29", 1440, "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("%s: %s minute %i in %s", (_, day, minute, timeZone, at) => {
    expect(momentOf(day, minute, timeZone).toISOString()).toBe(at);
  });

  it("is found again from any moment, but for the second of two that the clock shows alike", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, (moment, timeZone) => {
        const { day, minute } = dayAndMinute(moment, timeZone);
        const earlierMinutes = (moment.getTime() - momentOf(day, minute, timeZone).getTime()) / 60_000;
        expect([0, 30, 60]).toContain(earlierMinutes);
      }),
    );
  });
});

describe("a day", () => {
  it.each(["2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"])("%s is real", (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "26-01-01",
    "",
    "2026-01-01 ",
  ])("“%s” is none", (text) => {
    expect(isDay(text)).toBe(false);
  });

  it("that a zone leapt over is none there", () => {
    expect(["29", "30", "31"].map((date) => hasDay("Pacific/Apia", `2011-12-${date}`))).toEqual([
      true,
      false,
      true,
    ]);
    expect(hasDay("Pacific/Pago_Pago", "2011-12-30")).toBe(true);
  });

  it("on which something happens is one, in every zone", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, (moment, timeZone) => {
        expect(hasDay(timeZone, dayOf(moment, timeZone))).toBe(true);
      }),
    );
  });

  it("has a weekday, and others before and behind it", () => {
    expect(weekdayOf("2026-11-30")).toBe(1);
    expect(weekdayOf("2026-11-29")).toBe(7);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2024-03-01", -1)).toBe("2024-02-29");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
  });
});

it("a day is said long and short, in English and in German", () => {
  expect(dayInWords("2026-11-12", "en")).toBe("Thursday 12 November 2026");
  expect(dayInWords("2026-11-12", "en", "short")).toBe("Thu 12 Nov");
  expect(dayInWords("2026-11-12", "de")).toBe("Donnerstag, 12. November 2026");
  expect(dayInWords("2026-11-12", "de", "short")).toBe("Do., 12. Nov.");
  expect(dayInWords("2026-03-01", "en")).toBe("Sunday 1 March 2026");
});
