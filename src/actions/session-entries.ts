// What the changes of a session have in common: whom it is kept for, what it writes into the ledger, and how an event tells of it.
import { monthInWords } from "../domain/day.ts";
import { entryOfPlan } from "../domain/monthly-allowance.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { findLedgerFault, type LedgerEntry } from "../domain/session-ledger.ts";
import type { SessionFacts, SessionStanding } from "../domain/session-event.ts";
import type { SessionKind } from "../domain/session.ts";
import { sessionsName } from "../domain/session-words.ts";
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
    throw new Problem("not_found", { en: "There is no such session.", de: "Diesen Termin gibt es nicht." });
  }
  await lockClientPlan(rows, clientId);
  // As it is now: somebody may have changed it while we waited.
  return getSession(rows, sessionId);
}

/** Enters what makes a month of one kind follow the client's plan, before any of it is taken. The client is held. */
export async function followPlan(
  rows: Rows,
  at: string,
  {
    clientId,
    kind,
    month,
    hasBegun,
  }: { clientId: number; kind: SessionKind; month: string; hasBegun: boolean },
): Promise<void> {
  const monthly = (await getMonthlySessions(rows, clientId))[kind];
  const entry = entryOfPlan(await listLedger(rows, clientId, month), { kind, month, monthly, hasBegun });
  if (entry !== undefined) await recordLedgerEntry(rows, { ...entry, clientId, sessionId: null, at });
}

/** The client is held. Throws `conflict` when nothing is left of a month; anything else that does not fit is a bug. */
export async function enterInLedger(
  rows: Rows,
  at: string,
  { clientId, sessionId }: { clientId: number; sessionId: number | null },
  entries: readonly LedgerEntry[],
): Promise<void> {
  const sinceMonth = entries.map(({ month }) => month).toSorted()[0];
  if (sinceMonth === undefined) return;
  const ledger = await listLedger(rows, clientId, sinceMonth);
  for (const entry of entries) {
    const { kind, month } = entry;
    const fault = findLedgerFault(ledger, entry);
    if (fault === "nothing_left") {
      throw allowanceUsed(kind, month, (await getMonthlySessions(rows, clientId))[kind]);
    }
    if (fault !== undefined)
      throw new Error(`The ledger of client ${clientId} does not take ${entry.entry}: ${fault}.`);
    await recordLedgerEntry(rows, { ...entry, clientId, sessionId, at });
    ledger.push(entry);
  }
}

/** `monthly`: what the plan gives of this kind. */
export function allowanceUsed(kind: SessionKind, month: string, monthly: number): Problem {
  if (monthly < 1)
    return new Problem("conflict", {
      en: `Your plan has no ${sessionsName(kind, "en")}.`,
      de: `Ihr Plan enthält keine ${sessionsName(kind, "de")}.`,
    });
  return new Problem("conflict", {
    en: `Your plan’s ${sessionsName(kind, "en")} of ${monthInWords(month, "en")} are used. One that is cancelled can be booked anew.`,
    de: `Die ${sessionsName(kind, "de")} Ihres Plans für ${monthInWords(month, "de")} sind verbraucht. Ein abgesagter kann neu gebucht werden.`,
  });
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

export function standingOf(session: SessionRow, inboundEmailId?: number): SessionStanding {
  return {
    ...factsOf(session, inboundEmailId),
    changedAt: session.changedAt,
    answer: session.calendarAnswer,
  };
}
