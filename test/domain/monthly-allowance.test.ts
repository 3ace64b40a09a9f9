// Months that can be booked into, and what a plan still owes.
import { describe, expect, it } from "vitest";
import { balanceWithPlan, monthAfter, monthsAhead, owedGrant } from "../../src/domain/monthly-allowance.ts";
import { balanceOf, type LedgerEntry } from "../../src/domain/session-ledger.ts";

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

describe("what a plan owes", () => {
  it("is what it gives more than was granted, and never takes back", () => {
    const balanceAfter = (entries: LedgerEntry[]) => balanceOf(entries, "training", "2026-03");
    expect(owedGrant(balanceAfter([]), 2)).toBe(2);
    expect(owedGrant(balanceAfter([granted(1)]), 2)).toBe(1);
    expect(owedGrant(balanceAfter([granted(4)]), 1)).toBe(0);
  });

  it("counts as left before it is granted", () => {
    const hold: LedgerEntry = { kind: "training", month: "2026-03", entry: "hold", amount: 1 };
    expect(balanceWithPlan([granted(1), hold], "training", "2026-03", 2)).toMatchObject({
      granted: 2,
      left: 1,
    });
    expect(balanceWithPlan([granted(1), hold], "strategy", "2026-03", 2)).toMatchObject({
      granted: 2,
      left: 2,
    });
  });
});
