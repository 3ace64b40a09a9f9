// The named world with staff who can be booked, for the tests of sessions: Monday 2 March 2026, 9:00 in London.
import { bookSession, type BookInput } from "../../src/actions/book-session.ts";
import { publishAvailability } from "../../src/actions/publish-availability.ts";
import { balanceOf, type LedgerBalance } from "../../src/domain/session-ledger.ts";
import type { SessionKind } from "../../src/domain/session.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { NewAvailability } from "../../src/store/availability.ts";
import type { Store } from "../../src/store/database.ts";
import { listLedger } from "../../src/store/session-ledger.ts";
import { openWorld } from "./world.ts";

export const startedAt = new Date("2026-03-02T09:00:00.000Z");
/** Of the agency. */
export const timeZone = "Europe/Berlin";

export const hours: Omit<NewAvailability, "staffId"> = {
  weeklyHours: "Mon-Fri 9-12",
  exceptions: "",
  noticeMinutes: 24 * 60,
  bufferMinutes: 0,
  callLink: "https://meet.example/priya",
};

export type Contact = BookInput["by"];

/** Opens it with Priya's hours published, by London's clock. */
export async function openSessions() {
  const { store, world } = await openWorld(startedAt.toISOString());
  await publish(store, world, "priya");
  return {
    store,
    world,
    ann: world.people.ann as Contact,
    dana: world.people.dana as Contact,
    priya: world.people.priya.id,
  };
}

export async function publish(
  store: Store,
  world: World,
  key: "priya" | "tom",
  changed: Partial<NewAvailability> = {},
  now = startedAt,
): Promise<void> {
  await store.write((rows) =>
    publishAvailability(rows, now, { ...hours, staffId: world.people[key].id, ...changed }),
  );
}

/** Tuesday 3 March, 10:00 in London: the first whole hour behind the notice of a day. */
export const tuesdayAt10 = "2026-03-03T10:00:00.000Z";

export async function book(
  store: Store,
  input: Pick<BookInput, "by" | "staffId"> & Partial<BookInput>,
  now = startedAt,
): ReturnType<typeof bookSession> {
  const whole = {
    startsAt: tuesdayAt10,
    kind: "training",
    minutes: 30,
    agenda: "",
    timeZone,
    ...input,
  } as const;
  return store.write((rows) => bookSession(rows, now, whole));
}

export async function balanceIn(
  store: Store,
  clientId: number,
  kind: SessionKind,
  month: string,
): Promise<LedgerBalance> {
  return balanceOf(await listLedger(store.read, clientId, month), kind, month);
}
