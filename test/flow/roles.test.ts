// One installation as several processes: one serves the pages and takes mail, two others do the work, and nobody waits for the
// look that an idle worker takes by itself.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../src/config.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { start, type Role, type Started } from "../../src/start.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { migratedDatabase } from "../support/store.ts";
import { askHarbor, postRaw } from "./running-installation.ts";

/**
 * SQLite waits for another writer's lock without letting go of the thread, and that writer would be on the same one; there
 * test/faults has them as processes.
 */
const isServer = process.env["TEST_DATABASE_URL"] !== undefined;

async function startAs(role: Role, databaseUrl: string): Promise<Started> {
  const config = readConfig({
    MAIL_COURIER: "sandbox",
    PORT: "0",
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "silent",
  });
  const started = await start(config, { pool: sharedPool(), keeping: { isThrowaway: true } }, role);
  onTestFinished(() => started.stop());
  return started;
}

const mail = (number: number) =>
  `From: x${number}@example.com\r\nTo: requests@reply.northbeam.example\r\nSubject: Hello ${number}\r\nMessage-ID: <${number}@example.com>\r\n\r\nHello\r\n`;

/** Milliseconds from the 2xx until a worker has the mail. */
async function msUntilTaken(web: Started, number: number): Promise<number> {
  const envelope = { from: `x${number}@example.com`, to: "requests@reply.northbeam.example" };
  expect((await postRaw(web, mail(number), envelope)).status).toBe(200);
  const answeredAt = performance.now();
  const isWaiting = async () => (await findInboundEmail(web.store.read, number))?.status === "pending";
  while ((await isWaiting()) && performance.now() - answeredAt < 5_000) await wait(1);
  return performance.now() - answeredAt;
}

it("what the process that serves has taken is worked on by others at once, and by nobody while there is none", async () => {
  if (!isServer) return;
  const url = await migratedDatabase();
  const web = await startAs("web", url);
  expect((await postRaw(web, mail(1))).status).toBe(200);
  await wait(100);
  expect(await findInboundEmail(web.store.read, 1)).toMatchObject({ status: "pending", attempts: 0 });
  await startAs("work", url);
  await startAs("work", url);
  await web.workers.settled();
  expect(await findInboundEmail(web.store.read, 1)).toMatchObject({ status: "held", attempts: 1 });
  const delaysMs: number[] = [];
  for (let number = 2; number <= 8; number++) {
    // So that everybody is idle again.
    await web.workers.settled();
    await wait(60);
    delaysMs.push(await msUntilTaken(web, number));
  }
  // By itself an idle worker looks after 500 ms in the middle.
  const [median] = delaysMs.toSorted((one, other) => one - other).slice(3);
  expect(median, delaysMs.map(Math.round).join(" ")).toBeLessThan(250);
  await web.workers.settled();
});

it("a page that is open hears of what other processes did", async () => {
  if (!isServer) return;
  const url = await migratedDatabase();
  const web = await startAs("web", url);
  const work = await startAs("work", url);
  const world = await seedWorld(web.store, new Date().toISOString());
  await web.workers.settled();
  let isHeard = false;
  await web.store.watch(() => (isHeard = true));
  isHeard = false;
  const taskId = await askHarbor(work, world);
  await expect.poll(() => isHeard, { timeout: 3_000 }).toBe(true);
  await web.workers.settled();
  const sent = await web.store.read.all(
    "select id from outbound_emails where task_id = ? and status = 'sent'",
    taskId,
  );
  expect(sent.length).toBeGreaterThan(0);
});
