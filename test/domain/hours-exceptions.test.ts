// Days with other hours, as staff type them.
import { describe, expect, it } from "vitest";
import { exceptionDaysMax, exceptionsAsTyped, readExceptions } from "../../src/domain/hours-exceptions.ts";

describe("days with other hours", () => {
  it("are read one a line, off or with hours of their own, and written back the same", () => {
    const read = readExceptions("2026-12-25 off\n2026-12-24: 9-11, 14:00-15:30 training\n\n2026-12-26");
    expect(read.map(({ date, hours }) => [date, hours.length])).toEqual([
      ["2026-12-24", 2],
      ["2026-12-25", 0],
      ["2026-12-26", 0],
    ]);
    const typed = exceptionsAsTyped(read);
    expect(typed).toBe("2026-12-24 9:00-11:00, 14:00-15:30 training\n2026-12-25 off\n2026-12-26 off");
    expect(readExceptions(typed)).toEqual(read);
  });

  it("may be a range of days, over the end of a month, and what stands below wins", () => {
    const read = readExceptions("2026-02-27 to 2026-03-02 off; 2026-03-01 10-12");
    expect(read.map(({ date }) => date)).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
    expect(read[2]?.hours).toMatchObject([{ fromMinute: 600, toMinute: 720 }]);
  });

  it("are read and written in German, too", () => {
    const read = readExceptions("24.12.2026 9-11 Training\n3.8.2026 bis 5.8.2026 frei");
    expect(exceptionsAsTyped(read)).toBe(
      "2026-08-03 off\n2026-08-04 off\n2026-08-05 off\n2026-12-24 9:00-11:00 training",
    );
    const german = exceptionsAsTyped(read, "de");
    expect(german).toBe("3.8.2026 frei\n4.8.2026 frei\n5.8.2026 frei\n24.12.2026 9:00-11:00 Training");
    expect(readExceptions(german)).toEqual(read);
    expect(() => readExceptions("31.2.2026 frei")).toThrow("does not begin with a day");
  });

  it("may be the last that four digits can write", () => {
    expect(readExceptions("9999-12-30 to 9999-12-31 off").map(({ date }) => date)).toEqual([
      "9999-12-30",
      "9999-12-31",
    ]);
  });

  it.each([
    ["Christmas off", "does not begin with a day"],
    ["2026-02-30 off", "does not begin with a day"],
    ["2026-12-24 whenever", "is no time of day"],
    ["2026-12-24 to 2026-12-01 off", "ends before it begins"],
    ["2026-01-01 to 2036-01-01 off", `${exceptionDaysMax} days at most`],
  ])("that cannot be read are refused in words: %s", (typed, words) => {
    expect(() => readExceptions(typed)).toThrow(words);
  });

  it("none typed are none", () => {
    expect(readExceptions(" \n ")).toEqual([]);
    expect(exceptionsAsTyped([])).toBe("");
  });
});
