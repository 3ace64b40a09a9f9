// What the changes of a session have in common: whom it is kept for, what it writes into the ledger, and how an event tells of it.
import { monthInWords } from "../domain/day.ts";
import { owedGrant } from "../domain/monthly-allowance.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { balanceOf, findLedgerFault, type LedgerEntry } from "../domain/session-ledger.ts";
import type { SessionFacts } from "../domain/session-event.ts";
import type { SessionKind } from "../domain/session.ts";
import { lockClientPlan } from "../store/backlog.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getMonthlySessions, listLedger, recordLedgerEntry } from "../store/session-ledger.ts";
import { getSession, type SessionRow } from "../store/sessions.ts";

/**
 * The session with its client held until the transaction ends, so that whatever changes the client's sessions and ledger waits
 * for one another. Throws `not_found`, also for contacts of another client.
 */
export async function lockSession(
  rows: Rows,
  sessionId: number,
  by: Person | undefined,
): Promise<SessionRow> {
  const { clientId } = await getSession(rows, sessionId);
  if (by?.kind === "contact" && (await getPerson(rows, by)).clientId !== clientId) {
    throw new Problem("not_found", "There is no such session.");
  }
  await lockClientPlan(rows, clientId);
  // As it is now: somebody may have changed it while we waited.
  return getSession(rows, sessionId);
}

/**
 * Adds entries, after what the plan owes for their months. The client is held. Throws `conflict` when nothing is left of a
 * month; anything else that does not fit is a bug.
 */
export async function enterInLedger(
  rows: Rows,
  at: string,
  { clientId, sessionId }: { clientId: number; sessionId: number | null },
  entries: readonly LedgerEntry[],
): Promise<void> {
  const sinceMonth = entries.map(({ month }) => month).toSorted()[0];
  if (sinceMonth === undefined) return;
  const ledger = await listLedger(rows, clientId, sinceMonth);
  const monthly = await getMonthlySessions(rows, clientId);
  const add = async (entry: LedgerEntry, of: number | null) => {
    await recordLedgerEntry(rows, { ...entry, clientId, sessionId: of, at });
    ledger.push(entry);
  };
  for (const entry of entries) {
    const { kind, month } = entry;
    const owed = entry.entry === "hold" ? owedGrant(balanceOf(ledger, kind, month), monthly[kind]) : 0;
    if (owed > 0) await add({ kind, month, entry: "grant", amount: owed }, null);
    const fault = findLedgerFault(ledger, entry);
    if (fault === "nothing_left") throw allowanceUsed(kind, month);
    if (fault !== undefined)
      throw new Error(`The ledger of client ${clientId} does not take ${entry.entry}: ${fault}.`);
    await add(entry, sessionId);
  }
}

export function allowanceUsed(kind: SessionKind, month: string): Problem {
  return new Problem(
    "conflict",
    `Your plan’s ${kind} sessions of ${monthInWords(month, "en")} are used. One that is cancelled can be booked anew.`,
  );
}

/** `inboundEmailId`: the email by which it came to this. */
export function factsOf(session: SessionRow, inboundEmailId?: number): SessionFacts {
  const { id: sessionId, clientId, contactId, staffId, kind, startsAt, minutes, month } = session;
  const { sequence, callLink } = session;
  const facts = {
    sessionId,
    clientId,
    contactId,
    staffId,
    kind,
    startsAt,
    minutes,
    month,
    sequence,
    callLink,
  };
  return inboundEmailId === undefined ? facts : { ...facts, inboundEmailId };
}
