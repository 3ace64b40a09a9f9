import { expect, test } from "vitest";
import { recordBlob } from "../../src/store/blobs.ts";
import { recordEvent } from "../../src/store/events.ts";
import { fingerprintRowsMax, fingerprintTables } from "../../src/store/fingerprint.ts";
import { findNewestMoment } from "../../src/store/newest-moment.ts";
import { openTestStore } from "../support/store.ts";
import { openWorld } from "../support/world.ts";

test("every table has a fingerprint, and reading changes none", async () => {
  const { store } = await openWorld();
  const prints = await fingerprintTables(store.read);
  for (const table of [
    "contacts",
    "tasks",
    "inbound_emails",
    "outbound_emails",
    "sign_ins",
    "events",
    "blobs",
  ]) {
    expect(prints.map((print) => print.table)).toContain(table);
  }
  expect(prints.find(({ table }) => table === "contacts")?.count).toBe(5);
  expect(await fingerprintTables(store.read)).toEqual(prints);
});

test("a changed value, a new row and a row that is gone are each seen, in their table only", async () => {
  const { store } = await openWorld();
  const changes: [table: string, sql: string][] = [
    ["contacts", "update contacts set name = name || '!' where id = 1"],
    [
      "contact_addresses",
      "update contact_addresses set added_at = '2026-03-02T09:00:00.001Z' where contact_id = 2",
    ],
    ["contact_addresses", "delete from contact_addresses where contact_id = 1"],
    ["events", "insert into events (type, at, payload) values ('x', 'y', '{}')"],
  ];
  for (const [table, sql] of changes) {
    const before = await fingerprintTables(store.read);
    await store.write((rows) => rows.run(sql));
    const after = await fingerprintTables(store.read);
    const changed = after.filter(({ sha256 }, index) => sha256 !== before[index]?.sha256);
    expect([sql, changed.map((print) => print.table)]).toEqual([sql, [table]]);
  }
  const before = await fingerprintTables(store.read);
  await store.write((rows) => recordBlob(rows, "aa", Buffer.from("x")));
  expect(await fingerprintTables(store.read)).not.toEqual(before);
});

test("two swapped rows are the same rows, two swapped values are not", async () => {
  const { store } = await openWorld();
  const before = await fingerprintTables(store.read);
  await store.write(async (rows) => {
    await rows.run("update contacts set name = 'Lee Okafor' where id = 1");
    await rows.run("update contacts set name = 'Ann Weber' where id = 2");
  });
  expect(await fingerprintTables(store.read)).not.toEqual(before);
});

test("a database beyond a sandbox is refused instead of being read for minutes", async () => {
  const store = await openTestStore();
  await store.write(async (rows) => {
    const values = Array.from({ length: 1_000 }, () => "('x', 'y', '{}')").join(", ");
    for (let count = 0; count <= fingerprintRowsMax; count += 1_000)
      await rows.run(`insert into events (type, at, payload) values ${values}`);
  });
  await expect(fingerprintTables(store.read)).rejects.toThrow("The table events has more than 20000 rows");
});

test("the newest moment is that of the newest row of any table, and none without rows", async () => {
  const store = await openTestStore();
  expect(await findNewestMoment(store.read)).toBeUndefined();
  const at = "2031-01-01T00:00:00.000Z";
  await store.write((rows) =>
    recordEvent(rows, { type: "task.opened", at: "2026-03-02T09:00:00.000Z", payload: { title: "x" } }),
  );
  expect(await findNewestMoment(store.read)).toBe("2026-03-02T09:00:00.000Z");
  await store.write((rows) =>
    rows.run("insert into sign_ins (requested_at, expires_at) values (?, ?)", at, "2041-01-01T00:00:00.000Z"),
  );
  expect(await findNewestMoment(store.read)).toBe(at);
});
