// The ledger of sessions: whatever is tried in whatever order, no balance falls below zero and no kind pays for the other.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  balanceOf,
  entriesOfMove,
  findLedgerFault,
  ledgerAmountMax,
  ledgerEntryKinds,
  type LedgerBalance,
  type LedgerEntry,
} from "../../src/domain/session-ledger.ts";
import { sessionKinds, type SessionKind } from "../../src/domain/session.ts";

const months = ["2026-03", "2026-04"];
const tried: fc.Arbitrary<LedgerEntry[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...sessionKinds),
    month: fc.constantFrom(...months),
    entry: fc.constantFrom(...ledgerEntryKinds),
    amount: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 60 },
);

/** Adds each that the rule lets in. */
function kept(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const ledger: LedgerEntry[] = [];
  for (const entry of entries) if (findLedgerFault(ledger, entry) === undefined) ledger.push(entry);
  return ledger;
}

const balances = (ledger: readonly LedgerEntry[]): LedgerBalance[] =>
  sessionKinds.flatMap((kind) => months.map((month) => balanceOf(ledger, kind, month)));

const entry = (
  kind: SessionKind,
  what: LedgerEntry["entry"],
  amount = 1,
  month = "2026-03",
): LedgerEntry => ({
  kind,
  month,
  entry: what,
  amount,
});

describe("any sequence of entries", () => {
  it("keeps every balance at or above zero, and each granted session is in exactly one place", () => {
    fc.assert(
      fc.property(tried, (entries) => {
        const ledger = kept(entries);
        for (let count = 0; count <= ledger.length; count += 1) {
          for (const { granted, left, held, used, expired } of balances(ledger.slice(0, count))) {
            expect(Math.min(left, held, used, expired)).toBeGreaterThanOrEqual(0);
            expect(left + held + used + expired).toBe(granted);
          }
        }
      }),
    );
  });

  it("changes nothing of the other kind or of another month", () => {
    fc.assert(
      fc.property(
        tried,
        fc.constantFrom(...sessionKinds),
        fc.constantFrom(...months),
        (entries, kind, month) => {
          const own = entries.filter((one) => one.kind === kind && one.month === month);
          expect(balanceOf(kept(entries), kind, month)).toEqual(balanceOf(kept(own), kind, month));
        },
      ),
    );
  });

  it("uses no session that was not held before, and holds none that was not granted", () => {
    fc.assert(
      fc.property(tried, (entries) => {
        const ledger = kept(entries);
        const sum = (what: LedgerEntry["entry"], upTo: number, { kind, month }: LedgerEntry) =>
          ledger
            .slice(0, upTo)
            .filter((one) => one.kind === kind && one.month === month && one.entry === what)
            .reduce((total, one) => total + one.amount, 0);
        for (const [index, one] of ledger.entries()) {
          const before = (what: LedgerEntry["entry"]) => sum(what, index, one);
          if (one.entry === "use" || one.entry === "release") {
            expect(before("use") + before("release") + one.amount).toBeLessThanOrEqual(before("hold"));
          }
          if (one.entry === "hold") expect(before("use")).toBeLessThanOrEqual(before("grant") - one.amount);
        }
      }),
    );
  });
});

describe("an entry", () => {
  const granted = [entry("strategy", "grant", 1), entry("training", "grant", 2)];

  it("that takes more than there is of its kind is refused, however much there is of the other", () => {
    expect(findLedgerFault(granted, entry("strategy", "hold"))).toBeUndefined();
    expect(findLedgerFault([...granted, entry("strategy", "hold")], entry("strategy", "hold"))).toBe(
      "nothing_left",
    );
    expect(findLedgerFault(granted, entry("training", "hold", 1, "2026-04"))).toBe("nothing_left");
    expect(findLedgerFault(granted, entry("training", "expire", 3))).toBe("nothing_left");
  });

  it("that uses or gives back what is not held is refused", () => {
    const ledger = [...granted, entry("training", "hold")];
    expect(findLedgerFault(ledger, entry("training", "use"))).toBeUndefined();
    expect(findLedgerFault(ledger, entry("strategy", "use"))).toBe("not_held");
    expect(findLedgerFault([...ledger, entry("training", "use")], entry("training", "release"))).toBe(
      "not_held",
    );
  });

  it("that gives back after the month expired makes the session bookable and expirable again", () => {
    const ledger = [
      ...granted,
      entry("training", "hold"),
      entry("training", "expire"),
      entry("training", "release"),
    ];
    expect(balanceOf(ledger, "training", "2026-03")).toEqual({
      granted: 2,
      left: 1,
      held: 0,
      used: 0,
      expired: 1,
    });
    expect(findLedgerFault(ledger, entry("training", "expire"))).toBeUndefined();
  });

  it.each([0, -1, 0.5, Number.NaN, Infinity, ledgerAmountMax + 1])(
    "of the amount %d is refused",
    (amount) => {
      expect(findLedgerFault([], entry("training", "grant", amount))).toBe("no_amount");
    },
  );

  it("of a kind or month that there is not is refused", () => {
    expect(findLedgerFault([], entry("advice" as SessionKind, "grant"))).toBe("unknown_kind");
    expect(findLedgerFault([], entry("training", "grant", 1, "2026-13"))).toBe("unknown_month");
    expect(findLedgerFault([], entry("training", "grant", 1, "March"))).toBe("unknown_month");
  });
});

describe("moving a held session", () => {
  it("within its month writes nothing", () => {
    expect(entriesOfMove("training", "2026-03", "2026-03")).toEqual([]);
  });

  it("to a month with one left gives the old month its session back, and to one without is refused", () => {
    const [release, hold] = entriesOfMove("training", "2026-03", "2026-04");
    const ledger = [entry("training", "grant"), entry("training", "hold")];
    expect(findLedgerFault(ledger, release!)).toBeUndefined();
    expect(findLedgerFault([...ledger, release!], hold!)).toBe("nothing_left");
    const after = [...ledger, entry("training", "grant", 1, "2026-04"), release!, hold!];
    expect(balanceOf(after, "training", "2026-03")).toMatchObject({ left: 1, held: 0 });
    expect(balanceOf(after, "training", "2026-04")).toMatchObject({ left: 0, held: 1 });
  });
});
