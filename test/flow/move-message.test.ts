// A mail lands on the wrong task. Staff move it; those who had not had it get it once; every later answer in its mail
// thread lands where it is now; and reading it again changes nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { findInboundEmail, type InboundEmailRow } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { getTask } from "../../src/store/tasks.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { postForm, recipient, startInstallation } from "./running-installation.ts";

const [ann, lee, priya, tom] = (["ann", "lee", "priya", "tom"] as const).map(addressOf) as [
  string,
  string,
  string,
  string,
];

let started: Started;
let world: World;
let staff: Browser;

beforeAll(async () => {
  started = await startInstallation();
  world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
  const asked = await started.store.write((rows) =>
    requestSignIn(rows, new Date(), tom, (id) => hashOf(signInToken(started.keys, id))),
  );
  staff = openBrowser(started.localUrl);
  await staff.post(`/sign-in/${signInToken(started.keys, asked!.signInId)}`, {});
}, 30_000);
afterAll(() => started.stop());

/** A task of Ann's and one of Lee's, both Harbor Dental's and followed by Priya and Tom. */
let annsTask: number;
let leesTask: number;
beforeEach(async () => {
  annsTask = await open("Booking form", world.people.ann.id);
  leesTask = await open("Price list", world.people.lee.id);
  await started.workers.settled();
});

describe("an answer on the wrong task", () => {
  it("is told once to those of the right task who had it not, and takes its mail thread along", async () => {
    const question = await newestEmailTo(ann);
    const first = await mail({
      from: ann,
      to: question.replyTo!,
      answers: [question.headers["Message-ID"]!],
    });
    expect(first).toMatchObject({ status: "handled", taskId: annsTask });
    const toTom = await newestEmailTo(tom);
    expect(toTom.subject).toBe(`Booking form [#${annsTask}]`);

    const countBefore = await countEmails();
    await move(first, leesTask);
    expect(await emailsSince(countBefore)).toEqual([[lee, `Price list [#${leesTask}]`]]);
    const told = await newestEmailTo(lee);
    expect(told.text).toContain("Ann Weber");
    expect(told.text).toContain(wordsOf(first));

    // Ann adds to what she wrote, in her own program: to the old reply address, in answer to herself.
    const second = await mail({
      from: ann,
      to: question.replyTo!,
      answers: [question.headers["Message-ID"]!, first.internetMessageId!],
    });
    expect(second).toMatchObject({ status: "handled", taskId: leesTask });
    expect(JSON.stringify(second.evidence)).toContain(`was moved to task #${leesTask} by staff since`);
    const third = await mail({
      from: ann,
      to: question.replyTo!,
      answers: [question.headers["Message-ID"]!, first.internetMessageId!, second.internetMessageId!],
    });
    expect(third).toMatchObject({ status: "handled", taskId: leesTask });
    // Tom answers the email that told him of it on its old task; Lee the one that told her after the move.
    const fromTom = await mail({ from: tom, to: toTom.replyTo!, answers: [toTom.headers["Message-ID"]!] });
    expect(fromTom).toMatchObject({ status: "handled", taskId: leesTask });
    const fromLee = await mail({ from: lee, to: told.replyTo!, answers: [told.headers["Message-ID"]!] });
    expect(fromLee).toMatchObject({ status: "handled", taskId: leesTask });
    // What answers the question itself still belongs where the question is.
    const fourth = await mail({
      from: ann,
      to: question.replyTo!,
      answers: [question.headers["Message-ID"]!],
    });
    expect(fourth).toMatchObject({ status: "handled", taskId: annsTask });
  }, 30_000);

  it("stays where it was moved when it is read again, or comes again by another way", async () => {
    const question = await newestEmailTo(ann);
    const answers = [question.headers["Message-ID"]!];
    const first = await mail({ from: ann, to: question.replyTo!, answers });
    await move(first, leesTask);
    const countBefore = await countEmails();
    const moved = (await findInboundEmail(started.store.read, first.id))!;
    for (const _ of [1, 2]) {
      await staff.post(`/emails/${first.id}/process-again`, {});
      await started.workers.settled();
    }
    const again = (await findInboundEmail(started.store.read, first.id))!;
    expect(again).toMatchObject({ status: "handled", taskId: leesTask, subject: moved.subject });
    expect(again.evidence).toEqual([
      ...moved.evidence,
      { step: "act", found: "It did its work before, so nothing was changed." },
    ]);
    // The same mail, by the CC'd mailbox, leads to the old task by its In-Reply-To.
    const copy = await mail({ from: ann, to: recipient, answers, id: first.internetMessageId! });
    expect(copy).toMatchObject({ status: "ignored", reason: "same_message", taskId: leesTask });
    expect(await textsOn(annsTask)).toEqual(["Shall we?"]);
    expect(await textsOn(leesTask)).toEqual(["Shall we?", wordsOf(first)]);
    expect(await emailsSince(countBefore)).toEqual([]);
  }, 30_000);

  it("begins a new task when it asks for something new, and nobody hears of it twice", async () => {
    const question = await newestEmailTo(ann);
    const answers = [question.headers["Message-ID"]!];
    const first = await mail({ from: ann, to: question.replyTo!, answers });
    const countBefore = await countEmails();
    await staff.post(`/emails/${first.id}/move-to-new-task`, { from: String(annsTask), title: "Menu card" });
    await started.workers.settled();
    const { taskId } = (await findInboundEmail(started.store.read, first.id))!;
    expect(await getTask(started.store.read, taskId!)).toMatchObject({ title: "Menu card", stage: "Triage" });
    expect(await emailsSince(countBefore)).toEqual([]);
    const second = await mail({
      from: ann,
      to: question.replyTo!,
      answers: [...answers, first.internetMessageId!],
    });
    expect(second.taskId).toBe(taskId);
    expect(await emailsSince(countBefore)).toEqual([
      [priya, `Menu card [#${taskId}]`],
      [tom, `Menu card [#${taskId}]`],
    ]);
  }, 30_000);
});

it("an email that opened a task although it belonged to one: the task is closed, its thread goes along", async () => {
  const first = await mail({ from: ann, to: recipient, answers: [] });
  expect(first.reason).toBe("opened_task");
  const opened = first.taskId!;
  const toPriya = await newestEmailTo(priya);
  await move(first, leesTask);
  expect(await getTask(started.store.read, opened)).toMatchObject({ stage: "Withdrawn" });
  const second = await mail({ from: ann, to: recipient, answers: [first.internetMessageId!] });
  expect(second).toMatchObject({ status: "handled", taskId: leesTask });
  const fromPriya = await mail({
    from: priya,
    to: toPriya.replyTo!,
    answers: [toPriya.headers["Message-ID"]!],
  });
  expect(fromPriya).toMatchObject({ status: "handled", taskId: leesTask });
  expect(await textsOn(opened)).toEqual([]);
}, 30_000);

async function open(title: string, contactId: number): Promise<number> {
  const at = new Date().toISOString();
  const { taskId } = await started.store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title,
      author: world.people.priya,
      contactIds: [contactId],
      channel: "portal",
      text: "Shall we?",
      postedAt: at,
    }),
  );
  return taskId;
}

async function move(email: InboundEmailRow, taskId: number): Promise<void> {
  const answer = await staff.post(`/emails/${email.id}/move`, {
    from: String(email.taskId),
    task: String(taskId),
  });
  expect([answer.status, answer.location]).toEqual([303, `/emails/${email.id}?moved`]);
  await started.workers.settled();
}

let mailCount = 0;

const wordsOf = (email: InboundEmailRow) => email.text!.trim();

/** Somebody's email, signed by their domain, and what became of it. `answers`: the ids of its thread, the nearest last. */
async function mail(input: {
  from: string;
  to: string;
  answers: string[];
  id?: string;
}): Promise<InboundEmailRow> {
  const number = ++mailCount;
  const { from, to, answers, id = `<${number}.sent@mail.example>` } = input;
  const raw = [
    `From: ${from}`,
    `To: ${to}`,
    "Subject: Re: our work",
    `Message-ID: ${id}`,
    ...(answers.length === 0 ? [] : [`In-Reply-To: ${answers.at(-1)!}`, `References: ${answers.join(" ")}`]),
    "",
    `These are the words of email ${number}.`,
    "",
  ].join("\r\n");
  const domain = from.split("@")[1]!;
  const envelope = JSON.stringify({ from, to: [to] });
  const dkim = `{@${domain} : pass}`;
  expect((await postForm(started, { email: raw, envelope, SPF: "pass", dkim })).status).toBe(200);
  await started.workers.settled();
  const row = await started.store.read.first<{ id: number }>(
    "select id from inbound_emails where raw_sha256 = ?",
    contentHash(Buffer.from(raw)),
  );
  return (await findInboundEmail(started.store.read, row!.id))!;
}

async function newestEmailTo(address: string): Promise<OutgoingEmail> {
  const row = await started.store.read.first<{ id: number }>(
    "select max(id) as id from outbound_emails where to_address = ?",
    address,
  );
  const email = (await findOutboundEmail(started.store.read, row!.id))!;
  return fillIn(started.outbox, email);
}

async function countEmails(): Promise<number> {
  const row = await started.store.read.first<{ id: number }>("select max(id) as id from outbound_emails");
  return row!.id;
}

/** Who was sent what since, by address. */
async function emailsSince(id: number): Promise<[address: string, subject: string][]> {
  const rows = await started.store.read.all<{ toAddress: string; subject: string }>(
    `select to_address as "toAddress", subject from outbound_emails where id > ? order by to_address`,
    id,
  );
  return rows.map(({ toAddress, subject }) => [toAddress, subject]);
}

async function textsOn(taskId: number): Promise<string[]> {
  const messages = await listMessages(started.store.read, taskId, { withNotes: true });
  return messages.map(({ kept }) => kept);
}
