// What a client has left of its monthly sessions: rows that are only ever added, one kind and month never paying for another.
// Pure.
import { sessionKinds, type SessionKind } from "./session.ts";

/**
 * - `grant`: the plan gives. `hold`: a booking takes. `use`: the booked session took place or was missed.
 * - `release`: a held one is given back (cancelled, or moved to another month). `expire`: what was left is gone.
 * - `reduce`: a smaller plan takes back what a larger one granted of a month that had not begun.
 */
export const ledgerEntryKinds = ["grant", "hold", "use", "release", "expire", "reduce"] as const;

export type LedgerEntryKind = (typeof ledgerEntryKinds)[number];

/** One row of a client's ledger. `month` is `2026-03`, see `allowanceMonth`; `amount` counts sessions, whatever their length. */
export interface LedgerEntry {
  kind: SessionKind;
  month: string;
  entry: LedgerEntryKind;
  amount: number;
}

/** Sessions of one kind in one month; `left` can still be booked. `granted` is what was granted and not taken back. */
export interface LedgerBalance {
  granted: number;
  left: number;
  held: number;
  used: number;
  expired: number;
}

/** No plan gives so many a month; a larger amount is a slip of the hand. */
export const ledgerAmountMax = 1_000;

export type LedgerFault = "no_amount" | "unknown_kind" | "unknown_month" | "nothing_left" | "not_held";

/**
 * Undefined when the entry may be added below those that are there. A hold, an expiry and a reduction need so many left, a use and a
 * release so many held, of this very kind and month; so no balance ever falls below zero and nothing turns into the other kind.
 */
export function findLedgerFault(
  entries: readonly LedgerEntry[],
  added: LedgerEntry,
): LedgerFault | undefined {
  const { kind, month, entry, amount } = added;
  if (!Number.isInteger(amount) || amount < 1 || amount > ledgerAmountMax) return "no_amount";
  if (!sessionKinds.includes(kind)) return "unknown_kind";
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/u.test(month)) return "unknown_month";
  const { left, held } = balanceOf(entries, kind, month);
  switch (entry) {
    case "grant":
      return undefined;
    case "hold":
    case "expire":
    case "reduce":
      return left < amount ? "nothing_left" : undefined;
    case "use":
    case "release":
      return held < amount ? "not_held" : undefined;
  }
}

/** The sums of one kind and month, in whatever order the entries come. `granted` is always the sum of the four others. */
export function balanceOf(entries: readonly LedgerEntry[], kind: SessionKind, month: string): LedgerBalance {
  const sums: Record<LedgerEntryKind, number> = {
    grant: 0,
    hold: 0,
    use: 0,
    release: 0,
    expire: 0,
    reduce: 0,
  };
  for (const entry of entries) {
    if (entry.kind === kind && entry.month === month) sums[entry.entry] += entry.amount;
  }
  return {
    granted: sums.grant - sums.reduce,
    left: sums.grant - sums.reduce + sums.release - sums.hold - sums.expire,
    held: sums.hold - sums.use - sums.release,
    used: sums.use,
    expired: sums.expire,
  };
}

/**
 * What moving a held session from one month to another writes: nothing within the month, else a release there and a hold
 * here. Whether the hold may be written is asked of `findLedgerFault` after the release.
 */
export function entriesOfMove(kind: SessionKind, fromMonth: string, toMonth: string): LedgerEntry[] {
  if (fromMonth === toMonth) return [];
  return [
    { kind, month: fromMonth, entry: "release", amount: 1 },
    { kind, month: toMonth, entry: "hold", amount: 1 },
  ];
}
