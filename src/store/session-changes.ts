// What becomes of a booked session: moved, ended, reminded of, answered by a calendar, its words erased; and which emails carried
// out a command.
import type { EventType } from "../domain/event.ts";
import type { CalendarAnswerKind, SessionFacts } from "../domain/session-event.ts";
import type { SessionState } from "../domain/session.ts";
import type { Rows } from "./rows.ts";
import type { NewSession } from "./sessions.ts";

/** The next state of its calendar file; whoever was asked before is asked again. */
export async function markSessionMoved(
  rows: Rows,
  id: number,
  moved: Pick<
    NewSession,
    "staffId" | "startsAt" | "endsAt" | "month" | "callLink" | "noticeMinutes" | "remindAt"
  > & { at: string },
): Promise<void> {
  await rows.run(
    `update sessions set staff_id = ?, starts_at = ?, ends_at = ?, month = ?, call_link = ?, notice_minutes = ?, remind_at = ?,
       changed_at = ?, sequence = sequence + 1, calendar_answer = null, answer_comment = null where id = ?`,
    moved.staffId,
    moved.startsAt,
    moved.endsAt,
    moved.month,
    moved.callLink,
    moved.noticeMinutes,
    moved.remindAt,
    moved.at,
    id,
  );
}

/** The next state of its calendar file, too, at the same time: whoever accepted that time need not do so again. */
export async function markAgendaChanged(rows: Rows, id: number, agenda: string, at: string): Promise<void> {
  await rows.run(
    "update sessions set agenda = ?, changed_at = ?, sequence = sequence + 1 where id = ?",
    agenda,
    at,
    id,
  );
}

/** Which states of its calendar file changed its agenda alone, of those that were told. */
export async function listAgendaStates(rows: Rows, id: number): Promise<Set<number>> {
  const told = await rows.all<{ payload: string }>(
    `select payload from events
     where type = ? and id in (select event_id from outbound_emails where session_id = ?)`,
    "session.agenda_changed" satisfies EventType,
    id,
  );
  return new Set(told.map(({ payload }) => (JSON.parse(payload) as SessionFacts).sequence));
}

/** A cancelled one is one more state of its calendar file; nobody is reminded of what is not booked. */
export async function markSessionState(
  rows: Rows,
  id: number,
  state: Exclude<SessionState, "booked">,
  at: string,
): Promise<void> {
  await rows.run(
    `update sessions set state = ?, changed_at = ?, remind_at = null,
       sequence = sequence + case when ? = 'cancelled' then 1 else 0 end where id = ?`,
    state,
    at,
    state,
    id,
  );
}

/** Answers whether its reminder was due still: of several processes one alone takes it. */
export async function takeSessionReminder(rows: Rows, id: number, now: string): Promise<boolean> {
  const count = await rows.run(
    "update sessions set remind_at = null where id = ? and remind_at <= ?",
    id,
    now,
  );
  return count > 0;
}

export async function markCalendarAnswer(
  rows: Rows,
  id: number,
  { answer, comment }: { answer: CalendarAnswerKind; comment: string },
): Promise<void> {
  await rows.run(
    "update sessions set calendar_answer = ?, answer_comment = ? where id = ?",
    answer,
    comment === "" ? null : comment,
    id,
  );
}

/**
 * An email of a contact carries out a command: about a session, or about the backlog since; the table has its name from the first.
 * Answers whether it had not done so before, and in which form it came first.
 */
export async function recordCommandReply(
  rows: Rows,
  reply: { contactId: number; internetMessageId: string; inboundEmailId: number },
): Promise<{ isNew: boolean; inboundEmailId: number }> {
  const count = await rows.run(
    `insert into session_replies (contact_id, internet_message_id, inbound_email_id) values (?, ?, ?)
     on conflict do nothing`,
    reply.contactId,
    reply.internetMessageId,
    reply.inboundEmailId,
  );
  const kept = await rows.first<{ inboundEmailId: number }>(
    `select inbound_email_id as "inboundEmailId" from session_replies
     where contact_id = ? and internet_message_id = ?`,
    reply.contactId,
    reply.internetMessageId,
  );
  return { isNew: count > 0, inboundEmailId: kept!.inboundEmailId };
}

/**
 * What tells which emails of a contact carried out a command goes, and what their calendar wrote. With `words`, these
 * stand in the place of what the sessions were to be about, and of the emails that told of them.
 */
export async function eraseSessionWords(rows: Rows, contactId: number, words: string | null): Promise<void> {
  await rows.run("delete from session_replies where contact_id = ?", contactId);
  await rows.run(
    "update sessions set submission_key = null, answer_comment = null where contact_id = ?",
    contactId,
  );
  if (words === null) return;
  await rows.run("update sessions set agenda = ? where contact_id = ? and agenda <> ''", words, contactId);
  await rows.run(
    `update outbound_emails set text = ?, html = ?, leased_until = null,
       status = case when status in ('queued', 'sending', 'unknown', 'paused') then 'refused' else status end
     where session_id in (select id from sessions where contact_id = ?)`,
    words,
    words,
    contactId,
  );
}
