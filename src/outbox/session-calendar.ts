// A session as the calendar file that its emails carry, and all of a staff member's as a feed, on ical-generator. What people
// wrote is made harmless first, since the package escapes TEXT and nothing else. Pure.
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalEventData,
} from "ical-generator";
import { isAddress } from "../domain/address.ts";
import type { CalendarAnswerKind } from "../domain/session-event.ts";

export interface CalendarPerson {
  name: string;
  address: string;
}

/** A session as calendars are told of it. Moments are ISO 8601 in UTC. */
export interface CalendarSession {
  /** The same for the session's whole life; letters, digits and `@._-`. */
  uid: string;
  /** Rises with every change that is told (RFC 5546 section 2.1.4), a cancellation too. */
  sequence: number;
  /** When this state of it was reached: the same state gives the same file. */
  stampedAt: string;
  startsAt: string;
  minutes: number;
  /** One line, such as “Training session with Northbeam”. */
  summary: string;
  agenda: string;
  /** Where it happens: a link, or words. */
  callLink: string;
  /** An address of ours: there a calendar sends its answer (RFC 6047 section 2.3). */
  organizer: CalendarPerson;
  contact: CalendarPerson;
  staff: CalendarPerson;
  /** What the contact's calendar answered to this state; a calendar that accepted must not forget it. */
  answer?: CalendarAnswerKind | null;
}

/** Characters of an agenda in a calendar; the page and the email have all of it. */
export const calendarAgendaLengthMax = 4_000;
/** How often programs that follow a feed should look again. */
export const feedRefreshSeconds = 15 * 60;

const answered: Record<CalendarAnswerKind, ICalAttendeeStatus> = {
  accepted: ICalAttendeeStatus.ACCEPTED,
  declined: ICalAttendeeStatus.DECLINED,
  tentative: ICalAttendeeStatus.TENTATIVE,
};

const prodId = { company: "Inreply", product: "Sessions", language: "EN" };

/**
 * The iTIP message (RFC 5546 sections 3.2.2 and 3.2.5) that puts a session into the calendar of its contact, moves it there,
 * or takes it out. The contact is asked for an answer; the staff member has accepted. Lines end in CRLF and hold 75 octets at
 * most (RFC 5545 section 3.1); there is no alarm, which would be the reader's own affair. Throws for an address or uid that
 * rows cannot hold.
 */
export function sessionCalendar(session: CalendarSession, action: "request" | "cancel"): string {
  const isCancelled = action === "cancel";
  const person = { role: ICalAttendeeRole.REQ, type: ICalAttendeeType.INDIVIDUAL };
  const { contact, staff, answer = null } = session;
  const calendar = ical({
    prodId,
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    ...eventData(session, session.agenda),
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    attendees: [
      // Nobody is asked to answer a cancellation.
      {
        ...person,
        ...toPerson(contact),
        status: answer === null ? ICalAttendeeStatus.NEEDSACTION : answered[answer],
        rsvp: isCancelled ? null : true,
      },
      { ...person, ...toPerson(staff), status: ICalAttendeeStatus.ACCEPTED },
    ],
  });
  return `${calendar.toString()}\r\n`;
}

/**
 * The booked sessions of a staff member, to be followed by their calendar (RFC 5546 section 3.2.1: METHOD:PUBLISH, in which
 * nobody is an attendee). Whom it is with stands in the description.
 */
export function sessionFeed(name: string, sessions: readonly CalendarSession[]): string {
  // The package writes the name as it is.
  const title = onOneLine(name).replaceAll(/[\\;,]/gu, (sign) => `\\${sign}`);
  const calendar = ical({ prodId, name: title, method: ICalCalendarMethod.PUBLISH, ttl: feedRefreshSeconds });
  for (const session of sessions) {
    const { name: contactName, email } = toPerson(session.contact);
    calendar.createEvent({
      ...eventData(session, `${contactName} (${email})\n\n${session.agenda}`),
      status: ICalEventStatus.CONFIRMED,
    });
  }
  return `${calendar.toString()}\r\n`;
}

/** What both have in common. */
function eventData(session: CalendarSession, words: string): ICalEventData {
  if (!/^[\w@.-]{1,255}$/u.test(session.uid)) throw new Error("The uid of a session in a calendar is none.");
  const start = new Date(session.startsAt);
  const place = onOneLine(session.callLink);
  const description = [cut(plainText(words)), place].filter((part) => part !== "").join("\n\n");
  const url = linkOf(place);
  return {
    id: session.uid,
    sequence: session.sequence,
    stamp: new Date(session.stampedAt),
    start,
    end: new Date(start.getTime() + session.minutes * 60_000),
    summary: onOneLine(session.summary),
    ...(description === "" ? {} : { description }),
    ...(place === "" ? {} : { location: place }),
    ...(url === undefined ? {} : { url }),
    organizer: toPerson(session.organizer),
  };
}

/** A quote cannot stand in a parameter (RFC 5545 section 3.2), a caret begins an escape there (RFC 6868), and the package doubles a backslash. */
function toPerson({ name, address }: CalendarPerson): { name: string; email: string } {
  if (!isAddress(address)) throw new Error("An address in a calendar is none.");
  const plain = onOneLine(name).replaceAll('"', "'").replaceAll("\\", "/").replaceAll("^", "^^");
  return { name: plain === "" ? address : plain, email: address };
}

/** A URI has no escapes (RFC 5545 section 3.3.13) and the package writes them, so that what it would escape is encoded. */
function linkOf(place: string): string | undefined {
  if (!/^https?:\/\//iu.test(place) || !URL.canParse(place)) return undefined;
  return new URL(place).href.replaceAll(/[\\;,]/gu, encodeURIComponent);
}

/** Lines end in LF; no other control character may stand in TEXT but a tab (RFC 5545 section 3.1), and no half of a character. */
function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, "\n")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, " ")
    .trim();
}

function onOneLine(text: string): string {
  return plainText(text).replaceAll(/\s+/gu, " ");
}

function cut(text: string): string {
  if (text.length <= calendarAgendaLengthMax) return text;
  return `${text.slice(0, calendarAgendaLengthMax - 1).toWellFormed()}…`;
}
