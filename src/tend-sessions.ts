// What time does to sessions: reminds of them the day before, takes them for having taken place once they are over, lets plans grant
// the month that begins and what is left of past ones expire. Writes one transaction each.
import { standingOf } from "./actions/session-entries.ts";
import { endSession } from "./actions/end-session.ts";
import { expireMonth } from "./actions/expire-month.ts";
import { grantMonths } from "./actions/grant-months.ts";
import { timestamp, type Clock } from "./domain/clock.ts";
import { dayOf } from "./domain/day.ts";
import type { Installation } from "./domain/installation.ts";
import type { Store } from "./store/database.ts";
import { recordEvent } from "./store/events.ts";
import { takeSessionReminder } from "./store/session-changes.ts";
import { listClientsToGrant, listOpenMonths } from "./store/session-ledger.ts";
import { getSession, listDueSessionReminders, listEndedSessions } from "./store/sessions.ts";

/** Of each kind, looked at in one round. */
const batchMax = 100;

export interface TendParts {
  store: Store;
  clock: Clock;
  installation: Pick<Installation, "calendar">;
}

/** Answers how many it did something about. Of several processes one alone does each. */
export async function tendSessions(parts: TendParts): Promise<number> {
  let count = await remindSessions(parts);
  count += await endSessions(parts);
  // Before any expires, since a standstill may have passed over whole months.
  count += await grantNewMonths(parts);
  return count + (await expireMonths(parts));
}

async function remindSessions({ store, clock }: TendParts): Promise<number> {
  const at = timestamp(clock());
  let count = 0;
  for (const id of await listDueSessionReminders(store.read, at, batchMax)) {
    const isTold = await store.write(async (rows) => {
      if (!(await takeSessionReminder(rows, id, at))) return false;
      const session = await getSession(rows, id);
      // After a standstill it may be over, and nobody needs to be told.
      if (session.state !== "booked" || session.startsAt <= at) return false;
      await recordEvent(rows, { type: "session.reminder_due", at, payload: standingOf(session) });
      return true;
    });
    if (isTold) count++;
  }
  return count;
}

async function endSessions({ store, clock }: TendParts): Promise<number> {
  const now = clock();
  let count = 0;
  for (const sessionId of await listEndedSessions(store.read, timestamp(now), batchMax)) {
    const { kind } = await store.write((rows) => endSession(rows, now, { sessionId, state: "took_place" }));
    if (kind === "done") count++;
  }
  return count;
}

async function grantNewMonths({ store, clock, installation }: TendParts): Promise<number> {
  const now = clock();
  const { timeZone } = installation.calendar;
  const clientIds = await listClientsToGrant(store.read, dayOf(now, timeZone).slice(0, 7), batchMax);
  for (const clientId of clientIds) {
    await store.write((rows) => grantMonths(rows, now, { clientId, timeZone }));
  }
  return clientIds.length;
}

async function expireMonths({ store, clock, installation }: TendParts): Promise<number> {
  const now = clock();
  const { timeZone } = installation.calendar;
  const open = await listOpenMonths(store.read, dayOf(now, timeZone).slice(0, 7), batchMax);
  for (const month of open) await store.write((rows) => expireMonth(rows, now, { ...month, timeZone }));
  return open.length;
}
