// The calendar file that an email about a session carries, made at delivery from what the email told of, and the calendar that a
// staff member follows. Reads rows, writes nothing.
import type { Installation } from "../domain/installation.ts";
import { sessionTitle } from "../domain/session-words.ts";
import { findEventOfOutbound, type RecordedEvent } from "../store/events.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { findPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findSession, type SessionRow } from "../store/sessions.ts";
import type { EmailCalendar } from "./courier.ts";
import { sessionCalendar, sessionFeed } from "./session-calendar.ts";

/** Undefined for every other email. Only contacts are invited; staff follow their feed. */
export async function calendarOf(
  rows: Rows,
  { agencyName, mailFrom }: Installation,
  row: OutboundEmailRow,
): Promise<EmailCalendar | undefined> {
  if (row.sessionId === null || row.contactId === null) return undefined;
  const told = toldBy(await findEventOfOutbound(rows, row.id));
  if (told === undefined) return undefined;
  const { action, stampedAt, answer, facts } = told;
  const { staffId, kind, sequence, startsAt, minutes, callLink } = facts;
  const session = await findSession(rows, row.sessionId);
  const staff = await findPerson(rows, { kind: "staff", id: staffId });
  const reader = await findPerson(rows, { kind: "contact", id: row.contactId });
  if (session === undefined || staff === undefined || reader === undefined) return undefined;
  const content = sessionCalendar(
    {
      uid: session.uid,
      sequence,
      stampedAt,
      startsAt,
      minutes,
      summary: sessionTitle(kind, agencyName, reader.locale),
      agenda: session.agenda,
      callLink: callLink ?? session.callLink,
      // A calendar's answer comes in where every other answer does (RFC 6047 section 2.3).
      organizer: { name: agencyName, address: mailFrom },
      contact: { name: row.toName, address: row.toAddress },
      staff: { name: staff.name, address: staff.address },
      answer,
    },
    action,
  );
  return { method: action === "cancel" ? "CANCEL" : "REQUEST", content };
}

/**
 * A reminder tells of a state that was told before: with its moment, not its own (RFC 5546 section 2.1.5), so that calendars
 * keep what they have and only those that lost it take it in. Neither that nor a new agenda asks anew who has answered.
 */
function toldBy(event: RecordedEvent | undefined) {
  if (event?.type === "session.reminder_due" || event?.type === "session.agenda_changed") {
    const { changedAt: stampedAt, answer } = event.payload;
    return { action: "request", stampedAt, answer, facts: event.payload } as const;
  }
  if (event?.type === "session.booked" || event?.type === "session.moved") {
    return { action: "request", stampedAt: event.at, answer: null, facts: event.payload } as const;
  }
  if (event?.type === "session.cancelled") {
    return { action: "cancel", stampedAt: event.at, answer: null, facts: event.payload } as const;
  }
  return undefined;
}

/** Sessions of a staff member as a calendar that programs follow; those of people who were erased are left out. */
export function feedOf(
  { agencyName, mailFrom }: Installation,
  name: string,
  sessions: readonly SessionRow[],
): string {
  const organizer = { name: agencyName, address: mailFrom };
  return sessionFeed(
    name,
    sessions.flatMap(({ contactAddress, ...session }) => {
      if (contactAddress === null) return [];
      return {
        ...session,
        stampedAt: session.changedAt,
        summary: sessionTitle(session.kind, session.clientName, "en"),
        organizer,
        contact: { name: session.contactName, address: contactAddress },
        staff: { name: session.staffName, address: session.staffAddress },
      };
    }),
  );
}
