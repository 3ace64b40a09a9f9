// Weekly hours as staff type them: what is understood, what is refused in which words, and the way there and back.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/domain/problem.ts";
import { sessionKinds } from "../../src/domain/session.ts";
import {
  dayHoursAsTyped,
  readDayHours,
  readWeeklyHours,
  weeklyHoursAsTyped,
  type DayHours,
  type WeeklyHours,
} from "../../src/domain/weekly-hours.ts";
import type { Weekday } from "../../src/domain/weekday.ts";

/** Weekdays, hours and kinds in one line each. */
const read = (typed: string) =>
  readWeeklyHours(typed).map(
    ({ weekday, fromMinute, toMinute, kinds }) =>
      `${weekday} ${fromMinute / 60}-${toMinute / 60} ${kinds.map((kind) => kind[0]).join("")}`,
  );

function refusal(typed: string): string {
  try {
    return `taken: ${JSON.stringify(readWeeklyHours(typed))}`;
  } catch (fault) {
    if (fault instanceof Problem && fault.code === "invalid") return fault.message;
    throw fault;
  }
}

describe("weekly hours", () => {
  it.each([
    ["Mon 9:00-12:00, 14:00-17:00; Tue 10-16", ["1 9-12 st", "1 14-17 st", "2 10-16 st"]],
    ["tue 10-16\nMONDAY: 14-17, 9-12", ["1 9-12 st", "1 14-17 st", "2 10-16 st"]],
    ["Mon–Wed 09.30 – 12h30", ["1 9.5-12.5 st", "2 9.5-12.5 st", "3 9.5-12.5 st"]],
    ["Mon to Tue 9 to 17", ["1 9-17 st", "2 9-17 st"]],
    ["Sat-Mon 9-10", ["1 9-10 st", "6 9-10 st", "7 9-10 st"]],
    ["Thurs., Fri and Sun 9-10", ["4 9-10 st", "5 9-10 st", "7 9-10 st"]],
    ["Mon 0-24", ["1 0-24 st"]],
    ["Mon 9-12 strategy, 10-17 training", ["1 9-12 s", "1 10-17 t"]],
    ["Mon 9-12 Training and Strategy", ["1 9-12 st"]],
    ["Mon 10-11, 9-10; Mon 11-12", ["1 9-10 st", "1 10-11 st", "1 11-12 st"]],
    ["Mon 9-10; Mon 10-11", ["1 9-10 st", "1 10-11 st"]],
    ["Mo-Fr 9-17", ["1 9-17 st", "2 9-17 st", "3 9-17 st", "4 9-17 st", "5 9-17 st"]],
    ["Montag bis Mittwoch: 9 Uhr bis 12 Uhr", ["1 9-12 st", "2 9-12 st", "3 9-12 st"]],
    ["Do., Sa und So 9-10; Sonnabend 11-12", ["4 9-10 st", "6 9-10 st", "6 11-12 st", "7 9-10 st"]],
    ["Di 9-12 Strategie, 10-17 Training", ["2 9-12 s", "2 10-17 t"]],
    ["Mi 9-12 Training und Strategie", ["3 9-12 st"]],
    [" ;\n ; ", []],
    ["", []],
  ])("typed as %j are understood", (typed, hours) => {
    expect(read(typed)).toEqual(hours);
  });

  it.each([
    ["Mon", "Please add the hours to “Mon”, such as “Mon 9-12”."],
    ["9-12", "Please begin each line of hours with its day, such as “Mon 9-12”."],
    ["Mon 9-12; 14-17", "Please begin each line of hours with its day, such as “Mon 9-12”."],
    ["Funday 9-12", "“Funday” is no day of the week such as Mon or Monday."],
    ["Tu 9-12", "“Tu” is no day of the week such as Mon or Monday."],
    ["Mon-Fri-Sun 9-12", "“Mon-Fri-Sun” is no day of the week such as Mon or Monday."],
    ["Mon- 9-12", "“Mon-” is no day of the week such as Mon or Monday."],
    ["Mon 9", "“9” is no time of day such as “9-12” or “14:00-17:30”."],
    ["Mon 9-12 14-17", "“9-12 14-17” is no time of day such as “9-12” or “14:00-17:30”."],
    ["Mon 9-12,", "“” is no time of day such as “9-12” or “14:00-17:30”."],
    ["Mon 9-25", "“25” is no time of the 24-hour clock."],
    ["Mon 9:60-12", "“9:60” is no time of the 24-hour clock."],
    ["Mon 23-24:30", "“24:30” is no time of the 24-hour clock."],
    // One in the night would be meant by nobody, and read by a program that guesses.
    ["Mon 1-5pm", "“1-5pm” is no time of day such as “9-12” or “14:00-17:30”."],
    ["Mon 9-5 pm", "“9-5 pm” ends before it begins."],
    ["Mon 12-12", "“12-12” ends before it begins."],
    ["Mon 9-12 coffee", "“coffee” is no kind of session: write strategy or training."],
    ["Mon 9-12, 11:30-13", "“9:00-12:00” and “11:30-13:00” on Monday overlap."],
    ["Mon 9-12; Sun-Mon 8-10 training", "“8:00-10:00 training” and “9:00-12:00” on Monday overlap."],
    ["Mon 9-12; Mon 9-12", "“9:00-12:00” and “9:00-12:00” on Monday overlap."],
  ])("typed as %j are refused", (typed, words) => {
    expect(refusal(typed)).toBe(words);
  });

  it("are refused in German, too", () => {
    const words = (typed: string) => {
      try {
        readWeeklyHours(typed);
      } catch (fault) {
        return fault instanceof Problem ? fault.in("de") : undefined;
      }
      return undefined;
    };
    expect(words("Mon 9-12, 11:30-13")).toBe("„9:00-12:00“ und „11:30-13:00“ überschneiden sich am Montag.");
    expect(words("Xo 9-12")).toMatch(/^„Xo“ ist kein Wochentag/u);
  });

  it("are quoted no further than a line", () => {
    expect(refusal(`Mon ${"9".repeat(1_000)}`).length).toBeLessThan(130);
  });

  it("of any text end in hours or in a refusal", () => {
    const piece = fc.constantFrom(
      "Mon",
      "-",
      "9",
      ":",
      "30",
      ",",
      ";",
      " ",
      "to",
      "h",
      "training",
      "\n",
      "–",
      "é",
      "24",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const words = refusal(typed);
        if (words.startsWith("taken: "))
          expect(readWeeklyHours(weeklyHoursAsTyped(readWeeklyHours(typed)))).toEqual(readWeeklyHours(typed));
        else expect(words).toMatch(/^\S.*\.$/u);
      }),
    );
  });
});

/** Hours of one day that do not overlap, cut from a rising list of minutes. */
const dayHours: fc.Arbitrary<DayHours[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 }),
    fc.array(fc.subarray([...sessionKinds], { minLength: 1 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([minutes, kinds]) => {
    const rising = minutes.toSorted((one, other) => one - other);
    return kinds.flatMap((own, index) => {
      const [fromMinute, toMinute] = rising.slice(index * 2, index * 2 + 2);
      return fromMinute === undefined || toMinute === undefined ? [] : [{ fromMinute, toMinute, kinds: own }];
    });
  });

it("weekly hours come back as they were from the text that is written of them", () => {
  const weekly: fc.Arbitrary<WeeklyHours[]> = fc
    .tuple(...Array.from({ length: 7 }, () => dayHours))
    .map((days) =>
      days.flatMap((hours, index) => hours.map((hour) => ({ weekday: (index + 1) as Weekday, ...hour }))),
    );
  fc.assert(
    fc.property(weekly, (hours) => {
      const typed = weeklyHoursAsTyped(hours.toReversed());
      expect(readWeeklyHours(typed)).toEqual(hours);
      expect(weeklyHoursAsTyped(readWeeklyHours(typed))).toBe(typed);
      const german = weeklyHoursAsTyped(hours, "de");
      expect(readWeeklyHours(german)).toEqual(hours);
      expect(german).not.toMatch(/Mon|Tue|Wed|Thu|Fri|Sat|Sun|strategy|training/u);
    }),
  );
  expect(weeklyHoursAsTyped(readWeeklyHours("tue 10-16; mon 14-17 training, 9-12"))).toBe(
    "Mon 9:00-12:00, 14:00-17:00 training; Tue 10:00-16:00",
  );
});

it("the hours of one day come back as they were too, and none are a day off", () => {
  fc.assert(
    fc.property(dayHours, (hours) => {
      expect(readDayHours(dayHoursAsTyped(hours))).toEqual(hours);
    }),
  );
  expect(readDayHours("  ")).toEqual([]);
  expect(() => readDayHours("9-12, 11-13")).toThrow("“9:00-12:00” and “11:00-13:00” overlap.");
  expect(() => readDayHours("Mon 9-12")).toThrow(Problem);
});
