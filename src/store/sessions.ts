// Sessions that are or were booked.
import { Problem } from "../domain/problem.ts";
import type { CalendarAnswerKind } from "../domain/session-event.ts";
import type { SessionKind, SessionState } from "../domain/session.ts";
import type { Rows } from "./rows.ts";

export interface SessionRow {
  id: number;
  clientId: number;
  clientName: string;
  contactId: number;
  contactName: string;
  /** Null once they were erased. */
  contactAddress: string | null;
  contactTimeZone: string;
  staffId: number;
  staffName: string;
  staffAddress: string;
  staffTimeZone: string;
  /** Of its staff member, as it was when the session was booked or moved: its people were told until when they may change it. */
  noticeMinutes: number;
  kind: SessionKind;
  startsAt: string;
  endsAt: string;
  minutes: number;
  month: string;
  state: SessionState;
  agenda: string;
  callLink: string;
  uid: string;
  sequence: number;
  calendarAnswer: CalendarAnswerKind | null;
  answerComment: string | null;
  bookedAt: string;
  changedAt: string;
}

/** What a new session is made of; it is `booked`, with the sequence 0. */
export interface NewSession {
  clientId: number;
  contactId: number;
  staffId: number;
  kind: SessionKind;
  startsAt: string;
  endsAt: string;
  minutes: number;
  month: string;
  agenda: string;
  callLink: string;
  noticeMinutes: number;
  uid: string;
  bookedAt: string;
  submissionKey: string | null;
  remindAt: string | null;
}

export const sessionQuery = `select n.id, n.client_id as "clientId", cl.name as "clientName", n.contact_id as "contactId",
  c.name as "contactName", a.address as "contactAddress", c.time_zone as "contactTimeZone", n.staff_id as "staffId",
  s.name as "staffName", s.address as "staffAddress", s.time_zone as "staffTimeZone",
  n.notice_minutes as "noticeMinutes", n.kind, n.starts_at as "startsAt", n.ends_at as "endsAt", n.minutes, n.month,
  n.state, n.agenda, n.call_link as "callLink", n.uid, n.sequence, n.calendar_answer as "calendarAnswer",
  n.answer_comment as "answerComment", n.booked_at as "bookedAt", n.changed_at as "changedAt"
  from sessions n join clients cl on cl.id = n.client_id join contacts c on c.id = n.contact_id
  join staff s on s.id = n.staff_id
  left join contact_addresses a on a.contact_id = n.contact_id and a.is_primary = 1`;

/** Answers the id; undefined when this form or email booked before, or the staff member's time is booked. */
export async function recordSession(rows: Rows, session: NewSession): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into sessions (client_id, contact_id, staff_id, kind, starts_at, ends_at, minutes, month, state, agenda,
       call_link, notice_minutes, uid, sequence, booked_at, changed_at, submission_key, remind_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, 'booked', ?, ?, ?, ?, 0, ?, ?, ?, ?) on conflict do nothing returning id`,
    session.clientId,
    session.contactId,
    session.staffId,
    session.kind,
    session.startsAt,
    session.endsAt,
    session.minutes,
    session.month,
    session.agenda,
    session.callLink,
    session.noticeMinutes,
    session.uid,
    session.bookedAt,
    session.bookedAt,
    session.submissionKey,
    session.remindAt,
  );
  return row?.id;
}

export async function findSession(rows: Rows, id: number): Promise<SessionRow | undefined> {
  return rows.first<SessionRow>(`${sessionQuery} where n.id = ?`, id);
}

export async function getSession(rows: Rows, id: number): Promise<SessionRow> {
  const session = await findSession(rows, id);
  if (session === undefined)
    throw new Problem("not_found", { en: "There is no such session.", de: "Diesen Termin gibt es nicht." });
  return session;
}

export async function findSessionByUid(rows: Rows, uid: string): Promise<SessionRow | undefined> {
  return rows.first<SessionRow>(`${sessionQuery} where n.uid = ?`, uid);
}

export async function findSessionBySubmissionKey(rows: Rows, key: string): Promise<SessionRow | undefined> {
  return rows.first<SessionRow>(`${sessionQuery} where n.submission_key = ?`, key);
}

/** What is booked of a staff member at this very moment. */
export async function findBookedAt(
  rows: Rows,
  staffId: number,
  startsAt: string,
): Promise<SessionRow | undefined> {
  return rows.first<SessionRow>(
    `${sessionQuery} where n.staff_id = ? and n.starts_at = ? and n.state = 'booked'`,
    staffId,
    startsAt,
  );
}

/** Sessions of a client that begin at this moment or later, in order; cancelled ones are left out. */
export async function listSessionsOfClient(
  rows: Rows,
  clientId: number,
  since: string,
  countMax: number,
): Promise<SessionRow[]> {
  return rows.all<SessionRow>(
    `${sessionQuery} where n.client_id = ? and n.starts_at >= ? and n.state <> 'cancelled'
     order by n.starts_at, n.id limit ?`,
    clientId,
    since,
    countMax,
  );
}

/** The same of a staff member. */
export async function listSessionsOfStaff(
  rows: Rows,
  staffId: number,
  since: string,
  countMax: number,
): Promise<SessionRow[]> {
  return rows.all<SessionRow>(
    `${sessionQuery} where n.staff_id = ? and n.starts_at >= ? and n.state <> 'cancelled'
     order by n.starts_at, n.id limit ?`,
    staffId,
    since,
    countMax,
  );
}

/** Booked sessions of a contact. */
export async function listBookedOfContact(rows: Rows, contactId: number): Promise<SessionRow[]> {
  return rows.all<SessionRow>(`${sessionQuery} where n.contact_id = ? and n.state = 'booked'`, contactId);
}

/** When staff are or were booked from this moment on, also by a session that was said to be over before its end. */
export async function listBusyTimes(
  rows: Rows,
  since: string,
): Promise<{ id: number; staffId: number; startsAt: string; minutes: number }[]> {
  return rows.all(
    `select id, staff_id as "staffId", starts_at as "startsAt", minutes from sessions
     where state <> 'cancelled' and ends_at > ?`,
    since,
  );
}

/** Booked sessions that are over, the longest over first. */
export async function listEndedSessions(rows: Rows, now: string, countMax: number): Promise<number[]> {
  const ended = await rows.all<{ id: number }>(
    "select id from sessions where state = 'booked' and ends_at <= ? order by ends_at limit ?",
    now,
    countMax,
  );
  return ended.map(({ id }) => id);
}

/** Sessions whose reminder is due, the longest due first. */
export async function listDueSessionReminders(rows: Rows, now: string, countMax: number): Promise<number[]> {
  const due = await rows.all<{ id: number }>(
    "select id from sessions where remind_at is not null and remind_at <= ? order by remind_at limit ?",
    now,
    countMax,
  );
  return due.map(({ id }) => id);
}
