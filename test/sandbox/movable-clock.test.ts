import { expect, test } from "vitest";
import { movableClock } from "../../src/sandbox/movable-clock.ts";

const noon = new Date("2026-03-03T12:00:00.000Z");
const hourMs = 3_600_000;
const later = (hours: number) => new Date(noon.getTime() + hours * hourMs);

test("a clock that was moved ahead runs on from there, and never goes back", () => {
  let present = noon;
  const clock = movableClock(() => present);
  expect(clock.advanceTo(later(5))).toBe(true);
  expect(clock.now()).toEqual(later(5));
  present = later(1);
  expect(clock.now()).toEqual(later(6));
  expect(clock.aheadMs()).toBe(5 * hourMs);
  expect(clock.advanceBy(hourMs)).toBe(true);
  expect(clock.now()).toEqual(later(7));
  for (const ms of [0, -1, Number.NaN]) expect(clock.advanceBy(ms)).toBe(false);
  for (const moment of [later(7), later(2), noon, new Date(Number.NaN)])
    expect(clock.advanceTo(moment)).toBe(false);
  expect(clock.now()).toEqual(later(7));
});

test("a clock stands while a story is told and then runs from where it was", () => {
  const clock = movableClock(() => noon);
  clock.advanceTo(later(2));
  clock.moveTo(later(-100));
  expect(clock.now()).toEqual(later(-100));
  clock.letGo();
  expect(clock.now()).toEqual(later(2));
});
