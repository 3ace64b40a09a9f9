// Months that can be booked into, and what a plan still owes.
import { describe, expect, it } from "vitest";
import {
  balanceWithPlan,
  entryOfPlan,
  monthAfter,
  monthsAhead,
  monthsFromTo,
} from "../../src/domain/monthly-allowance.ts";
import type { LedgerEntry } from "../../src/domain/session-ledger.ts";

const granted = (amount: number): LedgerEntry => ({
  kind: "training",
  month: "2026-03",
  entry: "grant",
  amount,
});

describe("the months ahead", () => {
  it("begin with the one that it is where the agency is, and go as far as the days do", () => {
    expect(monthsAhead(new Date("2026-01-31T23:30:00Z"), "Europe/Berlin", 30)).toEqual([
      "2026-02",
      "2026-03",
    ]);
    expect(monthsAhead(new Date("2026-01-31T12:00:00Z"), "Europe/Berlin", 30)).toEqual([
      "2026-01",
      "2026-02",
      "2026-03",
    ]);
    expect(monthsAhead(new Date("2026-01-01T12:00:00Z"), "Europe/Berlin", 5)).toEqual(["2026-01"]);
  });

  it("follow one another over the end of a year", () => {
    expect(monthAfter("2026-12")).toBe("2027-01");
    expect(monthAfter("2026-02")).toBe("2026-03");
  });
});

describe("the months from one to another", () => {
  it("are all between them with both, and none backwards", () => {
    expect(monthsFromTo("2026-11", "2027-02")).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
    expect(monthsFromTo("2026-11", "2026-10")).toEqual([]);
  });
});

describe("what a plan enters", () => {
  const march = { kind: "training", month: "2026-03" } as const;
  const hold: LedgerEntry = { ...march, entry: "hold", amount: 1 };

  it("is what it gives more than was granted", () => {
    for (const hasBegun of [true, false]) {
      expect(entryOfPlan([], { ...march, monthly: 2, hasBegun })).toEqual(granted(2));
      expect(entryOfPlan([granted(1)], { ...march, monthly: 2, hasBegun })).toEqual(granted(1));
      expect(entryOfPlan([granted(2)], { ...march, monthly: 2, hasBegun })).toBeUndefined();
    }
  });

  it("takes what was granted too much from a month that has not begun, but for what is booked", () => {
    const reduce = (amount: number) => ({ ...march, entry: "reduce", amount });
    const smaller = { ...march, monthly: 1, hasBegun: false };
    expect(entryOfPlan([granted(4)], smaller)).toEqual(reduce(3));
    expect(entryOfPlan([granted(4), hold, hold, hold], smaller)).toEqual(reduce(1));
    expect(entryOfPlan([granted(4), hold], { ...smaller, hasBegun: true })).toBeUndefined();
    // A larger plan afterwards gives it back.
    const reduced = [granted(4), { ...reduce(3), entry: "reduce" } as const];
    expect(entryOfPlan(reduced, smaller)).toBeUndefined();
    expect(entryOfPlan(reduced, { ...smaller, monthly: 4 })).toEqual(granted(3));
  });

  it("counts as left before it is granted", () => {
    const two = { ...march, monthly: 2, hasBegun: true };
    expect(balanceWithPlan([granted(1), hold], two)).toMatchObject({ granted: 2, left: 1 });
    expect(balanceWithPlan([granted(1), hold], { ...two, kind: "strategy" })).toMatchObject({
      granted: 2,
      left: 2,
    });
  });
});
