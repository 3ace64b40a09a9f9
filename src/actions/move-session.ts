// A booked session is moved to another free time, perhaps of another staff member. Writes the session, what changes in the
// client's months, and one event.
import { isFree, withoutNotice } from "../domain/availability.ts";
import { timestamp } from "../domain/clock.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { entriesOfMove } from "../domain/session-ledger.ts";
import { allowanceMonth, findChangeRefusal, type ChangeRefusal } from "../domain/session.ts";
import { asMoment, endOf, reminderAt } from "../domain/session-times.ts";
import { lockAvailability } from "../store/availability.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markSessionMoved } from "../store/session-changes.ts";
import { readSlotSearch } from "../store/session-search.ts";
import { getSession, type SessionRow } from "../store/sessions.ts";
import { notFree } from "./book-session.ts";
import { allowanceUsed, enterInLedger, factsOf, followPlan, lockSession } from "./session-entries.ts";

export interface MoveInput {
  sessionId: number;
  by: Person;
  staffId: number;
  startsAt: string;
  /** Of the agency, by whose months allowances go. */
  timeZone: string;
  /** The email that asks for it. */
  inboundEmailId?: number;
}

/**
 * Contacts may until the notice time and to a time that they could book; staff may until it begins, and the notice does not
 * bind them. To where it is changes nothing. Throws `not_found`, and `conflict` when it cannot be moved, or not there.
 */
export async function moveSession(
  rows: Rows,
  now: Date,
  input: MoveInput,
): Promise<{ kind: "done" | "unchanged" }> {
  const { sessionId, by, staffId, timeZone } = input;
  const session = await lockSession(rows, sessionId, by);
  const startsAt = asMoment(input.startsAt);
  if (session.state === "booked" && session.staffId === staffId && session.startsAt === startsAt) {
    return { kind: "unchanged" };
  }
  requireChangeable(session, by, now);
  const availability = await lockAvailability(rows, staffId);
  if (availability === undefined || startsAt === undefined) throw notFree();
  const { clientId, kind, minutes } = session;
  const search = await readSlotSearch(rows, { clientId, kind, minutes, now, timeZone, moving: session });
  const month = allowanceMonth(startsAt, timeZone);
  if (!isFree(by.kind === "staff" ? withoutNotice(search) : search, { staffId, startsAt, minutes })) {
    const { monthly, left } = search.allowance;
    if ((left[month] ?? 1) < 1) throw allowanceUsed(kind, month, monthly);
    throw notFree();
  }
  const at = timestamp(now);
  if (month !== session.month) {
    const hasBegun = month <= allowanceMonth(at, timeZone);
    await followPlan(rows, at, { clientId, kind, month, hasBegun });
  }
  await enterInLedger(rows, at, { clientId, sessionId }, entriesOfMove(kind, session.month, month));
  await markSessionMoved(rows, sessionId, {
    staffId,
    startsAt,
    endsAt: endOf({ startsAt, minutes }),
    month,
    callLink: staffId === session.staffId ? session.callLink : availability.callLink,
    noticeMinutes: availability.noticeMinutes,
    remindAt: reminderAt(startsAt, now),
    at,
  });
  const before = { staffId: session.staffId, startsAt: session.startsAt, month: session.month };
  const payload = { ...factsOf(await getSession(rows, sessionId), input.inboundEmailId), before };
  await recordEvent(rows, { type: "session.moved", actor: by, at, payload });
  return { kind: "done" };
}

/** Why a session cannot be changed, for people. */
export const changeRefusals: Record<ChangeRefusal, InEveryLanguage> = {
  not_booked: {
    en: "This session is not booked any more.",
    de: "Dieser Termin ist nicht mehr gebucht.",
  },
  begun: {
    en: "This session has begun, so that it cannot be changed any more.",
    de: "Dieser Termin hat begonnen und lässt sich deshalb nicht mehr ändern.",
  },
  notice_over: {
    en: "This session begins so soon that it cannot be moved or cancelled by itself any more. Please write to us.",
    de: "Dieser Termin beginnt so bald, dass er sich hier nicht mehr verschieben oder absagen lässt. Bitte schreiben Sie uns.",
  },
};

/** Throws `conflict`, and says why. */
export function requireChangeable(session: SessionRow, by: Person, now: Date): void {
  const refusal = findChangeRefusal(session, by.kind, timestamp(now));
  if (refusal !== undefined) throw new Problem("conflict", changeRefusals[refusal]);
}
