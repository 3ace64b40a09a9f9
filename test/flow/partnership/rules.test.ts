// Whatever both sides do in whatever order, by page or by email: no rule of the partnership is ever broken, and every task's
// history can be told from its events alone.
import fc from "fast-check";
import { expect, it } from "vitest";
import { announce } from "../../../src/outbox/announce.ts";
import { outboxOf } from "../../outbox/desk.ts";
import { calendar } from "../../support/calendar.ts";
import { publish } from "../../support/sessions.ts";
import { openWorld } from "../../support/world.ts";
import { anyDeed, doDeed, tallied, type Scene, type Tally } from "./any-life.ts";
import { anyTurns, takeTurn, type Turn } from "./any-turn.ts";
import { openOffice, type Office } from "./office.ts";
import { checkNotes, checkRules, readCompany } from "./rules-kept.ts";

/** One is always the same, so that what must be reached is reached; another one is new each time. */
const seeds = (runs: number, newRuns: number) => [{ seed: 20_270_301, numRuns: runs }, { numRuns: newRuns }];
const giveUp = {
  noBias: true,
  interruptAfterTimeLimit: 60_000,
  markInterruptAsFailure: true,
};

it("holds over any sequence of actions", async () => {
  const tally: Tally = new Map();
  for (const runs of seeds(20, 2)) {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 40, maxLength: 80, size: "max" }), async (life) => {
        const { store, world } = await openWorld("2026-03-02T09:00:00.000Z");
        await publish(store, world, "priya", { noticeMinutes: 0 });
        const company = await readCompany(store);
        const now = new Date("2026-03-02T09:00:00.000Z");
        const scene: Scene = { store, world, company, calendar, now, count: 0, tally };
        for (const deed of life) await doDeed(scene, deed);
        await checkRules(scene);
        if (life.length % 3 === 0) await tellEverybody(scene);
      }),
      { ...runs, ...giveUp },
    );
  }
  // Each deed must have been done, by either way, or nothing would be shown of it.
  expect([...tallied, "emails of notes"].filter((name) => !tally.has(name))).toEqual([]);
  const often = (names: RegExp) =>
    [...tally].reduce((sum, [name, times]) => (names.test(name) ? sum + times : sum), 0);
  expect(often(/^start/u)).toBeGreaterThan(12);
  expect(often(/^hand-over/u)).toBeGreaterThan(8);
  expect(often(/^approve by/u)).toBeGreaterThan(5);
  expect(often(/^undo-approval/u)).toBeGreaterThan(2);
  expect(often(/^order/u)).toBeGreaterThan(12);
}, 120_000);

/** Announces all that happened, so that there are emails in which a note could be. */
async function tellEverybody({ store, tally, ...scene }: Scene): Promise<void> {
  const outbox = outboxOf(
    store,
    () => scene.now,
    () => Promise.resolve({ kind: "sent" }),
  );
  while ((await announce(outbox)) > 0);
  const notes = await store.read.all("select id from outbound_emails where is_note = 1");
  if (notes.length > 0) add(tally, "emails of notes", notes.length);
  await checkNotes(store.read);
}

/** What the sequences through the doors must have reached: rules 4, 6, 7 and 9 are broken there if anywhere. */
const reached = [
  "task.edited",
  "task.split",
  "task.withdrawn",
  "task.delivery_changed",
  "client.plan_changed",
  "task.started",
  "task.handed_over",
  "task.changes_asked",
  "task.approval_undone",
  "backlog.ordered",
  "approved by email",
  "approved by page",
  "approved by link",
  "email: changes_asked",
  "email: backlog_ordered",
  "email: approval_undone",
  "email: session_booked",
  "email: session_moved",
  "session.booked",
  "session.moved",
  "session.cancelled",
];

const livesMax = 5;

it("holds over any sequence of emails and forms through the doors", async () => {
  const tally: Tally = new Map();
  const missing = () => reached.filter((name) => !tally.has(name));
  // Mostly the first reaches all; what an email does depends on what was sent before it.
  for (let life = 0; life < livesMax && (life === 0 || missing().length > 0); life++) {
    await fc.assert(
      fc.asyncProperty(anyTurns(), (turns) => liveThroughDoors(turns, tally)),
      { seed: life === 0 ? 20_270_301 : Date.now(), numRuns: 1, ...giveUp },
    );
  }
  expect(missing()).toEqual([]);
}, 120_000);

async function liveThroughDoors(life: readonly Turn[], tally: Tally): Promise<void> {
  const office = await openOffice();
  try {
    const { store } = office.started;
    await publish(store, office.world, "priya", { noticeMinutes: 0 }, office.now());
    const kept = { store, company: await readCompany(store) };
    for (const [count, turn] of life.entries()) {
      await takeTurn(office, turn, count);
      await checkRules(kept);
    }
    await tallyUp(office, tally);
  } finally {
    await office.stop();
  }
}

/** Adds what happened, and what of it was done by email or by a link. */
async function tallyUp({ started }: Office, tally: Tally): Promise<void> {
  const { read } = started.store;
  for (const { name, times } of await read.all<{ name: string; times: number | string }>(
    `select type as name, count(*) as times from events group by type
     union all select 'email: ' || reason, count(*) from inbound_emails group by reason
     union all select 'approved by ' || channel, count(*) from approvals group by channel`,
  )) {
    add(tally, name, Number(times));
  }
}

function add(tally: Tally, name: string, times: number): void {
  tally.set(name, (tally.get(name) ?? 0) + times);
}
