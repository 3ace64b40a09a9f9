// Upgrading: a filled database of every former version keeps all its rows, whoever migrates it and how often.
import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Turn } from "../../src/domain/task.ts";
import { migrate, openStore } from "../../src/store/database.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { recordMessage, type NewMessage } from "../../src/store/messages.ts";
import { migrationNames } from "../../src/store/migrations.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { emptyDatabase } from "../support/store.ts";
import { fillDatabase, listDamage, readDatabase, rowsOfVersion } from "./filled-database.ts";
import { inProcess } from "./in-process.ts";

const versions = migrationNames();
const upTo = versions.map((version, index) => [version, versions.slice(0, index + 1)] as const);

/** Columns that a later version keeps in another form. */
const taken = ["messages.quoted", "messages.signature"];
const newMessage: NewMessage = {
  taskId: 1,
  author: { kind: "staff", id: 1 },
  channel: "email",
  isNote: false,
  isQuiet: false,
  isByLink: false,
  kept: "Again",
  blocks: null,
  method: null,
  confidence: null,
  internetMessageId: null,
  inboundEmailId: null,
  postedAt: "2026-02-01T00:00:00.000Z",
  submissionKey: null,
};
const byContent = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

describe("a database filled at version", () => {
  it.each(upTo)("%s is upgraded with every row as it was and no reference lost", async (_, former) => {
    const url = await emptyDatabase();
    await fillDatabase(url, former);
    const before = await readDatabase(url);
    await migrate(url);
    const after = await readDatabase(url);
    for (const [table, rows] of Object.entries(before)) {
      // A later version may add columns; those that were there keep their values, unless it took them apart.
      const columns = Object.keys(rows[0] ?? {}).filter((column) => !taken.includes(`${table}.${column}`));
      const kept = after[table]!.map((row) =>
        Object.fromEntries(columns.map((column) => [column, row[column]])),
      );
      const were = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
      expect({ table, rows: kept.toSorted(byContent) }).toEqual({ table, rows: were.toSorted(byContent) });
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
      "Übersetzung",
    ]);
    // Worked out also for tasks that were there before the database knew of turns.
    const titlesOf = async (turn: Turn) =>
      (await listTasks(store.read, 1, { turn })).map(({ title }) => title);
    expect(await titlesOf("us")).toEqual(["Booking form", "Neue Seite", "Übersetzung"]);
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

it("what was quoted and signed becomes blocks, and the table keeps its keys, references and checks", async () => {
  const url = await emptyDatabase();
  await fillDatabase(url, versions.slice(0, versions.indexOf("0013-reply-blocks")));
  await migrate(url);
  const { messages } = await readDatabase(url);
  const blocksOf = (id: number) => messages!.find((row) => row["id"] === id)!["blocks"] as string | null;
  expect(blocksOf(1)).toBeNull();
  expect(JSON.parse(blocksOf(2)!)).toEqual([
    { kind: "kept", text: "Ja, bitte.\n\n", html: "", evidence: "" },
    { kind: "quoted", text: "> Sollen wir?\n\n", html: "", evidence: "an earlier version" },
    { kind: "signature", text: "-- \nAnn", html: "", evidence: "an earlier version" },
  ]);
  const store = await openStore(url);
  onTestFinished(() => store.close());
  const add = (more: Partial<NewMessage>) =>
    store.write((rows) => recordMessage(rows, { ...newMessage, ...more }));
  const ann = { kind: "contact", id: 1 } as const;
  const again = { author: ann, internetMessageId: "<1@harbordental.example>" };
  expect(await add(again)).toBeUndefined();
  expect(await add({ submissionKey: "key-2" })).toBeUndefined();
  await expect(add({ taskId: 4711 })).rejects.toThrow(/foreign key/iu);
  await expect(store.write((rows) => rows.run("update messages set author_contact_id = 1"))).rejects.toThrow(
    /check/iu,
  );
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
