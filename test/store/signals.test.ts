// What processes on one database tell one another: that there is work, soon and not too often, and which of them has the clock.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { openStoreAsIs, type Store } from "../../src/store/database.ts";
import { recordEvent } from "../../src/store/events.ts";
import { openTestDatabase } from "../support/store.ts";

const at = "2026-03-02T10:00:00.000Z";

/** Two processes, as far as the database can tell. */
async function openTwo(): Promise<{ one: Store; other: Store; url: string }> {
  const { store: one, url } = await openTestDatabase();
  const other = await openStoreAsIs(url, { isThrowaway: true });
  onTestFinished(() => other.close());
  return { one, other, url };
}

/** Something is committed, and workers elsewhere are told. */
async function commit(store: Store): Promise<void> {
  await store.write((rows) =>
    recordEvent(rows, { type: "envelopes.sealed", at, payload: { replyDomain: "x", keyIds: [0] } }),
  );
  store.tellOfWork();
}

it("a process that works hears at once that another one committed something", async () => {
  const { one, other } = await openTwo();
  let heardCount = 0;
  await one.hearOfWork(() => void (heardCount += 1));
  const delaysMs: number[] = [];
  for (let count = 0; count < 15; count++) {
    await wait(15);
    heardCount = 0;
    await commit(other);
    const committedAt = performance.now();
    while (heardCount === 0 && performance.now() - committedAt < 900) await wait(1);
    delaysMs.push(performance.now() - committedAt);
  }
  // By itself it would look after 500 ms in the middle.
  const [median] = delaysMs.toSorted((a, b) => a - b).slice(7);
  expect(median).toBeLessThan(100);
});

it("word of many commits is gathered", async () => {
  const { one, other } = await openTwo();
  let heardCount = 0;
  await one.hearOfWork(() => void (heardCount += 1));
  await wait(50);
  heardCount = 0;
  await Promise.all(Array.from({ length: 60 }, () => commit(other)));
  await wait(150);
  expect(heardCount).toBeGreaterThan(0);
  expect(heardCount).toBeLessThan(30);
});

it("what a process itself commits does not wake it", async () => {
  const { one } = await openTwo();
  await wait(50);
  let heardCount = 0;
  await one.hearOfWork(() => void (heardCount += 1));
  await wait(50);
  heardCount = 0;
  await one.write((rows) =>
    recordEvent(rows, { type: "envelopes.sealed", at, payload: { replyDomain: "x", keyIds: [0] } }),
  );
  await wait(80);
  expect(heardCount).toBe(0);
});

it("one of all processes has the clock, and another one has it when that one stopped", async () => {
  const { one, other, url } = await openTwo();
  const third = await openStoreAsIs(url, { isThrowaway: true });
  const held = [await third.holdsClock(), await one.holdsClock(), await other.holdsClock()];
  // On SQLite what is due is done once whoever does it.
  expect(held).toEqual(one.read.engine === "postgres" ? [true, false, false] : [true, true, true]);
  expect(await third.holdsClock()).toBe(true);
  await third.close();
  const fourth = await openStoreAsIs(url, { isThrowaway: true });
  onTestFinished(() => fourth.close());
  expect(await fourth.holdsClock()).toBe(true);
});

it("what was heard of before is heard of after PostgreSQL cut every connection, and the clock is taken anew", async () => {
  const { one, other } = await openTwo();
  if (one.read.engine !== "postgres") return;
  let heardCount = 0;
  await one.hearOfWork(() => void (heardCount += 1));
  let newsCount = 0;
  await one.watch(() => void (newsCount += 1));
  expect(await one.holdsClock()).toBe(true);
  heardCount = newsCount = 0;
  await cutAll(other);
  // A connection that opens anew looks by itself: who knows what it missed.
  await expect.poll(() => heardCount, { timeout: 5_000 }).toBeGreaterThan(0);
  await expect.poll(() => newsCount).toBeGreaterThan(0);
  expect(await one.holdsClock()).toBe(true);
  heardCount = 0;
  await commit(other);
  await expect.poll(() => heardCount).toBeGreaterThan(0);
});

it("connections that PostgreSQL cut are thrown away: the next asks get new ones", async () => {
  const { one, other } = await openTwo();
  if (one.read.engine !== "postgres") return;
  await Promise.all(
    Array.from({ length: 8 }, () => one.write((rows) => rows.first("select pg_sleep(0.02)"))),
  );
  await cutAll(other);
  await wait(50);
  const answers = Array.from({ length: 20 }, () => one.write((rows) => rows.first("select 1 as one")));
  expect(await Promise.all(answers)).toEqual(answers.map(() => ({ one: 1 })));
});

/** As a restart of the server does, all but the connection that asks. */
async function cutAll({ read }: Store): Promise<void> {
  await read.all(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
}
