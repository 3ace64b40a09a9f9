// What a visitor finds when the story is told, used as a visitor would: by the mail desk of the sandbox and its clock.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openStory } from "../../src/sandbox/open-story.ts";
import { start, type Started } from "../../src/start.ts";
import { listBacklog } from "../../src/store/backlog.ts";
import { listOutboundEmailsTo, type OutboundEmailRow } from "../../src/store/outbound-emails.ts";
import { getTask } from "../../src/store/tasks.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { emptyDatabase } from "../support/store.ts";
import { addressOf } from "../support/world.ts";
import { becameOf, pagesOf, settings } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 60_000 });

let started: Started;
beforeAll(async () => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  started = await start(readConfig(settings(await emptyDatabase())), { pool: sharedPool() });
  await openStory(started);
}, 60_000);
afterAll(() => started.stop());

test("finished work that waits is approved by an answer from its client's mailbox, and its place is free", async () => {
  const email = await newest("dana", "reminder");
  const { post } = pagesOf(started);
  const fields = { program: "gmail-web", words: "Looks good, please close it." };
  const { location } = await post(`/sandbox/emails/${email.id}/answer`, fields);
  expect((await becameOf({ started }, location)).row).toMatchObject({
    status: "handled",
    reason: "approved",
  });
  const task = await getTask(started.store.read, email.taskId!);
  expect(task.stage).toBe("Complete");
  const [next] = await listBacklog(started.store.read, task.clientId, 1);
  const confirmation = await newest("dana", "approved");
  expect(confirmation.text).toContain(`Next, we start “${next?.title}”`);
});

test("the same words in a forged email, and as an answer to an earlier email, approve nothing", async () => {
  const { post } = pagesOf(started);
  const email = await newest("marta", "ready-for-approval");
  const words = "Approved.";
  for (const choice of ["unsigned", "other-domain"]) {
    const fields = { program: "gmail-web", words, choice };
    const { location } = await post(`/sandbox/emails/${email.id}/situations/spoof`, fields);
    expect((await becameOf({ started }, location)).row.status).toBe("held");
  }
  const sent = await listOutboundEmailsTo(started.store.read, addressOf("marta"), 100);
  const earlier = sent.find(({ kind, taskId }) => kind === "started" && taskId === email.taskId)!;
  const { location } = await post(`/sandbox/emails/${earlier.id}/answer`, { program: "gmail-web", words });
  expect((await becameOf({ started }, location)).row).toMatchObject({ status: "handled", reason: "posted" });
  expect((await getTask(started.store.read, email.taskId!)).stage).toBe("Pending Approval");
});

test("who lets finished work wait is reminded after two and five working days, and silence completes nothing", async () => {
  const { post } = pagesOf(started);
  const email = await newest("marta", "ready-for-approval");
  for (let day = 0; day < 10; day++) await post("/sandbox/clock", { by: "day" });
  const sent = await listOutboundEmailsTo(started.store.read, addressOf("marta"), 100);
  const reminders = sent.filter(({ kind, taskId }) => kind === "reminder" && taskId === email.taskId);
  expect(reminders.map(({ text }) => /for (\d) working days/u.exec(text)?.[1])).toEqual(["5", "2"]);
  expect((await getTask(started.store.read, email.taskId!)).stage).toBe("Pending Approval");
});

async function newest(key: Parameters<typeof addressOf>[0], kind: string): Promise<OutboundEmailRow> {
  const sent = await listOutboundEmailsTo(started.store.read, addressOf(key), 100);
  return sent.find((row) => row.kind === kind)!;
}
