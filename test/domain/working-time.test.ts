// Estimates as staff type them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import {
  estimateMinutesMax,
  estimateMinutesMin,
  readEstimate,
  workingDayMinutes,
  workingWeekMinutes,
} from "../../src/domain/working-time.ts";

const hour = 60;
const day = workingDayMinutes;
const week = workingWeekMinutes;

describe("an estimate", () => {
  it.each([
    ["3 days", 3 * day],
    ["3d", 3 * day],
    [" 3  Days ", 3 * day],
    ["3\u00a0Tage", 3 * day],
    ["three days", 3 * day],
    ["drei Tage", 3 * day],
    ["3 working days", 3 * day],
    ["about 3 days", 3 * day],
    ["ca. 3 Arbeitstage", 3 * day],
    ["~3d", 3 * day],
    ["a day", day],
    ["ein Tag", day],
    ["1.5 days", 1.5 * day],
    ["1,5 Tage", 1.5 * day],
    ["1½ Tage", 1.5 * day],
    ["one and a half days", 1.5 * day],
    ["anderthalb Tage", 1.5 * day],
    ["half a day", day / 2],
    ["a half day", day / 2],
    ["½ day", day / 2],
    ["ein halber Tag", day / 2],
    ["einen halben Tag", day / 2],
    ["4h", 4 * hour],
    ["4 hours", 4 * hour],
    ["4 Std.", 4 * hour],
    ["1.15 hours", 69],
    ["30 min", 30],
    ["half an hour", 30],
    ["eine halbe Stunde", 30],
    ["a week", week],
    ["1 week", week],
    ["zwei Wochen", 2 * week],
    ["1d4h", day + 4 * hour],
    ["1 day 4 hours", day + 4 * hour],
    ["1 day, 4 hours", day + 4 * hour],
    ["1 Tag und 4 Stunden", day + 4 * hour],
    ["1 week 1 day 1 hour 1 minute", week + day + hour + 1],
  ])("“%s” is one duration, %i minutes", (typed, minutes) => {
    expect(readEstimate(typed)).toEqual({ minMinutes: minutes, maxMinutes: minutes });
  });

  it.each([
    ["2-3 days", 2 * day, 3 * day],
    ["2 - 3d", 2 * day, 3 * day],
    ["2 to 3 days", 2 * day, 3 * day],
    ["two to three days", 2 * day, 3 * day],
    ["2–3 Tage", 2 * day, 3 * day],
    ["2—3 Arbeitstage", 2 * day, 3 * day],
    ["2 bis 3 Tage", 2 * day, 3 * day],
    ["zwei bis drei Tage", 2 * day, 3 * day],
    ["2d-3d", 2 * day, 3 * day],
    ["1,5 – 2 Tage", 1.5 * day, 2 * day],
    ["half a day to a day", day / 2, day],
    ["4 Stunden bis 1 Tag", 4 * hour, day],
    ["4h-1d", 4 * hour, day],
    ["1-2 weeks", week, 2 * week],
    ["3 days to 1 day and 20 hours", 3 * day, day + 20 * hour],
    ["3-3 days", 3 * day, 3 * day],
  ])("“%s” is a range from %i to %i minutes", (typed, minMinutes, maxMinutes) => {
    expect(readEstimate(typed)).toEqual({ minMinutes, maxMinutes });
  });

  it.each([
    "3",
    "2-3",
    "soon",
    "-3 days",
    "2-3-4 days",
    "2 days to whatever",
    "up to 3 days",
    "bis 3 Tage",
    "3 days or so",
    "1 month",
    "1,000 min",
    "1 day a week",
    "2 hours 1 day",
    "1-2 days 4 hours",
    "4 hours - 1",
    "3 dayss",
    "2026-03-12",
    `${" ".repeat(100)}3 days`,
  ])("“%s” is none, and the sentence shows some that are", (typed) => {
    expect(() => readEstimate(typed)).toThrow(/^This cannot be read as an estimate\. .*“2-3 days”/u);
    expect(() => readEstimate(typed)).toThrow(expect.objectContaining({ code: "invalid" }));
  });

  it("is needed, goes from less to more, and is neither too short nor too long", () => {
    expect(() => readEstimate(" ")).toThrow(/^An estimate is needed/u);
    expect(() => readEstimate("3-2 days")).toThrow(/^An estimate goes from less to more/u);
    expect(() => readEstimate("1 week - 4 days")).toThrow(/^An estimate goes from less to more/u);
    for (const typed of ["14 min", "0 days", "0-1 day", "61 days", "12 weeks 1 min", "1 to 99999 weeks"]) {
      expect(() => readEstimate(typed)).toThrow("at least 15 minutes and at most 60 working days");
    }
    expect(readEstimate("15 min to 60 days")).toEqual({
      minMinutes: estimateMinutesMin,
      maxMinutes: estimateMinutesMax,
    });
  });

  const pieces = [
    "1",
    "2,5",
    "½",
    "half",
    "a",
    "ein",
    "to",
    "bis",
    "-",
    "–",
    "d",
    "days",
    "h",
    "Tage",
    "week",
    " ",
    ".",
  ];
  it("is read from anything typed, or refused in a sentence", () => {
    const anyText = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(anyText, (typed) => {
        try {
          const { minMinutes, maxMinutes } = readEstimate(typed);
          expect([minMinutes, maxMinutes].every(Number.isInteger)).toBe(true);
          expect(minMinutes).toBeGreaterThanOrEqual(estimateMinutesMin);
          expect(maxMinutes).toBeGreaterThanOrEqual(minMinutes);
          expect(maxMinutes).toBeLessThanOrEqual(estimateMinutesMax);
        } catch (fault) {
          if (!(fault instanceof Problem)) throw fault;
        }
      }),
    );
  });
});
