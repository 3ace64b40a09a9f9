// What clients have left of their monthly sessions: rows that are only ever added. Whoever adds one holds the client.
import type { LedgerEntry } from "../domain/session-ledger.ts";
import type { SessionKind } from "../domain/session.ts";
import type { Rows } from "./rows.ts";

/** The entries of a client from this month on, in the order in which they were written. */
export async function listLedger(rows: Rows, clientId: number, sinceMonth: string): Promise<LedgerEntry[]> {
  return rows.all<LedgerEntry>(
    `select kind, month, entry, amount from session_ledger where client_id = ? and month >= ? order by month, id`,
    clientId,
    sinceMonth,
  );
}

export async function recordLedgerEntry(
  rows: Rows,
  added: LedgerEntry & { clientId: number; sessionId: number | null; at: string },
): Promise<void> {
  await rows.run(
    `insert into session_ledger (client_id, kind, month, entry, amount, session_id, entered_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    added.clientId,
    added.kind,
    added.month,
    added.entry,
    added.amount,
    added.sessionId,
    added.at,
  );
}

/** How many sessions of each kind the client's plan gives it a month. Nothing for a client that is not there. */
export async function getMonthlySessions(rows: Rows, clientId: number): Promise<Record<SessionKind, number>> {
  const monthly = await rows.first<Record<SessionKind, number>>(
    `select p.strategy_sessions_monthly as strategy, p.training_sessions_monthly as training
     from clients c join plans p on p.id = c.plan_id where c.id = ?`,
    clientId,
  );
  return monthly ?? { strategy: 0, training: 0 };
}

/** Clients whose plan has not granted this month yet, some of them. */
export async function listClientsToGrant(rows: Rows, month: string, countMax: number): Promise<number[]> {
  const found = await rows.all<{ id: number }>(
    "select id from clients where sessions_granted_until < ? limit ?",
    month,
    countMax,
  );
  return found.map(({ id }) => id);
}

/** The last month that the client's plan granted when it began, empty for none; and since when it is a client. */
export async function getGrantedUntil(
  rows: Rows,
  clientId: number,
): Promise<{ grantedUntil: string; createdAt: string }> {
  const client = await rows.first<{ grantedUntil: string; createdAt: string }>(
    'select sessions_granted_until as "grantedUntil", created_at as "createdAt" from clients where id = ?',
    clientId,
  );
  return client!;
}

export async function markGrantedUntil(rows: Rows, clientId: number, month: string): Promise<void> {
  await rows.run("update clients set sessions_granted_until = ? where id = ?", month, clientId);
}

/** Months before this one that were granted and not closed, each client's and kind's, some of them. */
export async function listOpenMonths(
  rows: Rows,
  beforeMonth: string,
  countMax: number,
): Promise<{ clientId: number; kind: SessionKind; month: string }[]> {
  return rows.all(
    `select client_id as "clientId", kind, month from session_ledger
     where entry = 'grant' and closed_at is null and month < ? limit ?`,
    beforeMonth,
    countMax,
  );
}

/** Answers whether it was open still. */
export async function markMonthClosed(
  rows: Rows,
  closed: { clientId: number; kind: SessionKind; month: string; at: string },
): Promise<boolean> {
  const count = await rows.run(
    `update session_ledger set closed_at = ?
     where client_id = ? and month = ? and kind = ? and entry = 'grant' and closed_at is null`,
    closed.at,
    closed.clientId,
    closed.month,
    closed.kind,
  );
  return count > 0;
}
