// What makes a running installation write an email of each kind that tells of sessions.
import { answerSession } from "../../src/actions/answer-session.ts";
import { askFreeTimes } from "../../src/actions/ask-free-times.ts";
import { bookSession } from "../../src/actions/book-session.ts";
import { cancelSession } from "../../src/actions/cancel-session.ts";
import { changeAgenda } from "../../src/actions/change-agenda.ts";
import { moveSession } from "../../src/actions/move-session.ts";
import { publishAvailability } from "../../src/actions/publish-availability.ts";
import { factsOf, standingOf } from "../../src/actions/session-entries.ts";
import { freeSlots, type Slot } from "../../src/domain/availability.ts";
import { timestamp } from "../../src/domain/clock.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { recordEvent } from "../../src/store/events.ts";
import { readSlotSearch } from "../../src/store/session-search.ts";
import { getSession, type SessionRow } from "../../src/store/sessions.ts";
import { hours, type Contact } from "./sessions.ts";

type Send = (started: Started, world: World) => Promise<unknown>;

/** Of Ann, whose plan gives one a month: each is given back before the next. */
const question = { kind: "strategy", minutes: 45 } as const;

/** No link, since whoever walks the links of all emails walks ours. */
const callLink = "By telephone: +49 40 1234";

async function booked(started: Started, world: World): Promise<{ session: SessionRow; free: Slot[] }> {
  const { store, clock, installation } = started;
  const { timeZone } = installation.calendar;
  const staffId = world.people.priya.id;
  await store.write((rows) =>
    publishAvailability(rows, clock.now(), { ...hours, weeklyHours: "Mon-Sun 8-20", callLink, staffId }),
  );
  const search = { clientId: world.clients.harbor, ...question, now: clock.now(), timeZone };
  const [first, ...free] = freeSlots(await readSlotSearch(store.read, search));
  const by = world.people.ann as Contact;
  const input = { by, ...first!, kind: question.kind, agenda: "Routes", timeZone };
  const { sessionId } = await store.write((rows) => bookSession(rows, clock.now(), input));
  return { session: await getSession(store.read, sessionId), free };
}

/** Books a session and does this with it, and then gives it back. */
function afterBooking(
  change: (started: Started, world: World, session: SessionRow, free: Slot[]) => Promise<unknown>,
): Send {
  return async (started, world) => {
    const { session, free } = await booked(started, world);
    await change(started, world, session, free);
    // Told before it is given back: nobody is reminded of what is cancelled.
    started.workers.nudge();
    await started.workers.settled();
    const by = world.people.priya;
    await started.store.write((rows) =>
      cancelSession(rows, started.clock.now(), { sessionId: session.id, by }),
    );
  };
}

export const sessionSenders: Record<string, Send> = {
  "session-booked": afterBooking(() => Promise.resolve()),
  "session-cancelled": afterBooking(() => Promise.resolve()),
  "session-moved": afterBooking(({ store, clock, installation }, world, { id: sessionId }, free) => {
    const { staffId, startsAt } = free[4]!;
    const { timeZone } = installation.calendar;
    const input = { sessionId, by: world.people.ann, staffId, startsAt, timeZone };
    return store.write((rows) => moveSession(rows, clock.now(), input));
  }),
  "session-reminder": afterBooking(({ store, clock }, _, session) =>
    store.write((rows) =>
      recordEvent(rows, {
        type: "session.reminder_due",
        at: timestamp(clock.now()),
        payload: standingOf(session),
      }),
    ),
  ),
  "session-agenda": afterBooking(({ store, clock }, world, { id: sessionId }) =>
    store.write((rows) =>
      changeAgenda(rows, clock.now(), { sessionId, by: world.people.lee, agenda: "Forms" }),
    ),
  ),
  "session-answered": afterBooking(({ store }, world, { id: sessionId, startsAt }) =>
    store.write((rows) =>
      answerSession(rows, new Date(Date.parse(startsAt) - 60_000), {
        sessionId,
        by: world.people.ann as Contact,
        answer: "declined",
        sequence: 0,
        comment: "Away",
      }),
    ),
  ),
  "session-refused": afterBooking(({ store, clock }, world, session) =>
    store.write((rows) =>
      recordEvent(rows, {
        type: "session.change_refused",
        actor: world.people.ann,
        at: timestamp(clock.now()),
        payload: { ...factsOf(session), wanted: "cancel", reason: "notice_over" },
      }),
    ),
  ),
  "free-times": afterBooking(({ store, clock }, world, { id: sessionId }) =>
    store.write((rows) =>
      askFreeTimes(rows, clock.now(), {
        contactId: world.people.ann.id,
        ...question,
        sessionId,
        cause: "asked",
        wantedAt: null,
      }),
    ),
  ),
};
