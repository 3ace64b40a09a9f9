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

/** How many sessions a plan that gives so many a month has yet to grant; nothing is taken back where a plan gave more before. */
export function owedGrant(balance: LedgerBalance, monthly: number): number {
  return Math.max(0, monthly - balance.granted);
}

/** The balance of a month as it will be once the plan has granted what it owes. */
export function balanceWithPlan(
  entries: readonly LedgerEntry[],
  kind: SessionKind,
  month: string,
  monthly: number,
): LedgerBalance {
  const balance = balanceOf(entries, kind, month);
  const owed = owedGrant(balance, monthly);
  return { ...balance, granted: balance.granted + owed, left: balance.left + owed };
}

/** The month behind this one. */
export function monthAfter(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7);
}
