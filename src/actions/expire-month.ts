// What a client had left of a month that is over is gone. Writes the ledger, that the month is closed, and one event.
import { timestamp } from "../domain/clock.ts";
import { dayOf } from "../domain/day.ts";
import { balanceOf } from "../domain/session-ledger.ts";
import type { SessionKind } from "../domain/session.ts";
import { lockClientPlan } from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { listLedger, markMonthClosed } from "../store/session-ledger.ts";
import { enterInLedger } from "./session-entries.ts";

/** A month that is not over in the agency's zone, or was closed before, stays as it is. Answers how many were left. */
export async function expireMonth(
  rows: Rows,
  now: Date,
  input: { clientId: number; kind: SessionKind; month: string; timeZone: string },
): Promise<number> {
  const { clientId, kind, month, timeZone } = input;
  if (month >= dayOf(now, timeZone).slice(0, 7)) return 0;
  const at = timestamp(now);
  await lockClientPlan(rows, clientId);
  if (!(await markMonthClosed(rows, { clientId, kind, month, at }))) return 0;
  const { left } = balanceOf(await listLedger(rows, clientId, month), kind, month);
  if (left === 0) return 0;
  const expired = { kind, month, entry: "expire", amount: left } as const;
  await enterInLedger(rows, at, { clientId, sessionId: null }, [expired]);
  await recordEvent(rows, { type: "sessions.expired", at, payload: { clientId, kind, month, amount: left } });
  return left;
}
