// Whether the books of all sessions add up: no two of a staff member at once, no balance below zero, every booked session held.
import { sessionKinds } from "../../src/domain/session.ts";
import { balanceOf, findLedgerFault, type LedgerEntry } from "../../src/domain/session-ledger.ts";
import type { Store } from "../../src/store/database.ts";

type Row = LedgerEntry & { clientId: number };

/** Months of clients whose ledger took an entry that it must not take, or does not say what their sessions say. */
export async function listDamagedMonths({ read }: Store): Promise<string[]> {
  const ledger = await read.all<Row>(
    `select client_id as "clientId", kind, month, entry, amount from session_ledger order by id`,
  );
  const sessions = await read.all<{ clientId: number; kind: string; month: string; state: string }>(
    `select client_id as "clientId", kind, month, state from sessions`,
  );
  const damaged = new Set<string>();
  const before = new Map<number, LedgerEntry[]>();
  for (const { clientId, ...entry } of ledger) {
    const entries = before.get(clientId) ?? [];
    if (findLedgerFault(entries, entry) !== undefined)
      damaged.add(`${clientId} ${entry.kind} ${entry.month}`);
    before.set(clientId, [...entries, entry]);
  }
  const clientIds = new Set([...before.keys(), ...sessions.map(({ clientId }) => clientId)]);
  for (const clientId of clientIds) {
    const entries = before.get(clientId) ?? [];
    const own = sessions.filter((session) => session.clientId === clientId);
    const months = new Set([...entries, ...own].map(({ month }) => month));
    for (const kind of sessionKinds) {
      for (const month of months) {
        const { held, used, left } = balanceOf(entries, kind, month);
        const those = own.filter((session) => session.kind === kind && session.month === month);
        const booked = those.filter(({ state }) => state === "booked").length;
        const over = those.filter(({ state }) => state === "took_place" || state === "missed").length;
        if (held !== booked || used !== over || left < 0) damaged.add(`${clientId} ${kind} ${month}`);
      }
    }
  }
  return [...damaged];
}

/** Whether any two sessions that were not cancelled, of one staff member overlap. */
export async function isSoldTwice({ read }: Store): Promise<boolean> {
  const overlap = await read.first(
    `select 1 as found from sessions one join sessions other on one.staff_id = other.staff_id and one.id < other.id
     where one.state <> 'cancelled' and other.state <> 'cancelled' and one.starts_at < other.ends_at
       and other.starts_at < one.ends_at`,
  );
  return overlap !== undefined;
}
