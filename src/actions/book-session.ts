// A contact books a session at a free time. Writes the session, what it takes of the client's month, and one event.
import { randomUUID } from "node:crypto";
import { requireAgenda } from "../domain/agenda.ts";
import { isFree } from "../domain/availability.ts";
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { sessionName } from "../domain/session-words.ts";
import { allowanceMonth, sessionMinutes, type SessionKind } from "../domain/session.ts";
import { asMoment, endOf, reminderAt } from "../domain/session-times.ts";
import { lockAvailability } from "../store/availability.ts";
import { lockClientPlan } from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { readSlotSearch } from "../store/session-search.ts";
import { findBookedAt, findSessionBySubmissionKey, getSession, recordSession } from "../store/sessions.ts";
import { allowanceUsed, enterInLedger, factsOf, followPlan } from "./session-entries.ts";

export interface BookInput {
  by: Extract<Person, { kind: "contact" }>;
  staffId: number;
  startsAt: string;
  kind: SessionKind;
  minutes: number;
  agenda: string;
  /** Made with the form, so that it does not book twice. */
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
 * again changes nothing, and neither does the same form, unless what it booked was cancelled since: that is a `conflict`. Throws
 * `conflict` for a time that cannot be booked (any more), `invalid` for a length or an agenda that does not fit.
 */
export async function bookSession(rows: Rows, now: Date, input: BookInput): Promise<Booked> {
  const { by, staffId, kind, minutes, timeZone } = input;
  if (!sessionMinutes[kind].includes(minutes)) {
    throw new Problem("invalid", {
      en: `A ${sessionName(kind, "en")} lasts ${sessionMinutes[kind].join(", ")} minutes.`,
      de: `Ein ${sessionName(kind, "de")} dauert ${sessionMinutes[kind].join(", ")} Minuten.`,
    });
  }
  const agenda = requireAgenda(input.agenda);
  const { clientId } = await getPerson(rows, by);
  if (clientId === null)
    throw new Problem("not_allowed", { en: "Only clients book sessions.", de: "Nur Kunden buchen Termine." });
  await lockClientPlan(rows, clientId);
  const submissionKey = input.submissionKey ?? null;
  const repeated = submissionKey === null ? undefined : await findSessionBySubmissionKey(rows, submissionKey);
  if (repeated?.state === "cancelled") {
    throw new Problem("conflict", {
      en: "This booking was cancelled since. Choose a time anew.",
      de: "Diese Buchung wurde inzwischen abgesagt. Wählen Sie bitte neu eine Zeit.",
    });
  }
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
    const { monthly, left } = search.allowance;
    if ((left[month] ?? 1) < 1) throw allowanceUsed(kind, month, monthly);
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
    noticeMinutes: availability.noticeMinutes,
    // RFC 7986 section 5.3 wants one that tells nothing.
    uid: randomUUID(),
    bookedAt: at,
    submissionKey,
    remindAt: reminderAt(startsAt, now),
  });
  if (sessionId === undefined) throw notFree();
  const hasBegun = month <= allowanceMonth(at, timeZone);
  await followPlan(rows, at, { clientId, kind, month, hasBegun });
  await enterInLedger(rows, at, { clientId, sessionId }, [{ kind, month, entry: "hold", amount: 1 }]);
  const payload = factsOf(await getSession(rows, sessionId), input.inboundEmailId);
  await recordEvent(rows, { type: "session.booked", actor: by, at, payload });
  return { kind: "done", sessionId };
}

export function notFree(): Problem {
  return new Problem("conflict", {
    en: "This time cannot be booked any more. These are the nearest that are free.",
    de: "Diese Zeit lässt sich nicht mehr buchen. Dies sind die nächsten freien Zeiten.",
  });
}
