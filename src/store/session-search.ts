// Everything that the search for free times asks of rows, for one client: who can be booked, what is booked, what is left.
import { defaultHorizonDays, type SlotSearch } from "../domain/availability.ts";
import { balanceWithPlan, monthsAhead } from "../domain/monthly-allowance.ts";
import type { LedgerBalance } from "../domain/session-ledger.ts";
import type { SessionKind } from "../domain/session.ts";
import { listAvailability, toStaffAvailability } from "./availability.ts";
import type { Rows } from "./rows.ts";
import { getMonthlySessions, listLedger } from "./session-ledger.ts";
import { listBusyTimes, type SessionRow } from "./sessions.ts";

/** `moving`: the session that is to be moved, which is in the way of nothing and is paid for. */
export interface SearchQuestion {
  clientId: number;
  kind: SessionKind;
  minutes: number;
  now: Date;
  /** Of the agency, by whose months allowances go. */
  timeZone: string;
  moving?: Pick<SessionRow, "id" | "kind" | "month"> | undefined;
}

export async function readSlotSearch(rows: Rows, question: SearchQuestion): Promise<Required<SlotSearch>> {
  const { kind, minutes, timeZone, moving } = question;
  const now = question.now.toISOString();
  const availability = await listAvailability(rows);
  // What has just ended is in the way as long as somebody's buffer lasts.
  const bufferMinutes = Math.max(0, ...availability.map((row) => row.bufferMinutes));
  const since = new Date(question.now.getTime() - bufferMinutes * 60_000).toISOString();
  const busy = (await listBusyTimes(rows, since)).filter(({ id }) => id !== moving?.id);
  const { monthly, months } = await readPlanMonths(rows, question);
  const left = Object.fromEntries(
    months.map(({ month, balance }) => [month, balance.left + (month === moving?.month ? 1 : 0)]),
  );
  return {
    kind,
    minutes,
    now,
    staff: availability.map((row) =>
      toStaffAvailability(
        row,
        busy.filter(({ staffId }) => staffId === row.staffId),
      ),
    ),
    allowance: { timeZone, monthly, left },
  };
}

/** The months that can be booked into now, in order, with what the client has of one kind in each. */
export async function readMonths(rows: Rows, question: MonthsQuestion): Promise<MonthBalance[]> {
  return (await readPlanMonths(rows, question)).months;
}

type MonthsQuestion = Pick<SearchQuestion, "clientId" | "kind" | "now" | "timeZone">;

interface MonthBalance {
  month: string;
  balance: LedgerBalance;
}

async function readPlanMonths(
  rows: Rows,
  { clientId, kind, now, timeZone }: MonthsQuestion,
): Promise<{ monthly: number; months: MonthBalance[] }> {
  // The last day of a staff member's calendar may be the next one of the agency's.
  const months = monthsAhead(now, timeZone, defaultHorizonDays + 1);
  const monthly = (await getMonthlySessions(rows, clientId))[kind];
  const entries = await listLedger(rows, clientId, months[0]!);
  return {
    monthly,
    months: months.map((month, index) => ({
      month,
      balance: balanceWithPlan(entries, { kind, month, monthly, hasBegun: index === 0 }),
    })),
  };
}
