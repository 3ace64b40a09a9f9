// Which months can be booked into now, and what a client's plan still owes it for one. Pure.
import { addDays, dayOf } from "./day.ts";
import { balanceOf, type LedgerBalance, type LedgerEntry } from "./session-ledger.ts";
import type { SessionKind } from "./session.ts";

/** The month (`2026-03`) that a moment is in where this zone is kept, and those that begin within so many days, in order. */
export function monthsAhead(now: Date, timeZone: string, horizonDays: number): string[] {
  const today = dayOf(now, timeZone);
  const days = Array.from({ length: horizonDays + 1 }, (_, index) => addDays(today, index));
  return [...new Set(days.map((day) => day.slice(0, 7)))];
}

/**
 * What makes a month follow the plan: a grant of what the plan gives more; and of a month that has not begun, a reduction by what a
 * larger plan granted and nobody has booked. A month that runs keeps what was granted. Undefined when nothing has to be entered.
 */
export function entryOfPlan(
  entries: readonly LedgerEntry[],
  {
    kind,
    month,
    monthly,
    hasBegun,
  }: { kind: SessionKind; month: string; monthly: number; hasBegun: boolean },
): LedgerEntry | undefined {
  const { granted, left } = balanceOf(entries, kind, month);
  if (granted < monthly) return { kind, month, entry: "grant", amount: monthly - granted };
  const amount = hasBegun ? 0 : Math.min(left, granted - monthly);
  return amount > 0 ? { kind, month, entry: "reduce", amount } : undefined;
}

/** The balance of a month as it is once it follows the plan. */
export function balanceWithPlan(
  entries: readonly LedgerEntry[],
  of: { kind: SessionKind; month: string; monthly: number; hasBegun: boolean },
): LedgerBalance {
  const entry = entryOfPlan(entries, of);
  return balanceOf(entry === undefined ? entries : [...entries, entry], of.kind, of.month);
}

/** The months from the one to the other, in order; none when they are the wrong way round. */
export function monthsFromTo(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}

/** The month behind this one. */
export function monthAfter(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7);
}
