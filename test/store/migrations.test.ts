// Upgrading: a filled database of every former version keeps all its rows, whoever migrates it and how often.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Turn } from "../../src/domain/task.ts";
import { migrate, openStore } from "../../src/store/database.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { migrationNames } from "../../src/store/migrations.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { emptyDatabase } from "../support/store.ts";
import { fillDatabase, listDamage, readDatabase, rowsOfVersion } from "./filled-database.ts";
import { inProcess } from "./in-process.ts";

const versions = migrationNames();
const upTo = versions.map((version, index) => [version, versions.slice(0, index + 1)] as const);

describe("a database filled at version", () => {
  it.each(upTo)("%s is upgraded with every row as it was and no reference lost", async (_, former) => {
    const url = await emptyDatabase();
    await fillDatabase(url, former);
    const before = await readDatabase(url);
    await migrate(url);
    const after = await readDatabase(url);
    for (const [table, rows] of Object.entries(before)) {
      // A later version may add columns; those that were there keep their values.
      const columns = Object.keys(rows[0] ?? {});
      const kept = after[table]!.map((row) =>
        Object.fromEntries(columns.map((column) => [column, row[column]])),
      );
      expect({ table, rows: kept }).toEqual({ table, rows });
    }
    expect(await listDamage(url)).toEqual([]);
  });

  it.each(versions)("%s has rows in each table of that version", async (version) => {
    const source = readFileSync(new URL(`../../migrations/${version}.ts`, import.meta.url), "utf8");
    const made = [...source.matchAll(/createTable\("(\w+)"/gu)].map((match) => match[1]!);
    const filled = Object.keys(rowsOfVersion(version));
    // The plans come with their migration.
    expect(made.filter((table) => !filled.includes(table) && table !== "plans")).toEqual([]);
    for (const rows of Object.values(rowsOfVersion(version))) expect(rows.length).toBeGreaterThan(0);
  });
});

it("an upgraded database is read by the store", async () => {
  const url = await emptyDatabase();
  await fillDatabase(url, versions);
  const store = await openStore(url);
  try {
    expect((await listTasks(store.read, 1)).map(({ title }) => title)).toEqual([
      "Booking form",
      "Neue Seite",
      "Logo",
    ]);
    // Worked out also for tasks that were there before the database knew of turns.
    const titlesOf = async (turn: Turn) =>
      (await listTasks(store.read, 1, undefined, turn)).map(({ title }) => title);
    expect(await titlesOf("us")).toEqual(["Booking form", "Neue Seite"]);
    expect(await titlesOf("client")).toEqual(["Logo"]);
    expect(await findInboundEmail(store.read, 1)).toMatchObject({
      status: "handled",
      providerFields: { spf: "pass" },
    });
    expect(await findOutboundEmail(store.read, 1)).toMatchObject({ delivery: "delivered" });
  } finally {
    await store.close();
  }
});

it("migrating again changes nothing", async () => {
  const url = await emptyDatabase();
  await fillDatabase(url, versions);
  const before = await readDatabase(url);
  await migrate(url);
  await migrate(url);
  expect(await readDatabase(url)).toEqual(before);
});

it("processes that open a new database at the same moment all find it whole", async () => {
  const url = await emptyDatabase();
  const counts = await Promise.all([1, 2, 3, 4].map(() => inProcess("migrate-once.ts", url)));
  expect(counts).toEqual(["3", "3", "3", "3"]);
  expect(await listDamage(url)).toEqual([]);
}, 30_000);
