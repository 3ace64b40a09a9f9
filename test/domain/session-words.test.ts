// When a session is, in words for each of its people.
import { describe, expect, it } from "vitest";
import {
  clockTime,
  otherMoment,
  otherTime,
  sessionTitle,
  shortMoment,
} from "../../src/domain/session-words.ts";

const at = "2026-03-04T23:30:00.000Z";
const london = { timeZone: "Europe/London", locale: "en" } as const;

describe("the other side's time", () => {
  it("is a moment of its own, with the day where that is another one", () => {
    expect(otherMoment(at, london, "America/New_York")).toBe("Wed, 4 Mar 2026, 18:30 Eastern Standard Time");
    expect(otherTime(at, london, "America/New_York")).toBe("18:30 Eastern Standard Time");
    expect(otherTime(at, london, "Europe/Berlin")).toBe(
      "Thu, 5 Mar 2026, 00:30 Central European Standard Time",
    );
    expect(otherTime(at, { ...london, locale: "de" }, "America/New_York")).toBe(
      "18:30 Uhr Nordamerikanische Ostküsten-Normalzeit",
    );
  });

  it("is nothing where the same words say both", () => {
    expect(otherMoment(at, { timeZone: "Europe/Berlin", locale: "en" }, "Europe/Vienna")).toBeNull();
    expect(otherTime(at, london, "Europe/London")).toBeNull();
  });

  it("follows the clocks of both zones over their changes", () => {
    // Between 8 and 29 March 2026 New York is an hour nearer.
    expect(otherTime("2026-03-06T15:00:00.000Z", london, "America/New_York")).toBe(
      "10:00 Eastern Standard Time",
    );
    expect(otherTime("2026-03-20T15:00:00.000Z", london, "America/New_York")).toBe(
      "11:00 Eastern Daylight Time",
    );
    expect(otherTime("2026-04-03T14:00:00.000Z", london, "America/New_York")).toBe(
      "10:00 Eastern Daylight Time",
    );
  });
});

it("short forms name day and time in the reader's language", () => {
  expect(shortMoment(at, "Europe/London", "en")).toBe("Wed 4 Mar, 23:30");
  expect(shortMoment(at, "Europe/Berlin", "de")).toBe("Do., 5. März, 00:30");
  expect(clockTime(at, "Europe/Berlin", "en")).toBe("00:30");
});

it("a calendar calls it by its kind", () => {
  expect(sessionTitle("training", "Northbeam", "en")).toBe("Training session with Northbeam");
  expect(sessionTitle("strategy", "Northbeam", "de")).toBe("Strategietermin mit Northbeam");
});
