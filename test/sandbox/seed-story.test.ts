import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orders, tasks } from "../../fixtures/story.ts";
import type { StoryFile, StoryStep } from "../../fixtures/story-step.ts";
import { clients } from "../../fixtures/world.ts";
import type { Stage } from "../../src/domain/task.ts";
import { readConfig } from "../../src/config.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { movableClock } from "../../src/sandbox/movable-clock.ts";
import { seedStory, type SeedParts } from "../../src/sandbox/seed-story.ts";
import { storyMoment } from "../../src/sandbox/story-moment.ts";
import { start } from "../../src/start.ts";
import type { Store } from "../../src/store/database.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listAttachmentsOfTask, listMessages } from "../../src/store/messages.ts";
import { listApprovals } from "../../src/store/approvals.ts";
import { listActive, listBacklog } from "../../src/store/backlog.ts";
import { listClients } from "../../src/store/clients.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { addressOf } from "../support/world.ts";

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
    const written = task.steps.flatMap(asMessage);
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
      written.flatMap(({ file }) => (file === undefined ? [] : [file.filename])),
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

test("every client has as many tasks under way as the plan allows, and others that wait in their order", async () => {
  for (const client of await listClients(parts.store.read)) {
    const active = await listActive(parts.store.read, client.id);
    expect(active.length, client.name).toBe(client.activeTasksMax);
    const waiting = await listBacklog(parts.store.read, client.id, 50);
    expect(waiting.map(({ stage }) => stage)).toContain("Accepted");
  }
  for (const { by, first } of orders) {
    const person = await findPersonByAddress(parts.store.read, addressOf(by));
    const titles = (await listBacklog(parts.store.read, person!.clientId!, 50)).map(({ title }) => title);
    expect(titles.slice(0, first.length)).toEqual(first);
    expect(titles.length).toBeGreaterThan(first.length);
  }
});

test("every request got a receipt, and every step of staff told the client of it by its own email", async () => {
  const sent = await listSent();
  const count = (kind: string) =>
    new Set(sent.filter((row) => row.kind === kind).map(({ event }) => event)).size;
  const told = tasks.flatMap(({ steps }) => steps.map(({ does }) => does));
  for (const [does, kind] of [
    ["request", "receipt"],
    ["accept", "accepted"],
    ["estimate", "estimate-changed"],
    ["start", "started"],
    ["move-delivery", "delivery-changed"],
    ["hand-over", "ready-for-approval"],
    ["ask-changes", "changes-asked"],
    ["approve", "approved"],
    ["decline", "declined"],
    ["withdraw", "withdrawn"],
    ["merge", "merged"],
  ] as const) {
    const steps = told.filter((step) => step === does).length;
    expect(steps, does).toBeGreaterThan(0);
    expect([kind, count(kind)]).toEqual([kind, steps]);
  }
  const questions = tasks.flatMap(({ steps }) =>
    steps.filter((step, place) => isQuestion(step, steps.slice(0, place))),
  );
  expect(questions.length).toBeGreaterThan(0);
  expect(count("question")).toBe(questions.length);
});

test("an approval by reply is on record with the email and who vouched for it", async () => {
  const approved = tasks.filter(({ steps }) => steps.some(({ does }) => does === "approve"));
  for (const { title } of approved) {
    const task = (await listTasks(parts.store.read, 1)).find((row) => row.title === title)!;
    const [approval, ...others] = await listApprovals(parts.store.read, task.id);
    expect(others).toEqual([]);
    expect(approval).toMatchObject({ channel: "email", undoneAt: null });
    expect(approval?.rawSha256).toMatch(/^[\da-f]{64}$/u);
    expect(approval?.verdict).toContain("signed");
  }
});

test("who lets finished work wait was reminded two working days after it was handed over, and once", async () => {
  const reminders = (await listSent()).filter(({ kind }) => kind === "reminder");
  expect(reminders.map(({ to, at }) => [to, at])).toEqual([[addressOf("dana"), "2026-03-09T16:20:00.000Z"]]);
});

test("a database with people in it is left as it is", async () => {
  const before = await counts(parts.store);
  expect(await seedStory(parts)).toBe(false);
  expect(await counts(parts.store)).toEqual(before);
});

interface Written {
  does: StoryStep["does"];
  when: StoryStep["when"];
  words: string;
  file?: StoryFile;
}

/** A step that puts words on the task: not what is held, and not what is only pressed. */
function asMessage(step: StoryStep): Written[] {
  const isHeld = "fromAddress" in step && step.fromAddress !== undefined;
  if (isHeld || !("words" in step) || step.words === undefined) return [];
  return [{ ...step, words: step.words }];
}

const leadsTo: Partial<Record<StoryStep["does"], Stage>> = {
  accept: "Accepted",
  start: "Working",
  "hand-over": "Pending Approval",
  approve: "Complete",
  "ask-changes": "Working",
  decline: "Declined",
  withdraw: "Withdrawn",
  merge: "Withdrawn",
};

function stageAfter(stage: string, step: StoryStep): string {
  return leadsTo[step.does] ?? stage;
}

/** What staff write to whoever asked for something, until it is accepted or declined. */
function isQuestion({ does }: StoryStep, before: readonly StoryStep[]): boolean {
  return does === "write" && before.length > 0 && before.reduce(stageAfter, "Triage") === "Triage";
}

async function listSent(): Promise<{ kind: string; to: string; at: string; event: number }[]> {
  return parts.store.read.all(
    `select kind, to_address as "to", composed_at as "at", event_id as "event" from outbound_emails order by id`,
  );
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
