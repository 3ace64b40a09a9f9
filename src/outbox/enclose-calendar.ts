// The calendar file that an email about a session carries, made at delivery from what the email told of, and the calendar that a
// staff member follows. Reads rows, writes nothing.
import type { Installation } from "../domain/installation.ts";
import { sessionTitle } from "../domain/session-words.ts";
import { findEventOfOutbound } from "../store/events.ts";
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
  const event = await findEventOfOutbound(rows, row.id);
  const isTold =
    event?.type === "session.booked" ||
    event?.type === "session.moved" ||
    event?.type === "session.cancelled";
  if (!isTold) return undefined;
  const { staffId, kind, sequence, startsAt, minutes, callLink } = event.payload;
  const session = await findSession(rows, row.sessionId);
  const staff = await findPerson(rows, { kind: "staff", id: staffId });
  const reader = await findPerson(rows, { kind: "contact", id: row.contactId });
  if (session === undefined || staff === undefined || reader === undefined) return undefined;
  const action = event.type === "session.cancelled" ? "cancel" : "request";
  const content = sessionCalendar(
    {
      uid: session.uid,
      sequence,
      stampedAt: event.at,
      startsAt,
      minutes,
      summary: sessionTitle(kind, agencyName, reader.locale),
      agenda: session.agenda,
      callLink: callLink ?? session.callLink,
      // A calendar's answer comes in where every other answer does (RFC 6047 section 2.3).
      organizer: { name: agencyName, address: mailFrom },
      contact: { name: row.toName, address: row.toAddress },
      staff: { name: staff.name, address: staff.address },
    },
    action,
  );
  return { method: action === "cancel" ? "CANCEL" : "REQUEST", content };
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
