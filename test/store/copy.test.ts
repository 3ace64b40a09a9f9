// A database moved to the other engine and back: every row, no reference lost, the next ids as before; and nothing at all when
// something is not as it should be. On SQLite alone both ends are files.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import knex from "knex";
import { expect, it, onTestFinished } from "vitest";
import { copyDatabase, type CopiedSum } from "../../src/store/copy-database.ts";
import { engineOf, migrate, openStore, openStoreAsIs, sqliteFile } from "../../src/store/database.ts";
import { migrationNames } from "../../src/store/migrations.ts";
import { emptyDatabase } from "../support/store.ts";
import { fillDatabase, listDamage, readDatabase } from "./filled-database.ts";

const versions = migrationNames();

function newFile(): string {
  const folder = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, "inreply.db")}`;
}

async function filledFile(some = versions): Promise<string> {
  const url = newFile();
  await fillDatabase(url, some);
  return url;
}

async function copy(from: string, to: string): Promise<CopiedSum[]> {
  const sums: CopiedSum[] = [];
  await copyDatabase(from, to, (sum) => void sums.push(sum));
  return sums;
}

/** Runs one statement on either engine. */
async function run(url: string, sql: string): Promise<void> {
  const db =
    engineOf(url) === "postgres"
      ? knex({ client: "pg", connection: url, pool: { min: 0, max: 1 } })
      : knex({ client: "better-sqlite3", connection: { filename: sqliteFile(url) }, useNullAsDefault: true });
  try {
    await db.raw(sql);
  } finally {
    await db.destroy();
  }
}

/** Without what SQLite searches, which is worked out from the rest. */
async function readRows(url: string) {
  const tables = Object.entries(await readDatabase(url));
  return Object.fromEntries(tables.filter(([name]) => !name.startsWith("search_")));
}

const isEmpty = async (url: string) => (await readDatabase(url))["clients"]?.length === 0;

it("moves every row there and back, with the same checksums, and leaves the source as it was", async () => {
  const source = await filledFile();
  const before = readFileSync(sqliteFile(source));
  const there = await emptyDatabase();
  const sums = await copy(source, there);
  expect(sums.every(({ count }) => count > 0)).toBe(true);
  expect(sums.map(({ table }) => table)).toEqual(expect.arrayContaining(["blobs", "messages", "events"]));
  expect(readFileSync(sqliteFile(source)).equals(before)).toBe(true);
  const back = newFile();
  expect(await copy(there, back)).toEqual(sums);
  expect(await readRows(back)).toEqual(await readRows(source));
  expect(await listDamage(back)).toEqual([]);
});

it("the copy searches, works out its columns, holds its references, and goes on with the next ids, also of rows that are gone", async () => {
  const source = await filledFile();
  await run(
    source,
    "insert into plans (name, active_tasks_max, strategy_sessions_monthly, training_sessions_monthly) values ('Gone', 1, 0, 0)",
  );
  await run(source, "delete from plans where name = 'Gone'");
  const original = await openStoreAsIs(source);
  const [next, titles, turns] = [
    (await original.read.first<{ seq: number }>("select seq from sqlite_sequence where name = 'plans'"))!
      .seq + 1,
    await original.read.all("select id, title from tasks order by id"),
    await original.read.all("select id, turn from tasks order by id"),
  ];
  await original.close();
  const there = await emptyDatabase();
  await copy(source, there);
  const store = await openStore(there);
  onTestFinished(() => store.close());
  const added = await store.write((rows) =>
    rows.first<{ id: number }>(
      "insert into plans (name, active_tasks_max, strategy_sessions_monthly, training_sessions_monthly) values ('New', 1, 0, 0) returning id",
    ),
  );
  expect(added).toEqual({ id: next });
  expect(await store.read.all("select id, title from tasks order by id")).toEqual(titles);
  expect(await store.read.all("select id, turn from tasks order by id")).toEqual(turns);
  await expect(store.write((rows) => rows.run("update tasks set client_id = 4711"))).rejects.toThrow(
    /foreign key/iu,
  );
  // As after a start: nothing is migrated, and events are told of again.
  await migrate(there);
});

it("a database of an earlier version is moved as it is, and the next start brings it up to date", async () => {
  const source = await filledFile(versions.slice(0, -1));
  const there = await emptyDatabase();
  await copy(source, there);
  await migrate(there);
  await migrate(source);
  expect(await copy(source, await emptyDatabase())).toEqual(await copy(there, await emptyDatabase()));
});

it("refuses a target that holds people, that is newer, or that is the source, and changes nothing", async () => {
  const source = await filledFile(versions.slice(0, -1));
  const filled = await emptyDatabase();
  await fillDatabase(filled, versions.slice(0, -1));
  const before = await readDatabase(filled);
  await expect(copy(source, filled)).rejects.toThrow("holds people or mail already");
  expect(await readDatabase(filled)).toEqual(before);
  const newer = await emptyDatabase();
  await migrate(newer);
  await expect(copy(source, newer)).rejects.toThrow("is of a newer version than the other one");
  await expect(copy(source, source)).rejects.toThrow("Both are the same database");
  await expect(copy(await emptyDatabase(), newer)).rejects.toThrow();
});

it("refuses while somebody has either of them open", async () => {
  const source = await filledFile();
  const there = await emptyDatabase();
  const server = await openStoreAsIs(source);
  await expect(copy(source, there)).rejects.toThrow(/Something uses the database at .+ Stop the server/u);
  await server.close();
  await migrate(there);
  const other = await openStoreAsIs(there);
  await expect(copy(source, there)).rejects.toThrow(/Stop the server and try again/u);
  await other.close();
  await copy(source, there);
}, 60_000);

it("nobody writes to the source meanwhile", async () => {
  const source = await filledFile();
  const there = await emptyDatabase();
  const refused: string[] = [];
  await copyDatabase(source, there, () => {
    if (refused.length > 0) return;
    const writer = new Database(sqliteFile(source), { timeout: 0 });
    try {
      writer.exec("delete from plans");
    } catch (fault) {
      refused.push(String(fault));
    } finally {
      writer.close();
    }
  });
  expect(refused).toEqual([expect.stringContaining("locked")]);
});

it("a difference of one letter is a fault, and the target is as empty as before", async () => {
  const source = await filledFile();
  const there = await emptyDatabase();
  await migrate(there);
  await run(
    there,
    engineOf(there) === "postgres"
      ? "alter table plans alter column name type char(40)"
      : "create trigger meddle after insert on plans begin update plans set name = name || ' ' where id = new.id; end",
  );
  await expect(copy(source, there)).rejects.toThrow(/^The copy of plans is not the same: \d+ rows/u);
  expect(await isEmpty(there)).toBe(true);
});

it("text with a NUL or half a character is named, and nothing is copied", async () => {
  const source = await filledFile();
  await run(source, "update clients set name = char(78, 0, 78) where id = 1");
  const there = await emptyDatabase();
  await expect(copy(source, there)).rejects.toThrow(/^clients\.name of the row 1 holds a NUL/u);
  expect(await isEmpty(there)).toBe(true);
});

it("a reference that leads nowhere is a fault", async () => {
  const source = await filledFile();
  const database = new Database(sqliteFile(source));
  database.pragma("foreign_keys = off");
  database.exec("update tasks set client_id = 4711 where id = 1");
  database.close();
  const there = await emptyDatabase();
  await expect(copy(source, there)).rejects.toThrow(/foreign key|references lead to rows/u);
  expect(await isEmpty(there)).toBe(true);
});
