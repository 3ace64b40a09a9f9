// Any zone, moment and day, for what must hold of all.
import fc from "fast-check";
import { addDays } from "../../src/domain/day.ts";

/** With clocks that change at night, at midnight, by half an hour and not at all, and a day that was left out. */
export const anyZone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
);

/** Each is the beginning of a fortnight with a change that some of the zones above know. */
const changes = ["2011-12-20", "2018-10-30", "2024-04-20", "2026-03-05", "2026-03-25", "2026-10-22"];

/** Whole minutes, half of them in a fortnight with a change. */
export const anyMoment = fc
  .oneof(
    { weight: changes.length, arbitrary: minutesFrom("2005-01-01", 40 * 366) },
    ...changes.map((day) => minutesFrom(day, 14)),
  )
  .map((time) => new Date(time));

function minutesFrom(day: string, daysMax: number): fc.Arbitrary<number> {
  const first = new Date(`${day}T00:00:00Z`).getTime();
  return fc.nat({ max: daysMax * 24 * 60 }).map((minutes) => first + minutes * 60_000);
}

export const anyDay = fc.oneof(
  fc.nat({ max: 40 * 365 }).map((count) => addDays("2005-01-01", count)),
  fc.tuple(fc.constantFrom(...changes), fc.nat({ max: 14 })).map(([day, count]) => addDays(day, count)),
);
