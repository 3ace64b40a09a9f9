// SendGrid's event webhook over real HTTP, signed with a real key: what it moves, what it leaves alone, what it refuses; and
// the way of a paused address from its bounce to the emails that waited for it.
import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postMessage } from "../../src/actions/post-message.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { resumeAddress } from "../../src/actions/resume-address.ts";
import { readConfig } from "../../src/config.ts";
import type { OutgoingEmail, SendOutcome } from "../../src/outbox/courier.ts";
import { eventLimits } from "../../src/outbox/provider-events.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import { start, type Started } from "../../src/start.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { emailMessageId } from "../../src/threading/message-id.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { migratedDatabase } from "../support/store.ts";
import { askNewContact } from "./running-installation.ts";

const ours = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const theirs = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const replyDomain = "reply.northbeam.example";
const minuteMs = 60_000;

let started: Started;
let world: World;
let now = new Date("2026-03-02T10:00:00.000Z");
/** What the courier answers next; `sent` when empty. */
const answers: SendOutcome[] = [];
const handedOver: OutgoingEmail[] = [];

beforeAll(async () => {
  started = await start(
    readConfig({
      MAIL_COURIER: "sandbox",
      PORT: "0",
      DATABASE_URL: await migratedDatabase(),
      SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
      SENDGRID_EVENTS_KEY: ours.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
      LOG_LEVEL: "silent",
    }),
    {
      pool: sharedPool(),
      clock: () => now,
      courier: {
        name: "sendgrid",
        send: (email) => {
          handedOver.push(email);
          return Promise.resolve(answers.shift() ?? { kind: "sent" });
        },
      },
    },
  );
  world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
}, 30_000);
afterAll(() => started.stop());

describe("a call", () => {
  it("signed with another key is answered 503, changes nothing, and is shown on the desk", async () => {
    const sent = await sendToNew();
    const answer = await post([event(sent, "bounce", { type: "bounce" })], theirs.privateKey);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("30");
    expect(await stateOf(sent)).toMatchObject({ delivery: null });
    await isShown("The signature of this call does not match SENDGRID_EVENTS_KEY.");
  });

  it("without a signature is answered 401, from this machine too, and is shown", async () => {
    const response = await fetch(`${started.localUrl}/events/sendgrid`, { method: "POST", body: "[]" });
    expect(response.status).toBe(401);
    await isShown("Prove who you are: by a signature of SendGrid or by basic auth with the inbound token.");
  });

  it("whose body was changed after it was signed is answered 503", async () => {
    const sent = await sendToNew();
    const body = JSON.stringify([event(sent, "delivered")]);
    const response = await send(`${body} `, signed(body, ours.privateKey));
    expect(response.status).toBe(503);
    expect(await stateOf(sent)).toMatchObject({ delivery: null });
  });

  it.each([
    ["not JSON", "[{", 400],
    ["no array", '{"event":"bounce"}', 400],
    ["null", "null", 400],
    ["nothing", "", 400],
    ["too long", `[${" ".repeat(eventLimits.bodyBytesMax)}]`, 413],
    ["too many entries", `[${"0,".repeat(eventLimits.eventsMax)}0]`, 413],
  ])("that is %s is refused with a sentence, and shown", async (_, body, status) => {
    const response = await send(body, signed(body, ours.privateKey));
    const { error } = (await response.json()) as { error: string };
    expect([response.status, error]).toEqual([status, expect.stringMatching(/^\S.{8,}\.$/u)]);
    await isShown(error);
  });

  it("with nothing in it is taken", async () => {
    expect((await post([])).status).toBe(200);
  });
});

describe("events", () => {
  it("of every kind set the state, the reason and, where the address is at fault, its pause", async () => {
    const cases: [string, Record<string, unknown>, string, string | null, number][] = [
      ["processed", {}, "processed", null, 0],
      ["delivered", { response: "250 OK" }, "delivered", null, 0],
      ["deferred", { response: "421 busy", attempt: "5" }, "deferred", "421 busy (try 5)", 0],
      ["bounce", { type: "bounce", reason: "550 5.1.1 who?" }, "bounced", "550 5.1.1 who?", 1],
      ["bounce", { type: "blocked", reason: "554 5.7.1 no" }, "bounced", "554 5.7.1 no", 0],
      ["dropped", { reason: "Bounced Address" }, "dropped", "SendGrid kept it back: Bounced Address", 1],
      ["dropped", { reason: "Spam Content" }, "dropped", "SendGrid kept it back: Spam Content", 0],
      ["spamreport", {}, "complained", "It was reported as spam.", 1],
    ];
    for (const [name, fields, delivery, reason, pauses] of cases) {
      const sent = await sendToNew();
      expect((await post([event(sent, name, fields)])).body).toMatchObject({ recorded: 1 });
      expect(await stateOf(sent)).toEqual({ status: "sent", delivery, reason, pauses });
    }
  });

  it("46 times with new ids are one row and one change", async () => {
    const sent = await sendToNew();
    const batch = Array.from({ length: 46 }, (_, index) =>
      event(sent, "bounce", { type: "bounce", reason: "550 5.1.1 who?", sg_event_id: `id-${index}` }),
    );
    expect((await post(batch.slice(0, 20))).body).toMatchObject({ recorded: 1, known: 19 });
    expect((await post(batch)).body).toMatchObject({ recorded: 0, known: 46 });
    expect(await eventRows(sent)).toBe(1);
    const types = (await listEventsOfTask(started.store.read, sent.taskId)).map(({ type }) => type);
    expect(types.filter((type) => type === "email.bounced")).toHaveLength(1);
    expect(types.filter((type) => type === "address.paused")).toHaveLength(1);
  });

  it("in any order end in the same state, which only moved up", async () => {
    const names = ["processed", "deferred", "delivered", "spamreport"];
    for (const order of [names, names.toReversed(), ["delivered", "spamreport", "deferred", "processed"]]) {
      const sent = await sendToNew();
      const batch = order.map((name) => event(sent, name, {}, names.indexOf(name)));
      await post(batch.slice(0, 2));
      await post(batch.slice(2));
      expect(await stateOf(sent)).toMatchObject({ delivery: "complained" });
      expect(await eventRows(sent)).toBe(4);
    }
  });

  it("of several deferrals show the newest reason, also when it comes first", async () => {
    const sent = await sendToNew();
    await post([event(sent, "deferred", { response: "450 second", attempt: 2 }, 60)]);
    await post([event(sent, "deferred", { response: "450 first", attempt: 1 }, 0)]);
    expect(await stateOf(sent)).toMatchObject({ reason: "450 second (try 2)" });
    await post([event(sent, "deferred", { response: "450 third", attempt: 3 }, 120)]);
    expect(await stateOf(sent)).toMatchObject({ delivery: "deferred", reason: "450 third (try 3)" });
  });

  it("of unknown emails and unknown kinds, and garbage between good ones, are counted and spoil nothing", async () => {
    const sent = await sendToNew();
    const other = await sendToNew();
    const good = event(sent, "delivered");
    const batch: unknown[] = [
      null,
      7,
      "bounce",
      [],
      [good],
      {},
      { event: "bounce" },
      { ...good, timestamp: "yesterday" },
      { ...good, timestamp: -1 },
      { ...good, timestamp: 1e300 },
      { ...good, email: 5 },
      good,
      { ...good, event: "open" },
      { ...good, event: "group_unsubscribe" },
      { ...good, event: "constructor" },
      { ...good, inreply_email_id: "99999999" },
      { ...good, inreply_email_id: "0" },
      { ...good, inreply_email_id: "1; drop table staff" },
      { ...good, inreply_email_id: "99999999999999999999" },
      { ...good, inreply_email_id: -1 },
      { ...good, inreply_email_id: undefined },
      { ...good, inreply_email_id: String(other.id) },
      { ...good, email: "somebody@else.example" },
      event(other, "delivered"),
    ];
    expect(await post(batch)).toMatchObject({
      status: 200,
      body: { recorded: 2, known: 0, ignored: { other: 3, unknownEmail: 8, unreadable: 11 } },
    });
    expect(await stateOf(sent)).toMatchObject({ delivery: "delivered" });
    expect(await stateOf(other)).toMatchObject({ delivery: "delivered" });
  });

  it("name their email by our argument in any form of the address, and by Message-ID when it is missing", async () => {
    const [one, two] = [await sendToNew(), await sendToNew()];
    await post([{ ...event(one, "delivered"), email: ` ${one.address.toUpperCase()} ` }]);
    expect(await stateOf(one)).toMatchObject({ delivery: "delivered" });
    const { inreply_email_id: _, ...unnamed } = event(two, "delivered");
    const smtpId = emailMessageId(started.keys, replyDomain, two.id);
    await post([{ ...unnamed, "smtp-id": smtpId.replace(/.{5}@/u, "aaaaa@") }]);
    expect(await stateOf(two)).toMatchObject({ delivery: null });
    await post([{ ...unnamed, "smtp-id": smtpId }]);
    expect(await stateOf(two)).toMatchObject({ delivery: "delivered" });
  });

  it("in a batch of 1,000 are all taken, and a batch beyond one transaction too", async () => {
    const sent = await Promise.all(Array.from({ length: 5 }, () => sendToNew()));
    const many = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) =>
        event(sent[index % 5]!, "deferred", { response: "421", attempt: index }, from + index),
      );
    expect((await post(many(1_000, 0))).body).toMatchObject({ recorded: 1_000, known: 0 });
    expect((await post(many(2_500, 500))).body).toMatchObject({ recorded: 2_000, known: 500 });
    expect(await stateOf(sent[4]!)).toMatchObject({ reason: "421 (try 2499)" });
  }, 30_000);

  it("show no secret of ours that a server quotes", async () => {
    const sent = await sendToNew();
    const secret = handedOver.at(-1)!.replyTo!;
    await post([event(sent, "bounce", { type: "blocked", reason: `550 no mail for <${secret}>\n\u0000x` })]);
    const { reason } = await stateOf(sent);
    expect(reason).not.toContain(secret);
    expect(reason).toMatch(/^550 no mail for <r[a-z2-7]{6}…@reply\.northbeam\.example> x$/u);
  });
});

describe("an email whose fate was unknown", () => {
  it.each(["processed", "deferred", "delivered", "bounce", "dropped", "spamreport"])(
    "is settled by “%s”, so that the worker sends it no second time",
    async (name) => {
      answers.push({ kind: "unknown", reason: "The connection broke off." });
      const sent = await sendToNew();
      expect(await stateOf(sent)).toMatchObject({ status: "unknown" });
      await post([event(sent, name, { type: "blocked" })]);
      now = new Date(now.getTime() + 60 * minuteMs);
      await settled();
      expect(await stateOf(sent)).toMatchObject({ status: "sent" });
      expect(handedOver.filter(({ to }) => to.address === sent.address)).toHaveLength(1);
    },
  );

  it("is sent once more when no event came", async () => {
    answers.push({ kind: "unknown", reason: "The connection broke off." });
    const sent = await sendToNew();
    now = new Date(now.getTime() + 31 * minuteMs);
    await settled();
    expect(handedOver.filter(({ to }) => to.address === sent.address)).toHaveLength(2);
  });
});

describe("a paused address", () => {
  it("gets no more emails but links to sign in; what is written waits, and goes out once it is resumed", async () => {
    const sent = await sendToNew();
    await post([event(sent, "bounce", { type: "bounce", reason: "550 5.1.1 who?" })]);
    for (const text of ["one", "two", "three"]) await say(sent.taskId, text);
    expect(await statuses(sent.address)).toEqual(["sent", "paused", "paused", "paused"]);
    await started.store.write((rows) => requestSignIn(rows, now, sent.address, () => `hash-${sent.id}`));
    await settled();
    expect(await statuses(sent.address)).toEqual(["sent", "paused", "paused", "paused", "sent"]);
    const before = handedOver.length;

    const { id: pauseId } = (await started.store.read.first<{ id: number }>(
      "select id from paused_addresses where address = ?",
      sent.address,
    ))!;
    const resume = () =>
      started.store.write((rows) =>
        resumeAddress(rows, now.toISOString(), { pauseId, byStaffId: world.people.tom.id }),
      );
    await resume();
    await resume();
    await settled();
    expect(await statuses(sent.address)).toEqual(["sent", "sent", "sent", "sent", "sent"]);
    const words = handedOver.slice(before).map(({ text }) => /^(?:one|two|three)$/mu.exec(text)?.[0]);
    // Handed over side by side; test/outbox/paused.test.ts tells in which order they are taken.
    expect(new Set(words)).toEqual(new Set(["one", "two", "three"]));
    expect(words).toHaveLength(3);
    const resumed = await started.store.read.all("select type from events where type = 'address.resumed'");
    expect(resumed).toHaveLength(1);
  });

  it("is not paused anew by what happened before it was resumed, and is by what happens after", async () => {
    const sent = await sendToNew();
    await post([event(sent, "bounce", { type: "bounce", reason: "550 5.1.1 who?" })]);
    now = new Date(now.getTime() + 10 * minuteMs);
    const resumedAt = now.toISOString();
    await started.store.write(async (rows) => {
      const row = await rows.first<{ id: number }>("select max(id) as id from paused_addresses");
      await resumeAddress(rows, resumedAt, { pauseId: row!.id, byStaffId: world.people.tom.id });
    });
    await post([event(sent, "dropped", { reason: "Bounced Address" }, -300)]);
    expect(await openPauses(sent.address)).toBe(0);
    await post([event(sent, "dropped", { reason: "Bounced Address" }, 300)]);
    expect(await openPauses(sent.address)).toBe(1);
    expect(await stateOf(sent)).toMatchObject({ pauses: 2 });
  });
});

interface Sent {
  id: number;
  taskId: number;
  address: string;
}

/** An email to a contact who gets no other, handed over by the worker. */
async function sendToNew(): Promise<Sent> {
  const { taskId, address } = await askNewContact(started, world, now.toISOString());
  // Nobody else hears of it, so that what the courier answers is about this email.
  await started.store.write((rows) =>
    rows.run("delete from participants where task_id = ? and staff_id is not null", taskId),
  );
  await settled();
  const row = await started.store.read.first<{ id: number }>(
    "select id from outbound_emails where to_address = ?",
    address,
  );
  return { id: row!.id, taskId, address };
}

async function say(taskId: number, text: string): Promise<void> {
  const at = now.toISOString();
  await started.store.write((rows) =>
    postMessage(rows, at, { taskId, author: world.people.priya, channel: "portal", text, postedAt: at }),
  );
  await settled();
  now = new Date(now.getTime() + minuteMs);
}

async function settled(): Promise<void> {
  started.workers.nudge();
  await started.workers.settled();
}

/** As SendGrid writes it; `seconds` after now. */
function event(
  { id, address }: Sent,
  name: string,
  fields: Record<string, unknown> = {},
  seconds = 0,
): Record<string, unknown> {
  return {
    email: address,
    timestamp: Math.floor(now.getTime() / 1_000) + seconds,
    event: name,
    sg_event_id: `${name}-${Math.random()}`,
    sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
    inreply_email_id: String(id),
    ...fields,
  };
}

async function post(events: unknown[], key: KeyObject = ours.privateKey) {
  const body = JSON.stringify(events);
  const response = await send(body, signed(body, key));
  return { status: response.status, headers: response.headers, body: (await response.json()) as object };
}

function send(body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${started.localUrl}/events/sendgrid`, { method: "POST", body, headers });
}

/** Source: Twilio SendGrid, "Getting Started with the Event Webhook Security Features". */
function signed(body: string, key: KeyObject): Record<string, string> {
  const timestamp = "1772445600";
  return {
    "content-type": "application/json",
    "x-twilio-email-event-webhook-timestamp": timestamp,
    "x-twilio-email-event-webhook-signature": createSign("sha256")
      .update(timestamp + body)
      .sign(key, "base64"),
  };
}

async function stateOf({ id, address }: Sent) {
  const row = await started.store.read.first<{
    status: string;
    delivery: string | null;
    reason: string | null;
  }>("select status, delivery, reason from outbound_emails where id = ?", id);
  const pauses = await started.store.read.all("select id from paused_addresses where address = ?", address);
  return { ...row!, pauses: pauses.length };
}

async function openPauses(address: string): Promise<number> {
  const found = await started.store.read.all(
    "select id from paused_addresses where address = ? and resumed_at is null",
    address,
  );
  return found.length;
}

async function eventRows({ id }: Sent): Promise<number> {
  return (await started.store.read.all("select id from delivery_events where outbound_email_id = ?", id))
    .length;
}

async function statuses(address: string): Promise<string[]> {
  const rows = await started.store.read.all<{ status: string }>(
    "select status from outbound_emails where to_address = ? order by id",
    address,
  );
  return rows.map(({ status }) => status);
}

/** Refusals are put on record beside the answer, not before it. */
async function isShown(reason: string): Promise<void> {
  await expect
    .poll(() => started.store.read.all("select route, reason from intake_faults"))
    .toContainEqual({ route: "/events/sendgrid", reason });
}
