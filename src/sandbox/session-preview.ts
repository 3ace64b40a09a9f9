// A session of the previews: booked at the first free time of its staff member, changed, and given back for the next preview.
import { bookSession } from "../actions/book-session.ts";
import { cancelSession } from "../actions/cancel-session.ts";
import { publishAvailability } from "../actions/publish-availability.ts";
import { freeSlots, type Slot } from "../domain/availability.ts";
import type { Person } from "../domain/person.ts";
import type { SessionKind } from "../domain/session.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { readSlotSearch } from "../store/session-search.ts";
import { getSession, listBookedOfContact, type SessionRow } from "../store/sessions.ts";
import { newestTo, type Composed, type PreviewPerson, type PreviewStage } from "./preview.ts";

type Contact = Extract<Person, { kind: "contact" }>;

export interface PlayedSession {
  contact: PreviewPerson;
  staff: PreviewPerson;
  kind: SessionKind;
  minutes: number;
  agenda: string;
  callLink: string;
  /** Whose newest email is shown. */
  reader: PreviewPerson;
  /** What is done with it before that; `free` are other times of the same staff member. */
  change?: (rows: Rows, session: SessionRow, free: readonly Slot[]) => Promise<unknown>;
  /** Whether all that the plan gives is booked, too. */
  isAllowanceUsed?: true;
}

/** Plays a session and answers the email that its reader gets in the end. */
export async function sessionTold(stage: PreviewStage, played: PlayedSession): Promise<Composed> {
  const { outbox, people } = stage;
  const { store } = outbox;
  const now = outbox.clock();
  const { timeZone } = outbox.installation.calendar;
  const { contact, staff, kind, agenda, callLink, reader, change } = played;
  await store.write((rows) => publish(rows, now, people[staff].id, callLink));
  const bookFirst = async (rows: Rows): Promise<number | undefined> => {
    const by = people[contact] as Contact;
    const [slot] = await freeOf(stage, rows, played);
    if (slot === undefined) return undefined;
    return (await bookSession(rows, now, { by, ...slot, kind, agenda, timeZone })).sessionId;
  };
  const sessionId = await store.write(bookFirst);
  if (sessionId === undefined) throw new Error("A preview found no free time.");
  if (played.isAllowanceUsed === true) while ((await store.write(bookFirst)) !== undefined);
  if (change !== undefined) {
    await newestTo(outbox, people[reader]);
    await store.write(async (rows) => {
      const session = await getSession(rows, sessionId);
      // Its own time is none to move it to.
      const free = (await freeOf(stage, rows, played, session)).filter(
        ({ startsAt }) => startsAt !== session.startsAt,
      );
      return change(rows, session, free);
    });
  }
  const composed = await newestTo(outbox, people[reader]);
  await store.write(async (rows) => {
    for (const { id } of await listBookedOfContact(rows, people[contact].id)) {
      await cancelSession(rows, now, { sessionId: id, by: people[staff] });
    }
  });
  await newestTo(outbox, people[reader]);
  return composed;

  function publish(rows: Rows, at: Date, staffId: number, link: string) {
    const hours = {
      weeklyHours: "Mon-Fri 9-12, 14-17",
      exceptions: "",
      noticeMinutes: 24 * 60,
      bufferMinutes: 0,
    };
    return publishAvailability(rows, at, { staffId, ...hours, callLink: link });
  }
}

async function freeOf(
  { outbox, people }: PreviewStage,
  rows: Rows,
  { contact, staff, kind, minutes }: PlayedSession,
  moving?: SessionRow,
): Promise<Slot[]> {
  const { clientId } = await getPerson(rows, people[contact]);
  const { timeZone } = outbox.installation.calendar;
  const search = await readSlotSearch(rows, {
    clientId: clientId!,
    kind,
    minutes,
    now: outbox.clock(),
    timeZone,
    moving,
  });
  return freeSlots(search).filter(({ staffId }) => staffId === people[staff].id);
}
