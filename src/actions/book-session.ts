// A contact books a session at a free time. Writes the session, what it takes of the client's month, and one event.
import { randomUUID } from "node:crypto";
import { isFree } from "../domain/availability.ts";
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { allowanceMonth, sessionMinutes, type SessionKind } from "../domain/session.ts";
import { asMoment, endOf, reminderAt } from "../domain/session-times.ts";
import { lockAvailability } from "../store/availability.ts";
import { lockClientPlan } from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { readSlotSearch } from "../store/session-search.ts";
import { findBookedAt, findSessionBySubmissionKey, getSession, recordSession } from "../store/sessions.ts";
import { allowanceUsed, enterInLedger, factsOf } from "./session-entries.ts";

/** Characters. */
export const agendaLengthMax = 2_000;

export interface BookInput {
  by: Extract<Person, { kind: "contact" }>;
  staffId: number;
  startsAt: string;
  kind: SessionKind;
  minutes: number;
  agenda: string;
  /** Made with the form, or from the email, so that neither books twice. */
  submissionKey?: string;
  /** Of the agency, by whose months allowances go. */
  timeZone: string;
  /** The email that asks for it. */
  inboundEmailId?: number;
}

export interface Booked {
  kind: "done" | "unchanged";
  sessionId: number;
}

/**
 * Whoever books a time of one staff member waits for one another, and asks again whether it is free. Booking one's own time
 * again changes nothing. Throws `conflict` for a time that cannot be booked (any more), `invalid` for a length or an agenda that
 * does not fit.
 */
export async function bookSession(rows: Rows, now: Date, input: BookInput): Promise<Booked> {
  const { by, staffId, kind, minutes, timeZone } = input;
  if (!sessionMinutes[kind].includes(minutes)) {
    throw new Problem("invalid", `A ${kind} session lasts ${sessionMinutes[kind].join(", ")} minutes.`);
  }
  const agenda = requireAgenda(input.agenda);
  const { clientId } = await getPerson(rows, by);
  if (clientId === null) throw new Problem("not_allowed", "Only clients book sessions.");
  await lockClientPlan(rows, clientId);
  const submissionKey = input.submissionKey ?? null;
  const repeated = submissionKey === null ? undefined : await findSessionBySubmissionKey(rows, submissionKey);
  if (repeated !== undefined) return { kind: "unchanged", sessionId: repeated.id };
  const availability = await lockAvailability(rows, staffId);
  const startsAt = asMoment(input.startsAt);
  if (availability === undefined || startsAt === undefined) throw notFree();
  const booked = await findBookedAt(rows, staffId, startsAt);
  if (booked?.contactId === by.id && booked.kind === kind && booked.minutes === minutes) {
    return { kind: "unchanged", sessionId: booked.id };
  }
  const month = allowanceMonth(startsAt, timeZone);
  const search = await readSlotSearch(rows, { clientId, kind, minutes, now, timeZone });
  if (!isFree(search, { staffId, startsAt, minutes })) {
    if ((search.allowance?.left[month] ?? 1) < 1) throw allowanceUsed(kind, month);
    throw notFree();
  }
  const at = timestamp(now);
  const sessionId = await recordSession(rows, {
    clientId,
    contactId: by.id,
    staffId,
    kind,
    startsAt,
    endsAt: endOf({ startsAt, minutes }),
    minutes,
    month,
    agenda,
    callLink: availability.callLink,
    // RFC 7986 section 5.3 wants one that tells nothing.
    uid: randomUUID(),
    bookedAt: at,
    submissionKey,
    remindAt: reminderAt(startsAt, now),
  });
  if (sessionId === undefined) throw notFree();
  await enterInLedger(rows, at, { clientId, sessionId }, [{ kind, month, entry: "hold", amount: 1 }]);
  const payload = factsOf(await getSession(rows, sessionId), input.inboundEmailId);
  await recordEvent(rows, { type: "session.booked", actor: by, at, payload });
  return { kind: "done", sessionId };
}

export function notFree(): Problem {
  return new Problem("conflict", "This time cannot be booked any more. These are the nearest that are free.");
}

function requireAgenda(typed: string): string {
  const agenda = typed.trim();
  if (agenda.length > agendaLengthMax) {
    throw new Problem("invalid", `An agenda can have ${agendaLengthMax} characters at most.`);
  }
  return agenda;
}
