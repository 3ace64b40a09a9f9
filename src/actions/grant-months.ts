// The months of a client begin: its plan grants their sessions, whether or not any is booked. Writes the ledger, and until which
// month it did.
import { allowanceMonth, sessionKinds } from "../domain/session.ts";
import { monthAfter, monthsFromTo } from "../domain/monthly-allowance.ts";
import { timestamp } from "../domain/clock.ts";
import { lockClientPlan } from "../store/backlog.ts";
import type { Rows } from "../store/rows.ts";
import { getGrantedUntil, markGrantedUntil } from "../store/session-ledger.ts";
import { followPlan } from "./session-entries.ts";

/**
 * From the month in which the client came, each once, also those that a standstill passed over. A month that was booked into before
 * it began follows the plan as it is now. Answers how many months there were.
 */
export async function grantMonths(
  rows: Rows,
  now: Date,
  { clientId, timeZone }: { clientId: number; timeZone: string },
): Promise<number> {
  const at = timestamp(now);
  await lockClientPlan(rows, clientId);
  const { grantedUntil, createdAt } = await getGrantedUntil(rows, clientId);
  const first = grantedUntil === "" ? allowanceMonth(createdAt, timeZone) : monthAfter(grantedUntil);
  const thisMonth = allowanceMonth(at, timeZone);
  const months = monthsFromTo(first, thisMonth);
  for (const month of months) {
    for (const kind of sessionKinds) await followPlan(rows, at, { clientId, kind, month, hasBegun: false });
  }
  if (months.length > 0) await markGrantedUntil(rows, clientId, thisMonth);
  return months.length;
}
