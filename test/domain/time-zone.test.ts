// Time zones as people type them.
import { expect, it } from "vitest";
import { isTimeZone } from "../../src/domain/clock.ts";
import { timeZoneTyped, usualTimeZones } from "../../src/domain/time-zone.ts";

it.each([
  ["Europe/Berlin", "Europe/Berlin"],
  [" europe/berlin ", "Europe/Berlin"],
  ["berlin", "Europe/Berlin"],
  ["New York", "America/New_York"],
  ["buenos aires", "America/Argentina/Buenos_Aires"],
  ["UTC", "UTC"],
  // An old name that the runtime knows all the same.
  ["Asia/Calcutta", "Asia/Calcutta"],
  ["kolkata", "Asia/Kolkata"],
  ["Mars/Base", "Mars/Base"],
  ["", ""],
])("“%s” is %s", (typed, name) => {
  expect(timeZoneTyped(typed)).toBe(name);
});

it("all that are offered are known", () => {
  expect(usualTimeZones.filter((name) => !isTimeZone(name))).toEqual([]);
});
