import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tasks, type StoryStep } from "../../fixtures/story.ts";
import { clients } from "../../fixtures/world.ts";
import { readConfig } from "../../src/config.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { movableClock } from "../../src/sandbox/movable-clock.ts";
import { seedStory, type SeedParts } from "../../src/sandbox/seed-story.ts";
import { storyMoment } from "../../src/sandbox/story-moment.ts";
import { start } from "../../src/start.ts";
import type { Store } from "../../src/store/database.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listAttachmentsOfTask, listMessages } from "../../src/store/messages.ts";
import { listClients } from "../../src/store/clients.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { sharedPool } from "../support/parse-pool.ts";

const now = new Date("2026-03-10T16:00:00.000Z");

let parts: SeedParts;
let isTold: boolean;
beforeAll(async () => {
  parts = await openParts();
  isTold = await seedStory(parts);
}, 60_000);

// Registered here: a hook that another hook registers never runs.
const folder = mkdtempSync(join(tmpdir(), "inreply-story-"));
let stop: () => Promise<void> = async () => undefined;
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the story ends with its tasks, stages, words and files, as if it had happened when it says", async () => {
  expect(isTold).toBe(true);
  expect(parts.clock.now()).toEqual(now);
  const told = await listTasks(parts.store.read, 1);
  expect(told).toHaveLength(tasks.length);
  for (const task of tasks) {
    const row = told.find(({ title }) => title === task.title);
    expect(row?.stage, task.title).toBe(task.steps.reduce(stageAfter, "Triage"));
    expect(row?.clientName, task.title).toBe(clients.find(({ key }) => key === task.client)?.name);
    const messages = await listMessages(parts.store.read, row!.id, { withNotes: true });
    const written = task.steps.filter(isMessage);
    expect(messages.map(({ kept }) => kept)).toEqual(written.map(({ words }) => words));
    expect(messages.map(({ postedAt }) => postedAt)).toEqual(
      written.map(({ when }) => storyMoment(when, now).toISOString()),
    );
    expect(messages.map(({ isNote, isQuiet }) => [isNote, isQuiet])).toEqual(
      written.map(({ does }) => [
        does === "note" || does === "out-of-office" ? 1 : 0,
        does === "out-of-office" ? 1 : 0,
      ]),
    );
    const files = await listAttachmentsOfTask(parts.store.read, row!.id);
    expect(files.map(({ filename }) => filename)).toEqual(
      written.flatMap((step) => ("file" in step && step.file !== undefined ? [step.file.filename] : [])),
    );
  }
});

test("a stranger's email and one from a private address are held, all others are handled", async () => {
  const inbound = await listInboundEmails(parts.store.read, 1);
  expect(inbound.filter(({ status }) => status === "held").map(({ fromAddress }) => fromAddress)).toEqual([
    "jonas@brightpixel.example",
    "marta.silva@mailbox.example",
  ]);
  expect(inbound.filter(({ status }) => status !== "handled" && status !== "held")).toEqual([]);
});

test("no client has more tasks under way than the plan allows", async () => {
  for (const client of await listClients(parts.store.read)) {
    const stages = (await listTasks(parts.store.read, 1, client.id)).map(({ stage }) => stage);
    const underWay = stages.filter((stage) => stage === "Working" || stage === "Pending Approval").length;
    expect(underWay, client.name).toBeGreaterThan(0);
    expect(underWay, client.name).toBeLessThanOrEqual(client.activeTasksMax);
  }
});

test("a database with people in it is left as it is", async () => {
  const before = await counts(parts.store);
  expect(await seedStory(parts)).toBe(false);
  expect(await counts(parts.store)).toEqual(before);
});

type Written = Exclude<StoryStep, { does: "stage" }>;

/** Steps that put a message on the task: all but the stages and what is held. */
function isMessage(step: StoryStep): step is Written {
  return step.does !== "stage" && !("fromAddress" in step && step.fromAddress !== undefined);
}

function stageAfter(stage: string, step: StoryStep): string {
  return step.does === "stage" ? step.stage : stage;
}

async function counts(store: Store): Promise<number[]> {
  return [
    (await listTasks(store.read, 1)).length,
    (await listInboundEmails(store.read, 1)).length,
    (await listClients(store.read)).length,
  ];
}

/** A whole installation on an empty database, whose clock the story moves. */
async function openParts(): Promise<SeedParts> {
  const clock = movableClock(() => now);
  const config = readConfig({
    DATABASE_URL: `sqlite:${folder}/story.db`,
    PORT: "0",
    LOG_LEVEL: "silent",
  });
  const started = await start(config, { clock: clock.now, pool: sharedPool() });
  stop = started.stop;
  const { store, installation, localUrl, outbox, workers } = started;
  return {
    store,
    installation,
    clock,
    localUrl,
    settled: workers.settled,
    fillIn: (row) => fillIn(outbox, row),
  };
}
