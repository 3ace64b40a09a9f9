// The few of many free times that an email lists.
import { expect, it } from "vitest";
import type { Slot } from "../../src/domain/availability.ts";
import { sampleTimes, uniqueTimes } from "../../src/domain/free-times.ts";

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
