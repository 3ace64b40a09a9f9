// The few of many free times that an email or a page lists.
import { expect, it } from "vitest";
import type { Slot } from "../../src/domain/availability.ts";
import { nearestFree, sampleTimes, uniqueTimes } from "../../src/domain/free-times.ts";

const slot = (startsAt: string, staffId = 1): Slot => ({
  staffId,
  startsAt: `2026-03-${startsAt}:00.000Z`,
  minutes: 30,
});
const times = (slots: readonly Slot[]) => slots.map(({ startsAt }) => startsAt.slice(8, 16));
const morning = (day: string) =>
  ["08:00", "08:30", "09:00", "09:30", "10:00"].map((time) => slot(`${day}T${time}`));

it("each time is listed once, in order, with the one who was named first", () => {
  const found = uniqueTimes([slot("04T09:00", 2), slot("03T09:00", 1), slot("04T09:00", 1)]);
  expect(found).toEqual([slot("03T09:00", 1), slot("04T09:00", 2)]);
});

it("of each day some are taken that are spread over it, until there are enough", () => {
  const all = [...morning("03"), ...morning("04"), ...morning("05")];
  expect(times(sampleTimes(all, "UTC", { perDayMax: 3, countMax: 7 }))).toEqual([
    "03T08:00",
    "03T09:00",
    "03T10:00",
    "04T08:00",
    "04T09:00",
    "04T10:00",
    "05T08:00",
  ]);
  expect(times(sampleTimes(all, "UTC", { perDayMax: 1, countMax: 7 }))).toEqual([
    "03T08:00",
    "04T08:00",
    "05T08:00",
  ]);
});

it("days are those of the reader", () => {
  const late = [slot("03T14:30"), slot("03T15:30")];
  const one = { perDayMax: 1, countMax: 7 };
  expect(sampleTimes(late, "Europe/Berlin", one)).toHaveLength(1);
  expect(sampleTimes(late, "Asia/Tokyo", one)).toHaveLength(2);
});

const tuesday = [...morning("03"), ...morning("03").map((one) => ({ ...one, staffId: 2 })), slot("31T10:00")];
const near = (wantedAt: string, count: number) =>
  times(nearestFree(tuesday, `2026-${wantedAt}:00.000Z`, count));

it("the nearest lie on both sides of the one that was lost, each once, in the order of the clock", () => {
  expect(near("03-03T09:00", 3)).toEqual(["03T08:30", "03T09:00", "03T09:30"]);
  expect(near("03-03T11:00", 3)).toEqual(["03T09:00", "03T09:30", "03T10:00"]);
  expect(near("03-01T00:00", 2)).toEqual(["03T08:00", "03T08:30"]);
  expect(near("12-01T00:00", 1)).toEqual(["31T10:00"]);
});

it("the nearest are the earlier of two that are equally near, and no more than there are", () => {
  expect(near("03-03T08:15", 1)).toEqual(["03T08:00"]);
  expect(near("03-03T08:15", 50)).toHaveLength(6);
  expect(nearestFree([], "2026-03-03T08:15:00.000Z", 5)).toEqual([]);
});
