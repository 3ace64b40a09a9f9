// Writes that wait at the same moment share a commit; counted in SQLite's write-ahead log itself.
import { readFileSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../../src/store/database.ts";
import { cachedStatementsMax } from "../../../src/store/sqlite-rows.ts";
import { contentHash, recordBlob } from "../../../src/store/blobs.ts";
import { openDurableDatabase } from "../../support/store.ts";

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * Commits in the write-ahead log: frames that carry the size of the database after them, under the log's current salt.
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
function commitsIn(url: string): number {
  const wal = readFileSync(`${url.slice("sqlite:".length)}-wal`);
  if (wal.length < headerBytes) return 0;
  const frameBytes = frameHeaderBytes + wal.readUInt32BE(8);
  const salt = wal.subarray(16, 24);
  let commits = 0;
  for (let at = headerBytes; at + frameBytes <= wal.length; at += frameBytes) {
    if (!wal.subarray(at + 8, at + 16).equals(salt)) break;
    if (wal.readUInt32BE(at + 4) > 0) commits++;
  }
  return commits;
}

const addBlob = (name: string) => (rows: Parameters<typeof recordBlob>[0]) =>
  recordBlob(rows, contentHash(Buffer.from(name)), Buffer.from(name));

it("forty writes at once cost one commit", async () => {
  const { store, url } = await openDurableDatabase();
  const before = commitsIn(url);
  await Promise.all(Array.from({ length: 40 }, (_, index) => store.write(addBlob(String(index)))));
  expect(commitsIn(url) - before).toBe(1);
  expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 40 });
});

it("writes one after another cost one commit each", async () => {
  const { store, url } = await openDurableDatabase();
  const before = commitsIn(url);
  for (let index = 0; index < 5; index++) await store.write(addBlob(String(index)));
  expect(commitsIn(url) - before).toBe(5);
});

it("a write resolves only after its commit, so that another connection sees its rows", async () => {
  const { store, url } = await openDurableDatabase();
  const other = await openStore(url);
  try {
    const counts = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        await store.write(addBlob(String(index)));
        const row = await other.read.first<{ found: number }>(
          "select count(*) as found from blobs where sha256 = ?",
          contentHash(Buffer.from(String(index))),
        );
        return row?.found;
      }),
    );
    expect(counts).toEqual(Array(10).fill(1));
  } finally {
    await other.close();
  }
});

it("an idle write costs no commit, so that waiting workers do not wear the disk", async () => {
  const { store, url } = await openDurableDatabase();
  const before = commitsIn(url);
  await store.write((rows) =>
    rows.run("update outbound_emails set status = 'queued' where status = 'sending'"),
  );
  expect(commitsIn(url) - before).toBe(0);
});

it("a commit that fails fails all its writes, and the store goes on", async () => {
  const { store } = await openDurableDatabase();
  // A reference that is checked at the commit only, which no write notices by itself.
  const writes = [
    store.write(addBlob("good")),
    store.write(async (rows) => {
      await rows.run("pragma defer_foreign_keys = on");
      await rows.run("insert into clients (name, plan_id, created_at) values ('X', 4711, '')");
    }),
  ];
  const settled = await Promise.allSettled(writes);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 0 });
  await store.write(addBlob("good"));
  expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 1 });
});

it("more statement texts than are kept prepared still run", async () => {
  const { store } = await openDurableDatabase();
  for (let index = 0; index < cachedStatementsMax * 2 + 1; index++) {
    expect(await store.read.first(`select ${index} as value`)).toEqual({ value: index });
  }
});

it("closing waits for writes that were begun and leaves one file", async () => {
  const { url } = await openDurableDatabase();
  const store = await openStore(url);
  const writing = store.write(addBlob("last"));
  await store.close();
  await writing;
  const again = await openStore(url);
  expect(await again.read.first("select count(*) as count from blobs")).toEqual({ count: 1 });
  await again.close();
  expect(statSync(url.slice("sqlite:".length)).size).toBeGreaterThan(0);
});

it("a write that does not fit on the disk fails alone, with its own fault, and those beside it are kept", async () => {
  const { store } = await openDurableDatabase();
  const insert = (length: number) => store.write(addBlob("x".repeat(length)));
  await store.write((rows) => rows.all("pragma max_page_count = 300"));
  const ends = await Promise.allSettled([10, 11, 9_000_000, 12, 13].map(insert));
  expect(ends.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(ends[2]).toMatchObject({ reason: { code: "SQLITE_FULL" } });
  expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 4 });
});

it("a write that goes on after SQLite rolled everything back leaves nothing", async () => {
  const { store } = await openDurableDatabase();
  await store.write((rows) => rows.all("pragma max_page_count = 300"));
  const going = store.write(async (rows) => {
    await addBlob("x".repeat(9_000_000))(rows).catch(() => undefined);
    await addBlob("after")(rows);
  });
  await expect(going).rejects.toThrow("SQLite rolled back this transaction.");
  expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 0 });
});

it("closing does not wait for another process that holds the database", async () => {
  const { url } = await openDurableDatabase();
  const store = await openStore(url);
  const other = new Database(url.slice("sqlite:".length));
  onTestFinished(() => void other.close());
  await store.write(addBlob("last"));
  other.exec("begin immediate");
  await store.close();
  await expect(store.read.first("select 1")).rejects.toThrow(/not open/u);
});
