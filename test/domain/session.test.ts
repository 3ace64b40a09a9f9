// Sessions: until when whom they obey, and to which month they belong.
import { describe, expect, it } from "vitest";
import {
  allowanceMonth,
  canBecome,
  changeableUntil,
  findChangeRefusal,
  sessionKinds,
  sessionMinutes,
  sessionStates,
  type SessionState,
} from "../../src/domain/session.ts";

it("a strategy session has 45 minutes, a training 30, 45 or 60", () => {
  expect(sessionKinds.map((kind) => [kind, sessionMinutes[kind]])).toEqual([
    ["strategy", [45]],
    ["training", [30, 45, 60]],
  ]);
});

describe("moving and cancelling", () => {
  const session = {
    state: "booked" as SessionState,
    startsAt: "2026-03-29T09:00:00.000Z",
    noticeMinutes: 90,
  };
  const [last, late] = ["2026-03-29T07:30:00.000Z", "2026-03-29T07:30:00.001Z"];

  it("is open to contacts up to the notice time and that moment itself, and to staff until it begins", () => {
    expect(changeableUntil(session)).toBe(last);
    expect(findChangeRefusal(session, "contact", last)).toBeUndefined();
    expect(findChangeRefusal(session, "contact", late)).toBe("notice_over");
    expect(findChangeRefusal(session, "staff", late)).toBeUndefined();
    expect(findChangeRefusal(session, "staff", "2026-03-29T08:59:59.999Z")).toBeUndefined();
  });

  it("is closed to everybody once it has begun", () => {
    for (const by of ["contact", "staff"] as const) {
      expect(findChangeRefusal(session, by, session.startsAt)).toBe("begun");
      expect(findChangeRefusal({ ...session, noticeMinutes: 0 }, by, session.startsAt)).toBe("begun");
    }
  });

  it("is possible for what is booked only", () => {
    for (const state of sessionStates.filter((one) => one !== "booked")) {
      expect(findChangeRefusal({ ...session, state }, "staff", last)).toBe("not_booked");
    }
  });

  it("without notice is open to contacts until the last millisecond", () => {
    const open = { ...session, noticeMinutes: 0 };
    expect(findChangeRefusal(open, "contact", "2026-03-29T08:59:59.999Z")).toBeUndefined();
  });
});

it("what is cancelled stays so, and staff may correct whether a session took place", () => {
  const moves = sessionStates.flatMap((from) =>
    sessionStates.filter((to) => from !== to && canBecome(from, to)).map((to) => `${from} > ${to}`),
  );
  expect(moves).toEqual([
    "booked > took_place",
    "booked > missed",
    "booked > cancelled",
    "took_place > missed",
    "missed > took_place",
  ]);
  expect(sessionStates.every((state) => canBecome(state, state))).toBe(true);
});

describe("the month of a session", () => {
  it.each([
    ["2026-03-31T21:59:59.999Z", "Europe/Berlin", "2026-03"],
    ["2026-03-31T22:00:00.000Z", "Europe/Berlin", "2026-04"],
    ["2026-01-31T23:00:00.000Z", "Europe/Berlin", "2026-02"],
    ["2026-04-01T03:59:59.000Z", "America/New_York", "2026-03"],
    ["2026-12-31T10:00:00.000Z", "Pacific/Kiritimati", "2027-01"],
    ["2026-12-31T18:14:59.000Z", "Asia/Kathmandu", "2026-12"],
    ["2026-12-31T18:15:00.000Z", "Asia/Kathmandu", "2027-01"],
    // Clocks go back on the last night of October, so that this month is an hour longer.
    ["2027-10-31T22:30:00.000Z", "Europe/Berlin", "2027-10"],
  ])("that begins at %s is in %s %s", (startsAt, timeZone, month) => {
    expect(allowanceMonth(startsAt, timeZone)).toBe(month);
  });

  it("is not guessed for what is no time or no zone", () => {
    expect(() => allowanceMonth("tomorrow", "Europe/Berlin")).toThrow(RangeError);
    expect(() => allowanceMonth("2026-03-31T22:00:00.000Z", "Berlin")).toThrow(RangeError);
  });
});
