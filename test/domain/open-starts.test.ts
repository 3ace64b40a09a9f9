// When sessions may begin on a day, also when clocks change: against a second reading by the runtime's own calendar, minute
// by minute.
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { openStarts, slotStepMinutes, type PublishedHours } from "../../src/domain/open-starts.ts";
import type { SessionKind } from "../../src/domain/session.ts";
import { readDayHours, readWeeklyHours, type DayHours } from "../../src/domain/weekly-hours.ts";

const hoursOf = (timeZone: string, typed: string): PublishedHours => ({
  timeZone,
  weeklyHours: readWeeklyHours(typed),
  exceptions: [],
});

/** The starts of a day in UTC, without seconds. */
function starts(hours: PublishedHours, date: string, minutes = 60, kind: SessionKind = "training"): string[] {
  return openStarts(hours, kind, minutes, Temporal.PlainDate.from(date)).map((start) =>
    new Date(start).toISOString().slice(11, 16),
  );
}

describe("on a day like any other", () => {
  it("sessions begin on each half hour of the local clock and end within the hours", () => {
    const berlin = hoursOf("Europe/Berlin", "Mon 9:10-12, 14-15");
    expect(starts(berlin, "2026-03-02", 30)).toEqual([
      "08:30",
      "09:00",
      "09:30",
      "10:00",
      "10:30",
      "13:00",
      "13:30",
    ]);
    expect(starts(berlin, "2026-03-02", 45)).toEqual(["08:30", "09:00", "09:30", "10:00", "13:00"]);
    expect(starts(berlin, "2026-03-02", 60)).toEqual(["08:30", "09:00", "09:30", "10:00", "13:00"]);
    expect(starts(berlin, "2026-03-03")).toEqual([]);
    expect(starts(hoursOf("Asia/Kathmandu", "Mon 9-10:30"), "2026-03-02")).toEqual(["03:15", "03:45"]);
  });

  it("a session may go across hours that touch, and not across those of the other kind", () => {
    const hours = hoursOf("UTC", "Mon 9-10 training, 10-11, 11-12 strategy");
    expect(starts(hours, "2026-03-02")).toEqual(["09:00", "09:30", "10:00"]);
    expect(starts(hours, "2026-03-02", 45, "strategy")).toEqual(["10:00", "10:30", "11:00"]);
  });

  it("hours may end at midnight, and no session goes past it", () => {
    expect(starts(hoursOf("UTC", "Mon 23-24; Tue 0-1"), "2026-03-02", 30)).toEqual(["23:00", "23:30"]);
    expect(starts(hoursOf("UTC", "Mon 23-24; Tue 0-1"), "2026-03-02", 60)).toEqual(["23:00"]);
  });
});

describe("an exception", () => {
  const usual = hoursOf("UTC", "Mon 9-10");

  it("takes the place of the hours of its day: a day off, other hours, hours on a day that has none", () => {
    const exceptions = [
      { date: "2026-03-02", hours: [] },
      { date: "2026-03-09", hours: readDayHours("14-15 training") },
      { date: "2026-03-10", hours: readDayHours("8-9") },
    ];
    const hours = { ...usual, exceptions };
    expect(starts(hours, "2026-03-02")).toEqual([]);
    expect(starts(hours, "2026-03-09")).toEqual(["14:00"]);
    expect(starts(hours, "2026-03-09", 45, "strategy")).toEqual([]);
    expect(starts(hours, "2026-03-10")).toEqual(["08:00"]);
    expect(starts(hours, "2026-03-16")).toEqual(["09:00"]);
  });

  it("counts as it was said last", () => {
    const day = "2026-03-02";
    const twice = (typed: string[]) => ({
      ...usual,
      exceptions: typed.map((text) => ({ date: day, hours: readDayHours(text) })),
    });
    expect(starts(twice(["", "11-12"]), day)).toEqual(["11:00"]);
    expect(starts(twice(["11-12", ""]), day)).toEqual([]);
  });
});

describe("where clocks go forward", () => {
  // Berlin, 29 March 2026: 2:00 becomes 3:00 at 01:00 UTC.
  it("times that do not exist are none, and later ones stand by the new clock", () => {
    const hours = hoursOf("Europe/Berlin", "Sun 1-5");
    expect(starts(hours, "2026-03-29", 30)).toEqual(["00:00", "00:30", "01:00", "01:30", "02:00", "02:30"]);
  });

  it("a session over the change lasts its minutes and must end within the hours by the new clock", () => {
    expect(starts(hoursOf("Europe/Berlin", "Sun 1:30-3:30"), "2026-03-29")).toEqual(["00:30"]);
    expect(starts(hoursOf("Europe/Berlin", "Sun 1:30-3:29"), "2026-03-29")).toEqual([]);
    expect(starts(hoursOf("Europe/Berlin", "Sun 1-2:30"), "2026-03-29")).toEqual(["00:00"]);
  });

  it("the day before is as ever, and a change at midnight takes the first hour of its day", () => {
    expect(starts(hoursOf("Europe/Berlin", "Sat 9-10"), "2026-03-28")).toEqual(["08:00"]);
    expect(starts(hoursOf("Europe/Berlin", "Sun 9-10"), "2026-03-29")).toEqual(["07:00"]);
    expect(starts(hoursOf("America/Santiago", "Sun 0-2"), "2026-09-06", 30)).toEqual(["04:00", "04:30"]);
  });
});

describe("where clocks go back", () => {
  // Berlin, 25 October 2026: 3:00 becomes 2:00 at 01:00 UTC.
  it("times that exist twice are offered once, as the earlier", () => {
    const hours = hoursOf("Europe/Berlin", "Sun 1-4");
    expect(starts(hours, "2026-10-25", 30)).toEqual(["23:00", "23:30", "00:00", "00:30", "02:00", "02:30"]);
  });

  it("a session over the change may end on the clock before it began, within the hours", () => {
    expect(starts(hoursOf("Europe/Berlin", "Sun 2-3"), "2026-10-25")).toEqual(["00:00", "00:30"]);
    // The first 2:30 to 3:00 is followed by the second 2:00.
    expect(starts(hoursOf("Europe/Berlin", "Sun 2:30-3"), "2026-10-25")).toEqual([]);
    expect(starts(hoursOf("Europe/Berlin", "Sun 2-2:45"), "2026-10-25")).toEqual([]);
    expect(starts(hoursOf("Europe/Berlin", "Sun 2:30-3"), "2026-10-25", 30)).toEqual(["00:30"]);
  });

  it("a change by half an hour, and one at midnight, are the same", () => {
    expect(starts(hoursOf("Australia/Lord_Howe", "Sun 1-3"), "2026-04-05", 30)).toEqual([
      "14:00",
      "14:30",
      "15:30",
      "16:00",
    ]);
    expect(starts(hoursOf("America/Santiago", "Sat 22-24"), "2026-04-04", 60)).toEqual([
      "01:00",
      "01:30",
      "02:00",
      "02:30",
    ]);
  });
});

/** Zones and days on which a clock changes, or not at all. */
const changes: [timeZone: string, date: string][] = [
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["America/Santiago", "2026-04-04"],
  ["America/Santiago", "2026-09-06"],
  ["Africa/Cairo", "2026-04-24"],
  ["Asia/Kathmandu", "2026-03-29"],
  ["UTC", "2026-03-29"],
];
const minuteMs = 60_000;

/** Every minute of this local date, by Intl: the moment and its minute on the wall. */
function minutesOf(timeZone: string, date: string): Map<number, number> {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const noon = Date.parse(`${date}T12:00:00Z`);
  const found = new Map<number, number>();
  for (let moment = noon - 36 * 60 * minuteMs; moment < noon + 36 * 60 * minuteMs; moment += minuteMs) {
    const [day, time = ""] = format.format(moment).split(" ");
    const [hour = 0, minute = 0] = time.split(":").map(Number);
    if (day === date) found.set(moment, hour * 60 + minute);
  }
  return found;
}
const walls = new Map(changes.map(([timeZone, date]) => [`${timeZone} ${date}`, minutesOf(timeZone, date)]));

/** Those moments whose every minute lies in the hours by the wall, on the first of equal times. */
function startsByWall(
  wall: ReadonlyMap<number, number>,
  hours: readonly DayHours[],
  kind: SessionKind,
  minutes: number,
) {
  const own = hours.filter(({ kinds }) => kinds.includes(kind));
  const isOpen = (minute: number | undefined) =>
    minute !== undefined && own.some(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute);
  const seen = new Set<number>();
  return [...wall].flatMap(([moment, minute]) => {
    if (minute % slotStepMinutes !== 0 || seen.has(minute)) return [];
    seen.add(minute);
    const all = Array.from({ length: minutes }, (_, index) => wall.get(moment + index * minuteMs));
    return all.every(isOpen) ? [moment] : [];
  });
}

it("the starts of every day are those that a look at the wall gives for each minute", () => {
  const ranges = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 4 })
    .map((quarters) => quarters.toSorted((one, other) => one - other).map((quarter) => quarter * 15))
    // With time between them: what touches is one for us, and what a change makes touch is not.
    .map(([from = 0, to = 0, later = 0, end = 0]) =>
      [
        { fromMinute: from, toMinute: to, kinds: ["training"] as const },
        { fromMinute: later, toMinute: end, kinds: ["training", "strategy"] as const },
      ].filter(({ fromMinute, toMinute }) => fromMinute < toMinute),
    );
  fc.assert(
    fc.property(
      fc.constantFrom(...changes),
      ranges,
      fc.constantFrom(...(["training", "strategy"] as const)),
      fc.constantFrom(30, 45, 60),
      ([timeZone, date], dayHours, kind, minutes) => {
        const hours = { timeZone, weeklyHours: [], exceptions: [{ date, hours: dayHours }] };
        const found = openStarts(hours, kind, minutes, Temporal.PlainDate.from(date));
        const expected = startsByWall(walls.get(`${timeZone} ${date}`)!, dayHours, kind, minutes);
        // A clock that skips the time between two openings makes them touch; a session keeps to one of them.
        const across = expected.filter((start) => !found.includes(start));
        expect(expected.filter((start) => !across.includes(start))).toEqual(found);
        if (dayHours.length < 2) expect(across).toEqual([]);
        expect(across.length).toBeLessThanOrEqual(2);
      },
    ),
    { numRuns: 500 },
  );
});
