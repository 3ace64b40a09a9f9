// Why nothing is free, with what its sentence names.
import { expect, it } from "vitest";
import type { SlotSearch, StaffAvailability } from "../../src/domain/availability.ts";
import { whyNothing } from "../../src/domain/nothing-free.ts";
import { readWeeklyHours } from "../../src/domain/weekly-hours.ts";

const priya: StaffAvailability = {
  staffId: 1,
  timeZone: "Europe/London",
  weeklyHours: readWeeklyHours("Mon-Fri 9-12"),
  exceptions: [],
  noticeMinutes: 36 * 60,
  bufferMinutes: 0,
  horizonDays: 40,
  busy: [],
};
const search: SlotSearch = {
  kind: "training",
  minutes: 30,
  now: "2026-03-02T09:00:00.000Z",
  staff: [priya],
  allowance: { timeZone: "Europe/London", monthly: 1, left: { "2026-03": 0, "2026-04": 0 } },
};

it("a used allowance names its months and the day of the next sessions", () => {
  expect(whyNothing(search, "en")).toEqual({
    reason: "allowance_used",
    values: expect.objectContaining({
      months: "March 2026 and April 2026",
      day: "Friday 1 May 2026",
    }) as object,
  });
  const german = whyNothing({ ...search, staff: [{ ...priya, horizonDays: 10 }] }, "de");
  // Nobody can be booked in April yet, and of that month nothing is left either.
  expect(german?.values).toMatchObject({ months: "März 2026", day: "Freitag, 1. Mai 2026" });
});

it("the next sessions come with the agency’s next month, not that of Greenwich", () => {
  const inApril = { timeZone: "Pacific/Auckland", monthly: 1, left: {} };
  const night = { ...search, now: "2026-03-31T12:00:00.000Z", staff: [], allowance: inApril };
  expect(whyNothing(night, "en")?.values.day).toBe("Friday 1 May 2026");
});

it("a plan without sessions of the kind promises none, unless another plan has left some", () => {
  const none = { timeZone: "Europe/London", monthly: 0, left: { "2026-03": 0, "2026-04": 0 } };
  expect(whyNothing({ ...search, allowance: none }, "en")).toMatchObject({ reason: "not_in_plan" });
  const before = { ...none, left: { "2026-03": 1 } };
  expect(whyNothing({ ...search, allowance: before }, "en")).toBeUndefined();
});

it("other reasons name the notice and the days", () => {
  const soon = {
    ...search,
    staff: [{ ...priya, horizonDays: 0, weeklyHours: readWeeklyHours("Mon 10-12") }],
  };
  expect(whyNothing(soon, "en")).toMatchObject({ reason: "too_soon", values: { hours: 36, days: 0 } });
  expect(whyNothing({ ...search, staff: [] }, "en")).toMatchObject({ reason: "no_hours" });
});

it("there is none while something is free", () => {
  const allowance = { timeZone: "Europe/London", monthly: 1, left: { "2026-04": 1 } };
  expect(whyNothing({ ...search, allowance }, "en")).toBeUndefined();
});
