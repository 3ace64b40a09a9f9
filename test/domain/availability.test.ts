// Free times: what notice, buffer, horizon, bookings and allowance leave of published hours, and what a page says when nothing
// is left.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultBufferMinutes,
  defaultHorizonDays,
  freeSlots,
  isFree,
  whyNothingIsFree,
  type Slot,
  type SlotSearch,
  type StaffAvailability,
} from "../../src/domain/availability.ts";
import { allowanceMonth, defaultNoticeMinutes, sessionMinutes } from "../../src/domain/session.ts";
import { readWeeklyHours } from "../../src/domain/weekly-hours.ts";

const priya = (typed: string, other: Partial<StaffAvailability> = {}): StaffAvailability => ({
  staffId: 1,
  timeZone: "Europe/Berlin",
  weeklyHours: readWeeklyHours(typed),
  exceptions: [],
  noticeMinutes: defaultNoticeMinutes,
  bufferMinutes: defaultBufferMinutes,
  horizonDays: defaultHorizonDays,
  busy: [],
  ...other,
});
/** A Monday, 9:00 in Berlin. */
const now = "2026-03-02T08:00:00.000Z";
const search = (staff: StaffAvailability[], other: Partial<SlotSearch> = {}): SlotSearch => ({
  kind: "training",
  minutes: 60,
  now,
  staff,
  ...other,
});
const times = (found: SlotSearch) => freeSlots(found).map(({ startsAt }) => startsAt.slice(0, 16));

describe("free times", () => {
  it("are those of the hours from the notice's own moment to the last day of the horizon", () => {
    const staff = priya("Tue 9-11", { horizonDays: 8 });
    expect(times(search([staff]))).toEqual([
      "2026-03-03T08:00",
      "2026-03-03T08:30",
      "2026-03-03T09:00",
      "2026-03-10T08:00",
      "2026-03-10T08:30",
      "2026-03-10T09:00",
    ]);
    expect(times(search([staff], { now: "2026-03-02T08:00:00.001Z" }))[0]).toBe("2026-03-03T08:30");
    expect(times(search([{ ...staff, horizonDays: 7 }]))).toHaveLength(3);
    expect(times(search([{ ...staff, noticeMinutes: 0, horizonDays: 0 }]))).toEqual([]);
    expect(times(search([priya("Mon 9-11", { noticeMinutes: 0, horizonDays: 0 })]))).toEqual([
      "2026-03-02T08:00",
      "2026-03-02T08:30",
      "2026-03-02T09:00",
    ]);
  });

  it("keep the local hour when clocks change", () => {
    const staff = priya("Mon 9-10");
    expect(times(search([staff], { now: "2026-03-20T08:00:00.000Z" })).slice(0, 2)).toEqual([
      "2026-03-23T08:00",
      "2026-03-30T07:00",
    ]);
  });

  it("keep the buffer from every booked session on both sides", () => {
    const busy = [{ startsAt: "2026-03-03T10:00:00.000Z", minutes: 45 }];
    const staff = priya("Tue 9-14", { horizonDays: 1, busy });
    // Booked from 11:00 to 11:45 in Berlin, so taken from 10:45 to 12:00.
    expect(times(search([staff], { minutes: 45 }))).toEqual([
      "2026-03-03T08:00",
      "2026-03-03T08:30",
      "2026-03-03T09:00",
      "2026-03-03T11:00",
      "2026-03-03T11:30",
      "2026-03-03T12:00",
    ]);
    expect(times(search([{ ...staff, bufferMinutes: 0 }], { minutes: 60 })).slice(0, 4)).toEqual([
      "2026-03-03T08:00",
      "2026-03-03T08:30",
      "2026-03-03T09:00",
      "2026-03-03T11:00",
    ]);
    expect(times(search([{ ...staff, bufferMinutes: 16 }], { minutes: 45 }))).not.toContain(
      "2026-03-03T09:00",
    );
  });

  it("are of all who have hours, by time and then by person, and one's booking takes nothing from another", () => {
    const busy = [{ startsAt: "2026-03-03T08:00:00.000Z", minutes: 60 }];
    const staff = [
      priya("Tue 9-10", { staffId: 7, horizonDays: 1 }),
      priya("Tue 8-9", { staffId: 3, timeZone: "Europe/London", horizonDays: 1 }),
      priya("Tue 9-11", { staffId: 5, horizonDays: 1, busy }),
    ];
    expect(freeSlots(search(staff))).toEqual([
      { staffId: 3, startsAt: "2026-03-03T08:00:00.000Z", minutes: 60 },
      { staffId: 7, startsAt: "2026-03-03T08:00:00.000Z", minutes: 60 },
    ]);
  });

  it("are none for a length that the kind does not have", () => {
    expect(times(search([priya("Tue 9-17")], { kind: "strategy", minutes: 60 }))).toEqual([]);
    expect(times(search([priya("Tue 9-17")], { minutes: 20 }))).toEqual([]);
  });

  it("are all within the horizon, found in no time for a whole agency that is much in demand", () => {
    const agency = Array.from({ length: 20 }, (_, index) =>
      priya("Mon-Fri 8-20", {
        staffId: index + 1,
        busy: Array.from({ length: 60 }, (__, session) => ({
          startsAt: new Date(Date.parse(now) + (session + 1) * 12 * 3_600_000).toISOString(),
          minutes: 30,
        })),
      }),
    );
    const began = performance.now();
    const found = freeSlots(
      search(agency, { allowance: { timeZone: "Europe/Berlin", monthly: 1, left: { "2026-03": 1 } } }),
    );
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(found.length).toBeGreaterThan(5_000);
    expect(found.at(-1)!.startsAt.slice(0, 10)).toBe("2026-03-31");
  });
});

describe("an allowance", () => {
  // From 30 March to 2 April, midnight of the month in Berlin being 22:00 UTC.
  const staff = priya("Mon-Sun 23-24, 0-1", { noticeMinutes: 0, horizonDays: 2 });
  const found = (left: Record<string, number>, timeZone = "Europe/Berlin") =>
    times(
      search([staff], {
        now: "2026-03-31T12:00:00.000Z",
        minutes: 30,
        allowance: { timeZone, monthly: 1, left },
      }),
    );

  it("leaves the times of months in which something is left, by the agency's calendar", () => {
    expect(found({ "2026-03": 1, "2026-04": 0 })).toEqual(["2026-03-31T21:00", "2026-03-31T21:30"]);
    expect(found({ "2026-04": 2 })[0]).toBe("2026-03-31T22:00");
    expect(found({ "2026-03": 1 }, "America/New_York")).toHaveLength(4);
    expect(found({})).toEqual([]);
  });
});

/** Staff, bookings and a moment, within a fortnight around a change of clocks. */
const anySearch: fc.Arbitrary<SlotSearch> = fc
  .record({
    kind: fc.constantFrom("strategy" as const, "training" as const),
    length: fc.nat(),
    nowMinute: fc.integer({ min: 0, max: 14 * 24 * 60 }),
    season: fc.constantFrom("2026-03-20T00:00:00.000Z", "2026-10-16T00:00:00.000Z"),
    staff: fc.array(
      fc.record({
        timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
        typed: fc.constantFrom("Mon-Fri 9-12, 13-17", "Sat, Sun 0-4", "Sun 1-3 training; Wed 22-24", ""),
        noticeMinutes: fc.constantFrom(0, 90, 1440),
        bufferMinutes: fc.constantFrom(0, 15, 40),
        horizonDays: fc.integer({ min: 0, max: 12 }),
        busy: fc.array(fc.tuple(fc.integer({ min: 0, max: 24 * 24 * 4 }), fc.constantFrom(30, 45, 60)), {
          maxLength: 12,
        }),
      }),
      { maxLength: 3 },
    ),
    left: fc.option(fc.record({ "2026-03": fc.nat(1), "2026-04": fc.nat(1), "2026-10": fc.nat(1) })),
  })
  .map(({ kind, length, nowMinute, season, staff, left }) => {
    const at = (minute: number) => new Date(Date.parse(season) + minute * 60_000).toISOString();
    const lengths = sessionMinutes[kind];
    return {
      kind,
      minutes: lengths[length % lengths.length]!,
      now: at(nowMinute),
      staff: staff.map(({ typed, busy, ...own }, index) => ({
        ...own,
        staffId: index + 1,
        weeklyHours: readWeeklyHours(typed),
        exceptions: [],
        busy: busy.map(([quarter, minutes]) => ({ startsAt: at(quarter * 15), minutes })),
      })),
      ...(left === null ? {} : { allowance: { timeZone: "Europe/Berlin", monthly: 1, left } }),
    };
  });

describe("of any search", () => {
  it("every free time keeps notice, buffer and allowance, stands once and in order, and is free when asked again", () => {
    fc.assert(
      fc.property(anySearch, (found) => {
        const slots = freeSlots(found);
        const keys = slots.map(({ startsAt, staffId }) => `${startsAt} ${staffId}`);
        expect(keys).toEqual([...new Set(keys)].toSorted());
        for (const slot of slots) {
          const own = found.staff.find(({ staffId }) => staffId === slot.staffId)!;
          const start = Date.parse(slot.startsAt);
          expect(slot.startsAt).toBe(new Date(start).toISOString());
          expect(start).toBeGreaterThanOrEqual(Date.parse(found.now) + own.noticeMinutes * 60_000);
          for (const { startsAt, minutes } of own.busy) {
            const gaps = [
              start - Date.parse(startsAt) - minutes * 60_000,
              Date.parse(startsAt) - start - slot.minutes * 60_000,
            ];
            expect(Math.max(...gaps)).toBeGreaterThanOrEqual(own.bufferMinutes * 60_000);
          }
          if (found.allowance !== undefined) {
            expect(found.allowance.left[allowanceMonth(slot.startsAt, "Europe/Berlin")]).toBeGreaterThan(0);
          }
          expect(isFree(found, slot)).toBe(true);
        }
      }),
    );
  });

  it("a time is free exactly when it is listed", () => {
    fc.assert(
      fc.property(anySearch, fc.integer({ min: -10, max: 14 * 48 }), (found, halfHours) => {
        const step = 30 * 60_000;
        const start = Math.ceil(Date.parse(found.now) / step) * step + halfHours * step;
        const listed = freeSlots(found);
        for (const { staffId } of found.staff) {
          const slot = { staffId, startsAt: new Date(start).toISOString(), minutes: found.minutes };
          expect(isFree(found, slot)).toBe(
            listed.some((one) => one.staffId === staffId && one.startsAt === slot.startsAt),
          );
        }
      }),
    );
  });

  it("a reason is given exactly when nothing is free", () => {
    fc.assert(
      fc.property(anySearch, (found) => {
        expect(whyNothingIsFree(found) === undefined).toBe(freeSlots(found).length > 0);
      }),
    );
  });

  it("what is booked is no longer free, nor what the buffer keeps from it", () => {
    fc.assert(
      fc.property(anySearch, fc.nat(), (found, pick) => {
        const slots = freeSlots(found);
        const booked = slots[pick % Math.max(slots.length, 1)];
        fc.pre(booked !== undefined);
        const staff = found.staff.map((one) =>
          one.staffId === booked.staffId ? { ...one, busy: [...one.busy, booked] } : one,
        );
        const after = freeSlots({ ...found, staff });
        expect(after).not.toContainEqual(booked);
        expect(isFree({ ...found, staff }, booked)).toBe(false);
        const lost = slots.filter(
          (slot) => !after.some((one) => one.staffId === slot.staffId && one.startsAt === slot.startsAt),
        );
        expect(lost.every(({ staffId }) => staffId === booked.staffId)).toBe(true);
      }),
    );
  });
});

describe("asked again by a booking", () => {
  const found = search([priya("Tue 9-11")]);
  const slot = { staffId: 1, startsAt: "2026-03-03T08:00:00.000Z", minutes: 60 };

  it.each<[string, Partial<Slot>]>([
    ["of somebody else", { staffId: 2 }],
    ["of another length", { minutes: 30 }],
    ["off the half hour", { startsAt: "2026-03-03T08:10:00.000Z" }],
    ["a millisecond late", { startsAt: "2026-03-03T08:00:00.001Z" }],
    ["outside the hours", { startsAt: "2026-03-03T09:30:00.000Z" }],
    ["in the past", { startsAt: "2026-02-24T08:00:00.000Z" }],
    ["beyond the horizon", { startsAt: "2026-04-07T07:00:00.000Z" }],
    ["that is none", { startsAt: "soon" }],
  ])("a time %s is not free", (_, other) => {
    expect(isFree(found, slot)).toBe(true);
    expect(isFree(found, { ...slot, ...other })).toBe(false);
  });
});

describe("why nothing is free", () => {
  const berlin = { timeZone: "Europe/Berlin" };
  const taken = [{ startsAt: "2026-03-03T08:00:00.000Z", minutes: 60 }];

  it.each<[string | undefined, SlotSearch]>([
    ["no_hours", search([])],
    ["no_hours", search([priya("")])],
    ["no_hours", search([priya("Tue 9-17 strategy")])],
    ["no_hours", search([priya("Sun 9-17", { horizonDays: 3 })])],
    ["no_hours", search([priya("Mon 8-9", { horizonDays: 1 })])],
    ["no_hours", search([priya("Tue 9-9:20")], { minutes: 30 })],
    ["too_long", search([priya("Tue 9-9:45")])],
    ["too_soon", search([priya("Mon 12-17", { horizonDays: 1 })])],
    ["not_in_plan", search([priya("Tue 9-10")], { allowance: { ...berlin, monthly: 0, left: {} } })],
    ["not_in_plan", search([], { allowance: { ...berlin, monthly: 0, left: { "2026-03": 0 } } })],
    ["all_taken", search([priya("Tue 9-10", { horizonDays: 1, busy: taken })])],
    ["all_taken", search([priya("Mon 12-17; Tue 9-10", { horizonDays: 1, busy: taken })])],
    [
      "allowance_used",
      search([priya("Tue 9-10")], { allowance: { ...berlin, monthly: 1, left: { "2026-03": 0 } } }),
    ],
    [
      "allowance_used",
      search([priya("Tue 9-10", { busy: taken })], { allowance: { ...berlin, monthly: 1, left: {} } }),
    ],
    [undefined, search([priya("Tue 9-10", { busy: taken })])],
    [undefined, search([priya(""), priya("Tue 9-10", { staffId: 2 })])],
  ])("is %s", (reason, found) => {
    expect(whyNothingIsFree(found)).toBe(reason);
  });
});
