// Estimates as clients and staff read them.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateAsTyped, estimateInWords } from "../../src/domain/estimate-words.ts";
import { locales } from "../../src/domain/locale.ts";
import { estimateMinutesMax, readEstimate } from "../../src/domain/working-time.ts";
import { anyEstimate } from "./any-estimate.ts";

it.each([
  ["3 days", "about 3 working days", "etwa 3 Arbeitstage"],
  ["1 day", "about 1 working day", "etwa 1 Arbeitstag"],
  ["1.5 days", "about 1.5 working days", "etwa 1,5 Arbeitstage"],
  ["2-3 days", "2 to 3 working days", "2 bis 3 Arbeitstage"],
  ["3 days to 1 week", "3 to 5 working days", "3 bis 5 Arbeitstage"],
  ["half a day", "about half a working day", "etwa 4 Stunden"],
  ["3 hours", "about 3 hours", "etwa 3 Stunden"],
  ["1-1.5 hours", "1 to 1.5 hours", "1 bis 1,5 Stunden"],
  ["4 hours to 1 day", "4 hours to 1 working day", "4 Stunden bis 1 Arbeitstag"],
  ["30 min - 1 hour", "30 minutes to 1 hour", "30 Minuten bis 1 Stunde"],
  ["1 day 2 hours", "about 1 working day 2 hours", "etwa 1 Arbeitstag 2 Stunden"],
  ["1 week", "about 1 week", "etwa 1 Woche"],
  ["10 days", "about 2 weeks", "etwa 2 Wochen"],
  ["1-2 weeks", "1 to 2 weeks", "1 bis 2 Wochen"],
])("“%s” is said as “%s” and “%s”", (typed, english, german) => {
  expect(estimateInWords(readEstimate(typed), "en")).toBe(english);
  expect(estimateInWords(readEstimate(typed), "de")).toBe(german);
});

it("is put into a form as staff would type it", () => {
  const typed = [
    "3 days",
    "2 to 3 days",
    "4 hours",
    "4 hours to 1 day",
    "1 day 1 hour 15 minutes",
    "2 weeks",
  ];
  expect(typed.map((text) => estimateAsTyped(readEstimate(text), "en"))).toEqual(typed);
  expect(typed.map((text) => estimateAsTyped(readEstimate(text), "de"))).toEqual([
    "3 Tage",
    "2 bis 3 Tage",
    "4 Stunden",
    "4 Stunden bis 1 Tag",
    "1 Tag 1 Stunde 15 Minuten",
    "2 Wochen",
  ]);
});

describe.each(locales)("in the language %s", (locale) => {
  it.each([1, 15, 240])(
    "any estimate, in steps of %i minutes, is read back as it was, from both forms",
    (step) => {
      fc.assert(
        fc.property(anyEstimate(step, estimateMinutesMax), (estimate) => {
          expect(readEstimate(estimateAsTyped(estimate, locale))).toEqual(estimate);
          expect(readEstimate(estimateInWords(estimate, locale))).toEqual(estimate);
        }),
      );
    },
  );
});
