// Tells of sessions: the contact for whom one is booked, and the staff member with whom. Reads the session and its people; writes
// emails.
import { momentInWords } from "../domain/clock.ts";
import { isSamePerson, personFromColumns } from "../domain/person.ts";
import type { SessionFacts } from "../domain/session-event.ts";
import type { RecordedEvent } from "../store/events.ts";
import { findPerson, getAuthor, getPerson, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getSession, type SessionRow } from "../store/sessions.ts";
import { composeSession, type SessionToTell } from "./compose-session.ts";
import type { Outbox } from "./outbox.ts";
import { linesOf } from "./session-values.ts";

type SessionEvent = Extract<
  RecordedEvent,
  {
    type:
      | "session.booked"
      | "session.moved"
      | "session.agenda_changed"
      | "session.cancelled"
      | "session.reminder_due"
      | "session.answered"
      | "session.change_refused";
  }
>;

const kinds: Record<SessionEvent["type"], string> = {
  "session.booked": "session-booked",
  "session.moved": "session-moved",
  "session.agenda_changed": "session-agenda",
  "session.cancelled": "session-cancelled",
  "session.reminder_due": "session-reminder",
  "session.answered": "session-answered",
  "session.change_refused": "session-refused",
};

/** Writes the emails about one event and answers how many. Whoever was erased in between gets none. */
export async function announceSession(outbox: Outbox, rows: Rows, event: SessionEvent): Promise<number> {
  const facts = event.payload;
  const session = await getSession(rows, facts.sessionId);
  if (event.type === "session.reminder_due" && !isAsItWas(session, facts)) return 0;
  const staff = await getPerson(rows, { kind: "staff", id: facts.staffId });
  const readers = await chooseReaders(rows, event, staff);
  const actorName =
    event.actor === undefined ? session.contactName : (await getAuthor(rows, event.actor)).name;
  const telling = { eventId: event.id, kind: kinds[event.type], session, facts, staff };
  for (const reader of readers) {
    const values = valuesFor({ event, reader, actorName, comment: session.answerComment ?? "" });
    const isOwn = isSamePerson(event.actor, personFromColumns(reader.contactId, reader.staffId));
    await composeSession(outbox, rows, { ...telling, reader, isOwn, values });
  }
  return readers.length;
}

/** Whether nobody moved or cancelled it since. */
function isAsItWas({ state, sequence, startsAt }: SessionRow, facts: SessionFacts): boolean {
  return state === "booked" && sequence === facts.sequence && startsAt === facts.startsAt;
}

/** Contacts hear of what they did themselves, which is their confirmation; staff have seen it on the page. */
async function chooseReaders(rows: Rows, event: SessionEvent, staff: PersonRow): Promise<PersonRow[]> {
  const { payload } = event;
  const contact = await findPerson(rows, { kind: "contact", id: payload.contactId });
  const isActor = (reader: PersonRow) =>
    isSamePerson(event.actor, personFromColumns(reader.contactId, reader.staffId));
  const contacts = contact === undefined ? [] : [contact];
  switch (event.type) {
    case "session.booked":
    case "session.reminder_due":
      return [...contacts, staff];
    case "session.agenda_changed":
    case "session.cancelled":
      return [...contacts, ...[staff].filter((reader) => !isActor(reader))];
    case "session.moved": {
      const { staffId } = event.payload.before;
      const former = staffId === staff.staffId ? [] : [await getPerson(rows, { kind: "staff", id: staffId })];
      return [...contacts, ...[staff, ...former].filter((reader) => !isActor(reader))];
    }
    case "session.answered":
      return event.payload.isTooLate ? [staff] : [];
    case "session.change_refused": {
      const asked = event.actor === undefined ? undefined : await findPerson(rows, event.actor);
      return asked === undefined ? [] : [asked];
    }
  }
}

function valuesFor({
  event,
  reader,
  actorName,
  comment,
}: {
  event: SessionEvent;
  reader: PersonRow;
  actorName: string;
  comment: string;
}): SessionToTell["values"] {
  const isOwn = isSamePerson(event.actor, personFromColumns(reader.contactId, reader.staffId));
  const role = reader.staffId === null ? (isOwn ? "own" : "other") : "staff";
  switch (event.type) {
    case "session.booked":
    case "session.agenda_changed":
    case "session.reminder_due":
      return { reader: role, actorName };
    case "session.moved": {
      const { before, staffId } = event.payload;
      const isFormer = reader.staffId !== null && reader.staffId !== staffId;
      const words = momentInWords(before.startsAt, reader.timeZone, reader.locale);
      return { reader: isFormer ? "former" : role, actorName, before: words };
    }
    case "session.cancelled":
      // Nobody goes there any more.
      return { reader: role, actorName, isByCalendar: event.payload.cause === "calendar", place: "" };
    case "session.answered":
      return { commentLines: linesOf(comment) };
    case "session.change_refused":
      return { wanted: event.payload.wanted, reason: event.payload.reason, changeLink: "" };
  }
}
