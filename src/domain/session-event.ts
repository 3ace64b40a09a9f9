// What can have happened to bookable sessions, and to what is published and granted for them.
import type { ChangeRefusal, SessionKind } from "./session.ts";

/** How a session stands after the event. `month` is that of the allowance which it uses. */
export interface SessionFacts {
  sessionId: number;
  clientId: number;
  contactId: number;
  staffId: number;
  kind: SessionKind;
  startsAt: string;
  minutes: number;
  month: string;
  /** Of its calendar file. */
  sequence: number;
  /** Where it happens; not in events from before that was noted. */
  callLink?: string;
  /** The email by which this was asked for; absent where none was. */
  inboundEmailId?: number;
}

/** For a calendar that was told of this state before: since when it is so, and what the contact's calendar answered. */
export interface SessionStanding extends SessionFacts {
  changedAt: string;
  answer: CalendarAnswerKind | null;
}

export type CalendarAnswerKind = "accepted" | "declined" | "tentative";

/**
 * Why free times are sent: somebody asked for them, or asked to move a session; or the time that they chose cannot be booked
 * any more, or is not in the email that they answered (`unknown_number`); or they would cancel or move, by an email that belongs to
 * no session (`no_session`).
 */
export type TimesCause = "asked" | "gone" | "unknown_number" | "no_session";

export type SessionEventPayloads = {
  /** A session was booked. */
  "session.booked": SessionFacts;
  /** A session was moved to another time, perhaps of another staff member. */
  "session.moved": SessionFacts & { before: { staffId: number; startsAt: string; month: string } };
  /** What a session is to be about was said anew; the words stand in its row. */
  "session.agenda_changed": SessionStanding;
  /** A session was cancelled: by whoever did it, by their calendar, or since its contact was erased. */
  "session.cancelled": SessionFacts & { cause: "asked" | "calendar" | "erased" };
  /** A session took place, which used it up. */
  "session.took_place": SessionFacts;
  /** The client did not come to a session, which used it up. */
  "session.missed": SessionFacts;
  /** A calendar answered the invitation. `isTooLate`: it declined when the session could not be cancelled any more. */
  "session.answered": SessionFacts & { answer: CalendarAnswerKind; isTooLate: boolean };
  /** A session begins within a day. */
  "session.reminder_due": SessionStanding;
  /** A contact wanted to change a session by email and could not. */
  "session.change_refused": SessionFacts & { wanted: "move" | "cancel" | "agenda"; reason: ChangeRefusal };
  /** A contact is to be sent free times for a session, to book one or to move theirs; near `wantedAt`, when that is known. */
  "session.times_asked": {
    contactId: number;
    kind: SessionKind;
    minutes: number;
    sessionId: number | null;
    cause: TimesCause;
    wantedAt: string | null;
    inboundEmailId?: number;
  };
  /** What a client had left of a month was gone with it. */
  "sessions.expired": { clientId: number; kind: SessionKind; month: string; amount: number };
  /** A staff member said when they can be booked. */
  "availability.published": {
    staffId: number;
    weeklyHours: string;
    exceptions: string;
    noticeMinutes: number;
    bufferMinutes: number;
  };
  /** The link of a staff member's calendar feed was replaced. */
  "session_feed.replaced": { staffId: number; version: number };
};
