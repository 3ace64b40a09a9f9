// A calendar answered the invitation to a session. Declining cancels it while that may be, anything else is noted. Writes the
// session, the ledger where it is cancelled, and one event.
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import type { CalendarAnswerKind } from "../domain/session-event.ts";
import { findChangeRefusal } from "../domain/session.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { listAgendaStates, markCalendarAnswer } from "../store/session-changes.ts";
import { getSession, type SessionRow } from "../store/sessions.ts";
import { cancelSession } from "./cancel-session.ts";
import { factsOf, lockSession } from "./session-entries.ts";

export interface AnswerInput {
  sessionId: number;
  /** The contact whom the session is booked for. */
  by: Extract<Person, { kind: "contact" }>;
  answer: CalendarAnswerKind;
  /** Which state of the session was answered; a calendar that does not say means the first one, 0 (RFC 5545 section 3.8.7.4). */
  sequence: number | undefined;
  comment: string;
  /** The email that the calendar sent. */
  inboundEmailId?: number;
}

/**
 * `outdated`: it answers an earlier state of the session, which it may not fit any more. `unchanged`: the same was answered
 * before, or the session is not booked any more.
 */
export async function answerSession(
  rows: Rows,
  now: Date,
  { sessionId, by, answer, sequence, comment, inboundEmailId }: AnswerInput,
): Promise<{ kind: "cancelled" | "noted" | "too_late" | "outdated" | "unchanged" }> {
  const session = await lockSession(rows, sessionId, by);
  if (session.state !== "booked") return { kind: "unchanged" };
  if (await isOutdated(rows, session, sequence)) return { kind: "outdated" };
  if (session.calendarAnswer === answer && session.answerComment === (comment === "" ? null : comment)) {
    return { kind: "unchanged" };
  }
  const at = timestamp(now);
  await markCalendarAnswer(rows, sessionId, { answer, comment });
  const isDeclined = answer === "declined";
  const isTooLate = isDeclined && findChangeRefusal(session, "contact", at) !== undefined;
  const payload = { ...factsOf(await getSession(rows, sessionId)), answer, isTooLate };
  await recordEvent(rows, { type: "session.answered", actor: by, at, payload });
  if (!isDeclined) return { kind: "noted" };
  if (isTooLate) return { kind: "too_late" };
  await cancelSession(rows, now, { sessionId, by, cause: "calendar", inboundEmailId });
  return { kind: "cancelled" };
}

/** Whoever accepted or declined a time meant it, whatever was said since of what the session is about. */
async function isOutdated(rows: Rows, session: SessionRow, sequence: number | undefined): Promise<boolean> {
  // RFC 5545 section 3.8.7.4: without one it is 0.
  const answered = sequence ?? 0;
  if (answered >= session.sequence) return false;
  const agendaStates = await listAgendaStates(rows, session.id);
  for (let state = answered + 1; state <= session.sequence; state++) {
    if (!agendaStates.has(state)) return true;
  }
  return false;
}
