// Storms of email, whatever their headers say: the same words again tell nobody, too many emails trip the sender's breaker, and
// too many emails about inbound mail wait for staff. Nothing is lost, staff are told once, and a button ends each.
import { afterAll, beforeAll, expect, it } from "vitest";
import { resetBreaker } from "../../src/actions/reset-breaker.ts";
import { openingPointsMax, stormPointsMax, stormQuietMs } from "../../src/domain/storm.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { listOpenBreakers } from "../../src/store/breakers.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { findInboundEmail, listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { taskMessageId } from "../../src/threading/message-id.ts";
import { addressOf } from "../support/world.ts";
import { askHarbor, postForm, recipient, startInstallation } from "./running-installation.ts";

let now = new Date("2026-03-02T09:00:00.000Z");
const allMax = 60;
let started: Started;
let world: World;
beforeAll(async () => {
  started = await startInstallation({ STORM_EMAILS_MAX: String(allMax) }, { clock: () => now });
  world = await seedWorld(started.store, now.toISOString());
}, 30_000);
afterAll(() => started.stop());

const pass = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

let written = 0;

/** Ann writes on a task by email, by her own address and vouched for, with nothing that says that a program does. */
async function annWrites(
  taskId: number,
  words: string,
  options: { isLost?: true; id?: string; files?: true; subject?: string } = {},
) {
  written += 1;
  const from = addressOf("ann");
  const root = () => taskMessageId(started.keys, started.installation.replyDomain, taskId);
  const body =
    options.files === undefined
      ? ["Content-Type: text/plain; charset=utf-8", "", words]
      : [
          "Content-Type: multipart/mixed; boundary=b",
          "",
          `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n--b`,
          `Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n${written}\r\n--b--`,
        ];
  const email = [
    `From: Ann <${from}>`,
    `To: <${recipient}>`,
    `Subject: ${options.subject ?? `Something new ${written}`}`,
    `Message-ID: <${options.id ?? `storm-${written}`}@mail.example>`,
    ...(options.isLost ? [] : [`In-Reply-To: ${root()}`]),
    ...body,
  ].join("\r\n");
  const envelope = JSON.stringify({ from, to: [recipient] });
  const domain = from.split("@")[1];
  await postForm(started, { email, envelope, dkim: `{@${domain} : pass}`, SPF: "pass" });
  await started.workers.settled();
  const [newest] = await listInboundEmails(started.store.read, 1);
  return (await findInboundEmail(started.store.read, newest!.id))!;
}

/** Priya writes on the page; her emails are no news of inbound mail. */
async function priyaWrites(taskId: number, text = "Done."): Promise<void> {
  const at = now.toISOString();
  const message = { taskId, author: world.people.priya, channel: "portal", text, postedAt: at } as const;
  await started.store.write((rows) => postMessage(rows, at, message));
  started.workers.nudge();
  await started.workers.settled();
}

const messagesOf = (taskId: number) => listMessages(started.store.read, taskId, { withNotes: true });

/** A message of staff on a request in Triage is a question. */
async function emailsAbout(taskId: number, kinds = ["message", "question"]): Promise<number> {
  const row = await started.store.read.first<{ count: number }>(
    `select count(*) as count from outbound_emails where task_id = ? and kind in (${kinds.map(() => "?").join()})`,
    taskId,
    ...kinds,
  );
  return row!.count;
}

const open = () => listOpenBreakers(started.store.read, new Date(now.getTime() - stormQuietMs).toISOString());

const answer =
  "Thank you for writing to us. Your words are important and somebody will look at them as soon as they can.";

it("tells nobody of the same words again, keeps them on the task, and says why", async () => {
  const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  expect((await annWrites(taskId, answer)).reason).toBe("posted");
  const told = await emailsAbout(taskId);
  const again = await annWrites(taskId, `  ${answer.toUpperCase()}\r\n`);
  expect(again.reason).toBe("quiet_note");
  expect(again.evidence.map(({ found }) => found).join(" ")).toContain("says once more");
  expect(await messagesOf(taskId)).toHaveLength(3);
  expect(await emailsAbout(taskId)).toBe(told);
  // Files are new, and a day later it may be meant again.
  expect((await annWrites(taskId, answer, { files: true })).reason).toBe("posted");
  pass(25 * 60);
  expect((await annWrites(taskId, answer)).reason).toBe("posted");
});

it("takes the same words but for their numbers for a program’s only within seconds of an email of ours", async () => {
  pass(24 * 60);
  const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  const wish = (euros: number) => `Please put ${euros} euros beside the second haircut on the list.`;
  expect((await annWrites(taskId, wish(45))).reason).toBe("posted");
  // Nobody wrote to her since her last one, so that she corrects herself.
  pass(0.1);
  expect((await annWrites(taskId, wish(54))).reason).toBe("posted");
  await priyaWrites(taskId);
  pass(2);
  expect((await annWrites(taskId, wish(63))).reason).toBe("posted");
  pass(1);
  await priyaWrites(taskId);
  pass(0.1);
  const prompt = await annWrites(taskId, wish(72));
  expect(prompt.reason).toBe("quiet_note");
  expect(prompt.evidence.map(({ found }) => found).join(" ")).toContain("but for its numbers");
});

it("tells of photos that are sent one by one without a word", async () => {
  pass(24 * 60);
  const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  for (let count = 0; count < 8; count++) {
    pass(1);
    expect((await annWrites(taskId, "", { files: true })).reason).toBe("posted");
  }
});

it("lets people say the same short words, and write fast", async () => {
  pass(24 * 60);
  const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  const talk = [
    "Yes, please go ahead.",
    "Thanks!",
    "Yes, please go ahead.",
    "The blue one",
    "No, the green one",
    "Ok",
  ];
  for (const words of [
    ...talk,
    "Where is the logo?",
    "Found it.",
    "Can we meet at three?",
    "Four is fine too",
    "Ok",
  ]) {
    expect((await annWrites(taskId, words)).reason, words).toBe("posted");
    pass(1);
  }
  expect(await open()).toEqual([]);
});

it("trips at a sender's breaker, keeps the mail, tells staff once, and ends at a button or by itself", async () => {
  pass(24 * 60);
  const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  // What a naive responder writes: a number and a date that are new, else the same.
  const numbered = () =>
    `We got your email number ${written} on ${now.toISOString()} and will answer it in due time, we promise.`;
  const reasons: string[] = [];
  for (let count = 0; count < 12; count++) reasons.push((await annWrites(taskId, numbered())).reason!);
  const posted = reasons.filter((reason) => reason === "posted").length;
  // One for the first and four for each like it.
  expect(posted).toBe(1 + Math.floor((stormPointsMax - 1) / 4));
  expect(reasons.slice(posted)).toEqual(Array.from({ length: 12 - posted }, () => "quiet_note"));
  expect(await messagesOf(taskId)).toHaveLength(13);
  const [breaker, ...others] = await open();
  expect(others).toEqual([]);
  expect(breaker).toMatchObject({ kind: "sender", taskId, keptCount: 12 - posted });
  const staff = await started.store.read.first<{ count: number }>("select count(*) as count from staff");
  expect(await emailsAbout(taskId, ["storm"])).toBe(staff!.count);
  // Read once more, nothing changes.
  const before = await open();
  expect((await annWrites(taskId, numbered(), { id: `storm-${written}` })).status).toBe("ignored");
  expect(await open()).toEqual(before);
  // Another person on the task, and the same person elsewhere, are heard.
  const elsewhere = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  expect((await annWrites(elsewhere, "Something else")).reason).toBe("posted");
  // Staff end it.
  const reset = { breakerId: breaker!.id, byStaffId: idOf("priya"), isToldOf: true };
  await started.store.write((rows) => resetBreaker(rows, now.toISOString(), reset));
  await started.store.write((rows) => resetBreaker(rows, now.toISOString(), reset));
  pass(1);
  expect((await annWrites(taskId, "It was me, really")).reason).toBe("posted");
  const events = (await listEventsOfTask(started.store.read, taskId)).map(({ type }) => type);
  expect(events.filter((type) => type.startsWith("breaker."))).toEqual(["breaker.tripped", "breaker.reset"]);
  // It trips anew, and ends by itself.
  for (let count = 0; count < 8; count++) await annWrites(taskId, numbered());
  expect(await open()).toHaveLength(1);
  pass(61);
  expect(await open()).toEqual([]);
  expect((await annWrites(taskId, numbered())).reason).toBe("posted");
  expect((await listEventsOfTask(started.store.read, taskId)).at(-2)?.type).toBe("breaker.reset");
});

it("keeps the same words that name no task on the task that they opened", async () => {
  pass(24 * 60);
  const first = await annWrites(0, answer, { isLost: true });
  expect(first.reason).toBe("opened_task");
  const second = await annWrites(0, answer, { isLost: true });
  expect(second).toMatchObject({ reason: "quiet_note", taskId: first.taskId });
});

it("opens a task for each subject, also where the words below only point to it", async () => {
  pass(24 * 60);
  const words = "Hello all, please see the subject line and change that on our website. Thank you!";
  const first = await annWrites(0, words, { isLost: true, subject: "The opening hours" });
  const second = await annWrites(0, words, { isLost: true, subject: "The telephone number" });
  expect([first.reason, second.reason]).toEqual(["opened_task", "opened_task"]);
  expect(second.taskId).not.toBe(first.taskId);
});

it("counts what asks for a session and says more like any other email, and answers no storm", async () => {
  pass(24 * 60);
  const since = now.toISOString();
  const outcomes: (string | null)[] = [];
  for (let count = 0; count < 14; count++) {
    const words = `We could meet with the whole team to speak of the reports, number ${count} of our list.`;
    outcomes.push((await annWrites(0, words, { isLost: true, subject: "Book a training session" })).reason);
  }
  const sent = 1 + Math.floor((openingPointsMax - 1) / 4);
  expect(outcomes.slice(0, sent)).not.toContain("too_many_emails");
  expect(outcomes.slice(sent)).toEqual(Array.from({ length: 14 - sent }, () => "too_many_emails"));
  const count = async (what: string) => {
    const sql = `select cast(count(*) as integer) as count from ${what}`;
    return (await started.store.read.first<{ count: number }>(sql, since))!.count;
  };
  expect(await count("tasks where opened_at >= ?")).toBe(sent);
  expect(await count("outbound_emails where kind = 'free-times' and composed_at >= ?")).toBe(sent);
  // The very same words are a quiet note on the task that they opened.
  pass(25 * 60);
  const again = () => annWrites(0, answer, { isLost: true, subject: "Book a training session" });
  const [first, second] = [await again(), await again()];
  expect(second).toMatchObject({ reason: "session_times_sent", taskId: first.taskId });
  const messages = await messagesOf(first.taskId!);
  expect(messages.map(({ isQuiet }) => isQuiet)).toEqual([0, 1]);
});

it("counts only emails about inbound mail for the limit over all tasks, however many staff write", async () => {
  pass(24 * 60);
  const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
  for (let count = 0; count <= allMax; count++) await priyaWrites(taskId, `Line ${count}`);
  const told = await emailsAbout(taskId);
  expect(told).toBeGreaterThan(allMax);
  expect((await annWrites(taskId, "Thank you, that is a lot.")).reason).toBe("posted");
  // Priya and Tom.
  expect(await emailsAbout(taskId)).toBe(told + 2);
  expect(await open()).toEqual([]);
});

it("lets news of inbound mail wait above the limit over all tasks, until staff let it go or keep it quiet", async () => {
  pass(24 * 60);
  const taskIds: number[] = [];
  const sofar = () =>
    started.store.read.first<{ count: number }>(
      "select count(*) as count from outbound_emails o join messages m on m.id = o.message_id where m.channel = 'email' and o.composed_at > ?",
      new Date(now.getTime() - 3_600_000).toISOString(),
    );
  for (let count = 0; (await open()).length === 0 && count < 2 * allMax; count++) {
    const taskId = await askHarbor(started, world, now.toISOString(), [idOf("ann")]);
    taskIds.push(taskId);
    await annWrites(taskId, `Word ${["one", "two", "three"][count % 3]}`);
  }
  const [breaker] = await open();
  expect(breaker).toMatchObject({ kind: "everything", waitingCount: 1 });
  expect((await sofar())!.count).toBeLessThanOrEqual(allMax + 2);
  const last = taskIds.at(-1)!;
  expect(await messagesOf(last)).toHaveLength(2);
  const told = await emailsAbout(last);
  // What staff write goes out.
  const at = now.toISOString();
  await priyaWrites(last, "Hello");
  expect(await emailsAbout(last)).toBeGreaterThan(told);
  const beforeLetting = await emailsAbout(last);
  await started.store.write((rows) =>
    resetBreaker(rows, at, { breakerId: breaker!.id, byStaffId: idOf("priya"), isToldOf: true }),
  );
  started.workers.nudge();
  await started.workers.settled();
  expect(await emailsAbout(last)).toBeGreaterThan(beforeLetting);
  expect(await open()).toEqual([]);
  // Counting begins anew.
  pass(1);
  expect((await annWrites(last, "And one more")).reason).toBe("posted");
  expect(await open()).toEqual([]);
});

it("counts receipts for that limit, and lets those above it wait with their requests", async () => {
  pass(24 * 60);
  const since = now.toISOString();
  const receipts = () =>
    started.store.read.first<{ count: number }>(
      "select count(*) as count from outbound_emails where kind = 'receipt' and composed_at >= ?",
      since,
    );
  const wishes = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
  let asked = 0;
  while ((await open()).length === 0 && asked < wishes.length) {
    pass(0.5);
    const wish = wishes[asked]!.repeat(5 + asked++);
    expect((await annWrites(0, `I would like ${wish} please.`, { isLost: true })).reason).toBe("opened_task");
  }
  // Each request is told to both staff and has its receipt.
  expect(asked).toBe(allMax / 3 + 1);
  expect((await receipts())!.count).toBe(asked - 1);
  const [breaker] = await open();
  expect(breaker).toMatchObject({ kind: "everything", waitingCount: 1 });
  const reset = { breakerId: breaker!.id, byStaffId: idOf("priya"), isToldOf: true };
  await started.store.write((rows) => resetBreaker(rows, now.toISOString(), reset));
  started.workers.nudge();
  await started.workers.settled();
  expect((await receipts())!.count).toBe(asked);
});

function idOf(key: "ann" | "priya"): number {
  return world.people[key].id;
}
