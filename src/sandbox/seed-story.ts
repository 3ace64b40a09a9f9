// Tells fixtures/story.ts to an empty installation: staff act through the actions, clients by email through the whole way in,
// while the clock moves through the past three weeks. Writes people, tasks, messages and everything they cause.
import * as fixtures from "../../fixtures/story.ts";
import * as people from "../../fixtures/world.ts";
import { addMailbox } from "../actions/add-mailbox.ts";
import { sendMailboxProbe } from "../actions/send-probe.ts";
import { timestamp } from "../domain/clock.ts";
import type { Installation } from "../domain/installation.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { Store } from "../store/database.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { listClients } from "../store/clients.ts";
import { listStaff } from "../store/people.ts";
import { findNextReminder } from "../store/task-stages.ts";
import type { MovableClock } from "./movable-clock.ts";
import { playStranger } from "./play-email.ts";
import { playOrder, playStep, type Stage } from "./play-step.ts";
import { seedWorld, type World } from "./seed-world.ts";
import { storyMoment } from "./story-moment.ts";

export interface SeedParts {
  store: Store;
  installation: Installation;
  /** The clock by which the whole installation lives while the story is told. */
  clock: MovableClock;
  /** Where the server really listens on this machine, for posting to its webhook. */
  localUrl: string;
  /** The webhook's password, when one is set. */
  inboundToken?: string | undefined;
  /** Wakes the workers and resolves when nothing is left to do. */
  settled: () => Promise<void>;
  fillIn: (row: OutboundEmailRow) => Promise<OutgoingEmail>;
}

/** Tells the story and answers true; answers false and changes nothing when there are people already. */
export async function seedStory(parts: SeedParts): Promise<boolean> {
  const { store, clock } = parts;
  const isEmpty = (await listClients(store.read)).length === 0 && (await listStaff(store.read)).length === 0;
  if (!isEmpty) return false;
  const now = clock.now();
  const scenes = scenesInOrder(now);
  try {
    clock.moveTo(new Date((scenes[0]?.at ?? now).getTime() - hourMs));
    const world = await seedWorld(store, timestamp(clock.now()));
    await connectMailbox(parts, world);
    const taskIds = new Map<string, number>();
    for (const { at, play } of scenes) {
      await remindUntil(parts, at);
      clock.moveTo(at);
      await play({ ...parts, world, taskIds, at });
      await parts.settled();
    }
  } finally {
    clock.letGo();
  }
  return true;
}

const hourMs = 3_600_000;

/** Stops the clock on its way at every moment at which somebody is to be reminded. */
async function remindUntil({ store, clock, settled }: SeedParts, moment: Date): Promise<void> {
  let before: string | undefined;
  for (;;) {
    const due = await findNextReminder(store.read);
    // Within a minute of the last look it is not looked for again; then it is sent a scene later.
    if (due === undefined || due === before || due > timestamp(moment)) return;
    clock.moveTo(new Date(due));
    await settled();
    before = due;
  }
}

/** Their mailbox from before: its rule sends to us, and a probe has come back through it. */
async function connectMailbox({ store, clock, installation, settled }: SeedParts, world: World) {
  const byStaffId = world.people.priya.id;
  await store.write(async (rows) => {
    const at = timestamp(clock.now());
    const address = people.mailbox;
    const { mailboxId } = await addMailbox(rows, at, { address, byStaffId, own: installation });
    await sendMailboxProbe(rows, clock.now(), { mailboxId, staffId: byStaffId });
  });
  await settled();
}

interface Scene {
  at: Date;
  play: (stage: Stage) => Promise<void>;
}

/** All steps of all tasks by time; the array order decides between equal times. */
function scenesInOrder(now: Date): Scene[] {
  const scenes = fixtures.tasks.flatMap((task) =>
    task.steps.map((step): Scene => ({
      at: storyMoment(step.when, now),
      play: (stage) => playStep(stage, task, step),
    })),
  );
  for (const order of fixtures.orders) {
    scenes.push({ at: storyMoment(order.when, now), play: (stage) => playOrder(stage, order) });
  }
  scenes.push({ at: storyMoment(fixtures.stranger.when, now), play: playStranger });
  return scenes.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
