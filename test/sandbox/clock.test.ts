// Moving the clock of a running sandbox: what is due is done, what expires has expired, nothing is sent twice.
import { expect, onTestFinished, test, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import type { Courier, OutgoingEmail } from "../../src/outbox/courier.ts";
import { start } from "../../src/start.ts";
import { findOutboundEmail, listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { emptyDatabase } from "../support/store.ts";
import { addressOf } from "../support/world.ts";
import { openRunningSandbox, pagesOf, settings, type RunningSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 60_000 });

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

test("each step moves the clock by what it says, the pages say so, and it runs on", async () => {
  const sandbox = await openRunningSandbox();
  const { clock } = sandbox.started;
  expect(await sandbox.get("/sandbox")).not.toContain("ahead of this machine");
  let aheadMs = 0;
  for (const [by, ms] of [
    ["hour", hourMs],
    ["day", dayMs],
    ["3-days", 3 * dayMs],
    ["week", 7 * dayMs],
  ] as const) {
    const { status, location } = await sandbox.post("/sandbox/clock", { by });
    expect([status, location]).toEqual([303, "/sandbox#clock"]);
    aheadMs += ms;
    expect(clock.aheadMs()).toBe(aheadMs);
  }
  const page = await sandbox.get("/sandbox");
  expect(page).toContain("11 days and 1 hour ahead of this machine");
  expect(page).toContain("Its clock is 11 days and 1 hour ahead");
  const before = clock.now().getTime();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(clock.now().getTime()).toBeGreaterThan(before);
});

test("a typed moment is read in UTC; one in the past, far away or of no form is refused and moves nothing", async () => {
  const sandbox = await openRunningSandbox();
  const { clock } = sandbox.started;
  const to = new Date(clock.now().getTime() + 40 * dayMs).toISOString().slice(0, 16);
  expect((await sandbox.post("/sandbox/clock", { at: to })).status).toBe(303);
  expect(clock.now().toISOString().slice(0, 16)).toBe(to);
  const aheadMs = clock.aheadMs();
  for (const [at, status] of [
    ["2020-01-01T00:00", 422],
    ["9999-12-31T23:59", 422],
    ["2030-13-45T99:99", 422],
    ["tomorrow", 422],
    ["", 422],
  ] as const) {
    expect([at, (await sandbox.post("/sandbox/clock", { at })).status]).toEqual([at, status]);
  }
  expect((await sandbox.post("/sandbox/clock", { by: "__proto__" })).status).toBe(422);
  expect(clock.aheadMs()).toBe(aheadMs);
});

test("a sign-in link expires within the hour, and a task link after its 30 days", async () => {
  const sandbox = await openRunningSandbox();
  const { id } = sandbox.world.people.priya;
  const asked = await sandbox.post(`/sandbox/people/staff/${id}/sign-in`, {});
  const taskLink = await linkIn(sandbox, sandbox.emailId);
  expect([await statusOf(sandbox, asked.location), await statusOf(sandbox, taskLink)]).toEqual([200, 303]);
  await sandbox.post("/sandbox/clock", { by: "hour" });
  expect([await statusOf(sandbox, asked.location), await statusOf(sandbox, taskLink)]).toEqual([410, 303]);
  for (let week = 0; week < 4; week++) await sandbox.post("/sandbox/clock", { by: "week" });
  expect(await statusOf(sandbox, taskLink)).toBe(303);
  await sandbox.post("/sandbox/clock", { by: "3-days" });
  expect(await statusOf(sandbox, taskLink)).toBe(410);
});

test("a retry that lies ahead is made once the clock has come there", async () => {
  let isDown = true;
  const sent: OutgoingEmail[] = [];
  const courier: Courier = {
    name: "sandbox",
    send: (email) => {
      if (isDown) return Promise.resolve({ kind: "retry", reason: "Away.", afterMs: 2 * dayMs });
      sent.push(email);
      return Promise.resolve({ kind: "sent" });
    },
  };
  const sandbox = await openWithCourier(courier);
  isDown = false;
  await sandbox.post("/sandbox/clock", { by: "day" });
  expect(sent).toHaveLength(0);
  await sandbox.post("/sandbox/clock", { by: "day" });
  expect(sent.map(({ to }) => to.address)).toEqual([addressOf("priya")]);
});

test("an email that is being handed over while the clock moves is sent once", async () => {
  const handed: string[] = [];
  let letGo = () => {};
  const courier: Courier = {
    name: "sandbox",
    send: async ({ headers }) => {
      handed.push(headers["Message-ID"]!);
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return { kind: "sent" };
    },
  };
  const sandbox = await openWithCourier(courier, { settle: false });
  await vi.waitFor(() => expect(handed).toHaveLength(1));
  const moved = sandbox.post("/sandbox/clock", { by: "week" });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  // It waits for what is being handed over.
  expect(sandbox.started.clock.aheadMs()).toBe(0);
  letGo();
  expect((await moved).status).toBe(303);
  expect(sandbox.started.clock.aheadMs()).toBe(7 * dayMs);
  await sandbox.started.workers.settled();
  expect(handed).toHaveLength(1);
});

test("after a restart the clock goes on from the newest moment that was written, not behind it", async () => {
  const url = await emptyDatabase();
  const config = readConfig(settings(url));
  const first = await start(config, { pool: sharedPool() });
  const pages = pagesOf(first);
  await pages.post("/sandbox/clock", { by: "week" });
  const { seedWorld } = await import("../../src/sandbox/seed-world.ts");
  const world = await seedWorld(first.store, first.clock.now().toISOString());
  await pages.post(`/sandbox/people/staff/${world.people.priya.id}/sign-in`, {});
  await first.workers.settled();
  const written = (await listOutboundEmailsTo(first.store.read, addressOf("priya"), 1))[0]!.composedAt;
  await first.stop();

  const second = await start(config, { pool: sharedPool() });
  onTestFinished(() => second.stop());
  expect(second.clock.now().toISOString() >= written).toBe(true);
  expect(second.clock.aheadMs()).toBeGreaterThan(6.9 * dayMs);
  expect(second.clock.aheadMs()).toBeLessThanOrEqual(7 * dayMs);
});

/** Priya asks for a sign-in link: one email for the courier. */
async function openWithCourier(courier: Courier, { settle = true } = {}): Promise<RunningSandbox> {
  let isOpen = false;
  const sandbox = await openRunningSandbox({
    courier: {
      name: "sandbox",
      send: (email) => (isOpen ? courier.send(email) : Promise.resolve({ kind: "sent" })),
    },
  });
  isOpen = true;
  await sandbox.post(`/sandbox/people/staff/${sandbox.world.people.priya.id}/sign-in`, {});
  if (settle) await sandbox.started.workers.settled();
  return sandbox;
}

async function linkIn({ started }: RunningSandbox, emailId: number): Promise<string> {
  const row = await findOutboundEmail(started.store.read, emailId);
  const { text } = await fillIn(started.outbox, row!);
  return new URL(/https?:\/\/\S+\/t\/\S+/u.exec(text)![0]).pathname;
}

async function statusOf({ url }: RunningSandbox, path: string): Promise<number> {
  return (await fetch(`${url}${path}`, { redirect: "manual" })).status;
}
