// What other programs are told, by real calls to a real server: what and in which form, how it is proved, and what becomes of it
// when the other side fails.
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Webhook } from "standardwebhooks";
import { pauseWebhookEndpoint, resumeWebhookEndpoint } from "../../src/actions/pause-webhook-endpoint.ts";
import { removeWebhookEndpoint } from "../../src/actions/remove-webhook-endpoint.ts";
import { sendWebhookAgain, sendWebhookTest } from "../../src/actions/send-webhook.ts";
import { webhookEndpointsMax } from "../../src/domain/program.ts";
import { announce } from "../../src/outbox/announce.ts";
import {
  claimDueWebhooks,
  deliverWebhook,
  forgetWebhooks,
  webhookRetryMs,
} from "../../src/programs/deliver-webhooks.ts";
import { postWebhook } from "../../src/programs/post-webhook.ts";
import { webhookAttemptsMax, webhookDays, webhooksAtOnceMax } from "../../src/programs/programs.ts";
import { leaseMs } from "../../src/store/leases.ts";
import {
  listWebhooksOf,
  webhooksOfEndpointMax,
  type WebhookDeliveryRow,
} from "../../src/store/webhook-deliveries.ts";
import { shownWebhookSecret, webhookSecret } from "../../src/threading/program-token.ts";
import { keyRing } from "../../src/threading/token.ts";
import type { AnyJson } from "../api/program.ts";
import { book, publish } from "../support/sessions.ts";
import { keys, openApp, outboxOf, secretAddress, startedAt, type App } from "../portal/app.ts";
import { addEndpoint, openReceiver, programsOf, tellAll, type Told } from "./receiver.ts";

const minuteMs = 60_000;
const json = ({ body }: Told) => JSON.parse(body) as { type: string; timestamp: string; data: AnyJson };

async function openTold(more: Parameters<typeof addEndpoint>[2] = {}) {
  const app = await openApp();
  const receiver = await openReceiver();
  const endpointId = await addEndpoint(app, receiver.url, more);
  const programs = programsOf(app);
  const deliveries = () => listWebhooksOf(app.store.read, endpointId, 100);
  return { app, receiver, endpointId, programs, deliveries };
}

const askFor = (app: App) =>
  app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann, title: "Form" });
const wait = (app: App, ms: number) => void (app.time.now = new Date(app.time.now.getTime() + ms));

describe("an endpoint", () => {
  it("is told of a request and its words, signed by Standard Webhooks", async () => {
    const { app, receiver, endpointId, programs } = await openTold();
    const taskId = await askFor(app);
    await app.say({ taskId, author: app.world.people.priya, text: `See ${secretAddress}, ümlaut 🦊` });
    await tellAll(app, programs);
    expect(receiver.told.map((call) => json(call).type)).toEqual([
      "task.opened",
      "message.posted",
      "message.posted",
    ]);
    const secret = shownWebhookSecret(webhookSecret(keys, { id: endpointId, keyId: 1, version: 0 })!);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    vi.useFakeTimers({ now: app.time.now, toFake: ["Date"] });
    try {
      for (const call of receiver.told) {
        expect(new Webhook(secret).verify(call.body, call.headers)).toEqual(json(call));
        expect(() => new Webhook(secret).verify(`${call.body} `, call.headers)).toThrow(/signature/u);
      }
    } finally {
      vi.useRealTimers();
    }
    const [opened, first, second] = receiver.told;
    expect(json(opened!)).toEqual({
      type: "task.opened",
      timestamp: startedAt,
      data: {
        task: { id: taskId, title: "Form", stage: "Triage", client: { id: 1, name: "Harbor Dental" } },
        cause: "task.opened",
        by: { kind: "contact", name: "Ann Weber" },
      },
    });
    expect(json(first!).data["message"]).toMatchObject({
      author: { kind: "contact", name: "Ann Weber" },
      text: "Hello",
      channel: "portal",
      postedAt: startedAt,
    });
    expect(json(second!).data["message"]["text"]).toBe(`See ${secretAddress}, ümlaut 🦊`);
    expect(opened!.headers).toMatchObject({ "content-type": "application/json", "user-agent": "Inreply" });
    expect(new Set(receiver.told.map(({ headers }) => headers["webhook-id"])).size).toBe(3);
    expect(await tellAll(app, programs)).toBe(0);
  });

  it("hears of stages and sessions, and never of notes, quiet messages and what it did not ask for", async () => {
    const { app, receiver, programs } = await openTold();
    const few = await openReceiver();
    await addEndpoint(app, few.url, { wanted: ["session.booked"] });
    const lumen = await openReceiver();
    await addEndpoint(app, lumen.url, { clientId: app.world.clients.lumen });
    const { ann, priya } = app.world.people;
    const taskId = await askFor(app);
    await app.say({ taskId, author: priya, text: "A secret note", isNote: true });
    await app.say({ taskId, author: ann, text: "Out of office", isQuiet: true });
    const staff = await app.signedIn(priya);
    await staff.post(`/tasks/${taskId}/decline`, { text: "Not for us." });
    await publish(app.store, app.world, "priya");
    await book(app.store, {
      by: ann as { kind: "contact"; id: number },
      staffId: priya.id,
      startsAt: "2026-03-06T10:00:00.000Z",
      agenda: "Leads",
    });
    await tellAll(app, programs);
    const types = receiver.told.map((call) => json(call).type);
    expect(types.toSorted()).toEqual(
      ["task.opened", "message.posted", "message.posted", "task.stage_changed", "session.booked"].toSorted(),
    );
    const changed = receiver.told.map(json).find(({ type }) => type === "task.stage_changed")!;
    expect(changed.data).toMatchObject({ task: { stage: "Declined" }, cause: "task.declined" });
    const booked = receiver.told.map(json).find(({ type }) => type === "session.booked")!;
    expect(booked.data["session"]).toMatchObject({
      kind: "training",
      startsAt: "2026-03-06T10:00:00.000Z",
      agenda: "Leads",
      client: { name: "Harbor Dental" },
      contact: { name: "Ann Weber" },
    });
    expect(few.told.map((call) => json(call).type)).toEqual(["session.booked"]);
    expect(lumen.told).toEqual([]);
    expect(receiver.told.map(({ body }) => body).join("")).not.toMatch(/secret note|Out of office/u);
  });

  it("that fails is told again, later and later, under the same id, until it takes it", async () => {
    const { app, receiver, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await askFor(app);
    receiver.answer.status = 500;
    expect(await tellAll(app, programs)).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: "queued", attempts: 1, answerCode: 500 }]);
    expect(await tellAll(app, programs)).toBe(0);
    wait(app, minuteMs);
    receiver.answer.status = 302;
    receiver.answer.headers = { location: receiver.url };
    expect(await tellAll(app, programs)).toBe(1);
    expect(receiver.told).toHaveLength(2);
    expect(await deliveries()).toMatchObject([{ status: "queued", attempts: 2, answerCode: 302 }]);
    wait(app, 2 * minuteMs);
    receiver.answer.status = 429;
    receiver.answer.headers = { "retry-after": "3600" };
    await tellAll(app, programs);
    wait(app, 59 * minuteMs);
    expect(await tellAll(app, programs)).toBe(0);
    wait(app, 61_000);
    receiver.answer.status = 200;
    expect(await tellAll(app, programs)).toBe(1);
    expect(await deliveries()).toMatchObject([
      { status: "delivered", attempts: 4, answerCode: 200, fault: null },
    ]);
    expect(new Set(receiver.told.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const moments = receiver.told.map(({ headers }) => Number(headers["webhook-timestamp"]));
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
    expect(moments[3]! - moments[0]!).toBeGreaterThan(3_600);
  });

  it("is given up after about three days, which staff see and can send again", async () => {
    const { app, receiver, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await askFor(app);
    receiver.answer.status = 503;
    for (let attempt = 1; attempt <= webhookAttemptsMax; attempt++) {
      expect(await tellAll(app, programs)).toBe(1);
      wait(app, webhookRetryMs(attempt, 0));
    }
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ status: "failed", attempts: webhookAttemptsMax, answerCode: 503 });
    const days = (Date.parse(failed!.endedAt!) - Date.parse(startedAt)) / 86_400_000;
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3.5);
    expect(await tellAll(app, programs)).toBe(0);
    receiver.answer.status = 200;
    await app.store.write((rows) => sendWebhookAgain(rows, app.time.now.toISOString(), failed!.id));
    expect(await tellAll(app, programs)).toBe(1);
    expect(await deliveries()).toMatchObject([{ status: "delivered", attempts: 1 }]);
    expect(receiver.told.at(-1)!.headers["webhook-id"]).toBe(receiver.told[0]!.headers["webhook-id"]);
  });

  it("that says it is gone is paused, and told what waited once staff resume it", async () => {
    const { app, receiver, endpointId, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await askFor(app);
    receiver.answer.status = 410;
    await tellAll(app, programs);
    expect(await deliveries()).toMatchObject([{ status: "failed", answerCode: 410 }]);
    await askFor(app);
    expect(await tellAll(app, programs)).toBe(0);
    receiver.answer.status = 200;
    await app.store.write((rows) => resumeWebhookEndpoint(rows, startedAt, { endpointId, byStaffId: 1 }));
    expect(await tellAll(app, programs)).toBe(1);
    const by = await app.store.read.all<{ type: string }>(
      "select type from events where type like 'webhook_endpoint.%' order by id",
    );
    expect(by.map(({ type }) => type)).toEqual([
      "webhook_endpoint.added",
      "webhook_endpoint.paused",
      "webhook_endpoint.resumed",
    ]);
  });

  it("that is paused or taken off is told nothing, and a test tells it that it works", async () => {
    const { app, receiver, endpointId, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await app.store.write((rows) => pauseWebhookEndpoint(rows, startedAt, { endpointId, byStaffId: 1 }));
    await app.store.write((rows) => sendWebhookTest(rows, startedAt, endpointId));
    await app.store.write((rows) => sendWebhookTest(rows, startedAt, endpointId));
    expect(await tellAll(app, programs)).toBe(0);
    await app.store.write((rows) => resumeWebhookEndpoint(rows, startedAt, { endpointId, byStaffId: 1 }));
    expect(await tellAll(app, programs)).toBe(1);
    expect(json(receiver.told[0]!)).toMatchObject({ type: "test", data: { endpointId } });
    await askFor(app);
    receiver.answer.status = 500;
    await tellAll(app, programs);
    await app.store.write((rows) => removeWebhookEndpoint(rows, startedAt, { endpointId, byStaffId: 1 }));
    wait(app, minuteMs);
    expect(await tellAll(app, programs)).toBe(0);
    await askFor(app);
    expect(await tellAll(app, programs)).toBe(0);
    expect((await deliveries()).map(({ status }) => status)).toEqual(["skipped", "delivered"]);
    await expect(
      app.store.write((rows) => sendWebhookTest(rows, startedAt, endpointId)),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("of one client hears nothing of words that were moved to another one's task meanwhile", async () => {
    const { app, world } = await openApp().then((opened) => ({ app: opened, world: opened.world }));
    const receiver = await openReceiver();
    const { harbor, lumen } = world.clients;
    await addEndpoint(app, receiver.url, { wanted: ["message.posted"], clientId: harbor });
    const taskId = await askFor(app);
    const otherId = await app.taskWith({ clientId: lumen, author: world.people.kenji, title: "Lumen only" });
    const messageId = await app.say({ taskId, author: world.people.priya, text: "For Lumen alone" });
    const programs = programsOf(app);
    const claimed = await announceOnly(app, programs);
    await app.store.write((rows) =>
      rows.run("update messages set task_id = ? where id = ?", otherId, messageId),
    );
    for (const delivery of claimed) await deliverWebhook(programs, delivery);
    expect(receiver.told.map((call) => json(call).data["message"]["text"])).toEqual(["Hello"]);
    expect(receiver.told.map(({ body }) => body).join("")).not.toContain("Lumen");
  });

  it("that is taken off while it is called is done with, whatever it answers", async () => {
    for (const status of [410, 500]) {
      const { app, receiver, endpointId, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
      await askFor(app);
      const [claimed] = await announceOnly(app, programs);
      receiver.answer.status = status;
      receiver.answer.before = () =>
        app.store.write((rows) => removeWebhookEndpoint(rows, startedAt, { endpointId, byStaffId: 1 }));
      await deliverWebhook(programs, claimed!);
      expect(await deliveries()).toMatchObject([{ status: "skipped", answerCode: status }]);
    }
  });

  it("that is slow leaves room for others", async () => {
    const { app, endpointId, programs } = await openTold({ wanted: ["task.opened"] });
    for (let count = 0; count < 12; count++) await askFor(app);
    while ((await announce(outboxOf(app.portal))) > 0);
    const other = await addEndpoint(app, "http://127.0.0.1:9/", { wanted: ["task.opened"] });
    await askFor(app);
    while ((await announce(outboxOf(app.portal))) > 0);
    const running: WebhookDeliveryRow[] = [];
    for (let round = 0; round < 4; round++) {
      const room = webhooksAtOnceMax - running.length;
      running.push(...(await claimDueWebhooks(programs, room, running)));
    }
    const whose = running.map((delivery) => delivery.endpointId);
    expect(whose.filter((id) => id === endpointId)).toHaveLength(webhooksOfEndpointMax);
    expect(whose).toContain(other);
  });

  it("is told words as they are when it is called, and none that became a note meanwhile", async () => {
    const { app, receiver, programs, deliveries } = await openTold({ wanted: ["message.posted"] });
    const taskId = await askFor(app);
    const messageId = await app.say({ taskId, author: app.world.people.ann, text: "Regretted" });
    const [first, second] = await announceOnly(app, programs);
    await app.store.write((rows) =>
      rows.run("update messages set kept = 'Taken out' where id < ?", messageId),
    );
    await app.store.write((rows) =>
      rows.run("update messages set is_note = 1, is_quiet = 1 where id = ?", messageId),
    );
    await deliverWebhook(programs, first!);
    await deliverWebhook(programs, second!);
    expect(receiver.told.map((call) => json(call).data["message"]["text"])).toEqual(["Taken out"]);
    expect((await deliveries()).map(({ status }) => status)).toEqual(["skipped", "delivered"]);
  });
});

async function announceOnly(
  app: App,
  programs: ReturnType<typeof programsOf>,
): Promise<WebhookDeliveryRow[]> {
  while ((await announce(outboxOf(app.portal))) > 0);
  return claimDueWebhooks(programs, 10, []);
}

it("there are so many endpoints, and one that is taken off makes room", async () => {
  const app = await openApp();
  const add = () => addEndpoint(app, "https://hooks.example/");
  for (let count = 0; count < webhookEndpointsMax; count++) await add();
  await expect(add()).rejects.toMatchObject({ code: "limit_reached" });
  await app.store.write((rows) => removeWebhookEndpoint(rows, startedAt, { endpointId: 1, byStaffId: 1 }));
  await add();
});

describe("telling", () => {
  it("is taken over from a worker that died, and not from one that lives", async () => {
    const { app, receiver, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await askFor(app);
    const [claimed] = await announceOnly(app, programs);
    expect(await tellAll(app, programs)).toBe(0);
    wait(app, leaseMs + 1);
    // It keeps what it still has in hand.
    expect(await claimDueWebhooks(programs, 10, [claimed!])).toEqual([]);
    wait(app, leaseMs + 1);
    expect(await tellAll(app, programs)).toBe(1);
    // The dead one wakes: what it records changes nothing any more.
    receiver.answer.status = 500;
    await deliverWebhook(programs, claimed!);
    expect(await deliveries()).toMatchObject([{ status: "delivered", attempts: 2 }]);
  });

  it("by two workers at once calls once for each event", async () => {
    const { app, receiver, programs } = await openTold({ wanted: ["task.opened"] });
    for (let count = 0; count < 12; count++) await askFor(app);
    while ((await announce(outboxOf(app.portal))) > 0);
    const worker = async () => {
      for (;;) {
        const claimed = await claimDueWebhooks(programs, 3, []);
        if (claimed.length === 0) return;
        await Promise.all(claimed.map((delivery) => deliverWebhook(programs, delivery)));
      }
    };
    await Promise.all([worker(), worker()]);
    expect(receiver.told).toHaveLength(12);
    expect(new Set(receiver.told.map(({ headers }) => headers["webhook-id"])).size).toBe(12);
  });

  it("stops at a secret whose key was taken away, as nobody could prove another", async () => {
    const { app, receiver, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await askFor(app);
    const others = keyRing([{ id: 2, secret: new Uint8Array(32).fill(9) }]);
    await tellAll(app, { ...programs, keys: others });
    expect(receiver.told).toEqual([]);
    expect(await deliveries()).toMatchObject([{ status: "queued", fault: "secret_gone" }]);
  });

  it("is forgotten after a while, also what waited all the while", async () => {
    const { app, endpointId, programs, deliveries } = await openTold({ wanted: ["task.opened"] });
    await askFor(app);
    await tellAll(app, programs);
    await app.store.write((rows) => pauseWebhookEndpoint(rows, startedAt, { endpointId, byStaffId: 1 }));
    await askFor(app);
    await tellAll(app, programs);
    expect(await deliveries()).toHaveLength(2);
    wait(app, webhookDays * 86_400_000);
    expect(await forgetWebhooks(programs)).toBe(0);
    wait(app, 1);
    expect(await forgetWebhooks(programs)).toBe(2);
    expect(await deliveries()).toEqual([]);
  });
});

/** A server that answers everything with these bytes. */
async function openSocket(bytes: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("a call", () => {
  const call = (url: string) => ({ url, headers: {}, body: "{}" });

  it.each(["upgrade: x\r\nconnection: upgrade\r\n", ""])(
    "is over when its answer changes the protocol (%j), which nobody asked for",
    async (more) => {
      const url = await openSocket(`HTTP/1.1 101 Switching Protocols\r\n${more}\r\n`);
      const outcome = await Promise.race([
        postWebhook({ isSandbox: true, timeoutMs: 1_000 }, call(url)),
        new Promise((resolve) => setTimeout(resolve, 3_000, "waits for ever")),
      ]);
      expect(outcome).toMatchObject({ kind: "answered", status: 101 });
    },
  );

  it("gives up on an answer that does not come", async () => {
    const { url, answer, told } = await openReceiver();
    answer.isSilent = true;
    const outcome = await postWebhook({ isSandbox: true, timeoutMs: 100 }, call(url));
    expect(outcome).toEqual({ kind: "failed", fault: "timeout" });
    expect(told).toHaveLength(1);
  });

  it("goes to no private address: not written, not behind a name, and not over http", async () => {
    const { url, told } = await openReceiver();
    const port = new URL(url).port;
    const parts = { isSandbox: false, timeoutMs: 1_000 };
    const hidden = { kind: "failed", fault: "private_address" };
    for (const host of [
      "127.0.0.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "10.0.0.1",
      "169.254.169.254",
      "2130706433",
    ]) {
      expect([host, await postWebhook(parts, call(`https://${host}:${port}/`))]).toEqual([host, hidden]);
    }
    expect(await postWebhook(parts, call(url))).toEqual(hidden);
    expect(await postWebhook(parts, call(`https://localhost:${port}/`))).toEqual(hidden);
    const leadsTo = (...addresses: string[]) => ({
      ...parts,
      resolveHost: () =>
        Promise.resolve(addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))),
    });
    for (const addresses of [["192.168.1.1"], ["fd00::1"], ["93.184.216.34", "10.0.0.1"], []]) {
      const outcome = await postWebhook(leadsTo(...addresses), call(`https://hooks.example:${port}/`));
      expect([addresses, outcome]).toEqual([addresses, hidden]);
    }
    // Nor in the sandbox, but for this machine over http.
    expect(await postWebhook({ ...parts, isSandbox: true }, call("http://10.0.0.1/"))).toEqual(hidden);
    expect(await postWebhook({ ...parts, isSandbox: true }, call(`https://127.0.0.1:${port}/`))).toEqual(
      hidden,
    );
    expect(told).toEqual([]);
  });

  it("needs a certificate that somebody vouches for, and says what went wrong", async () => {
    const outcome = await postWebhook(
      {
        isSandbox: false,
        timeoutMs: 1_000,
        resolveHost: () => Promise.reject(Object.assign(new Error("gone"), { code: "ENOTFOUND" })),
      },
      call("https://hooks.example/"),
    );
    expect(outcome).toEqual({ kind: "failed", fault: "ENOTFOUND" });
  });
});
