// Transactions on either engine: all or nothing, committed rows only, nothing lost between writers.
import { describe, expect, it } from "vitest";
import type { Rows } from "../../src/store/rows.ts";
import { inProcess } from "./in-process.ts";
import { openTestDatabase, openTestStore } from "../support/store.ts";

const addPlan = (rows: Rows, name: string, activeTasksMax = 1) =>
  rows.run(
    "insert into plans (name, active_tasks_max, strategy_sessions_monthly, training_sessions_monthly) values (?, ?, 1, 1)",
    name,
    activeTasksMax,
  );
const planNames = async (rows: Rows) =>
  (await rows.all<{ name: string }>("select name from plans where id > 3 order by id")).map(
    ({ name }) => name,
  );

describe("a write", () => {
  it("answers what its work answers, once its rows are there for everybody", async () => {
    const store = await openTestStore();
    expect(await store.write(async (rows) => ({ count: await addPlan(rows, "One") }))).toEqual({ count: 1 });
    expect(await planNames(store.read)).toEqual(["One"]);
  });

  it("that throws leaves nothing behind and passes its fault on", async () => {
    const store = await openTestStore();
    const fault = new Error("Half way.");
    const writing = store.write(async (rows) => {
      await addPlan(rows, "One");
      await rows.run("update plans set active_tasks_max = 99");
      throw fault;
    });
    await expect(writing).rejects.toBe(fault);
    expect(await planNames(store.read)).toEqual([]);
    expect(await store.read.first("select max(active_tasks_max) as max from plans")).toEqual({ max: 3 });
  });

  it("that breaks a rule of the tables leaves nothing behind, and the store goes on", async () => {
    const store = await openTestStore();
    const breaking = store.write(async (rows) => {
      await addPlan(rows, "One");
      await addPlan(rows, "One");
    });
    await expect(breaking).rejects.toThrow(/unique/iu);
    const dangling = store.write((rows) =>
      rows.run("insert into clients (name, plan_id, created_at) values ('X', 4711, '')"),
    );
    await expect(dangling).rejects.toThrow(/foreign key/iu);
    await store.write((rows) => addPlan(rows, "Two"));
    expect(await planNames(store.read)).toEqual(["Two"]);
  });

  it("sees its own rows; readers see them only after the commit", async () => {
    const store = await openTestStore();
    const seen = await store.write(async (rows) => {
      await addPlan(rows, "One");
      return { inside: await planNames(rows), outside: await planNames(store.read) };
    });
    expect(seen).toEqual({ inside: ["One"], outside: [] });
    expect(await planNames(store.read)).toEqual(["One"]);
  });

  it("fails alone among others that wait at the same moment", async () => {
    const store = await openTestStore();
    const writes = Array.from({ length: 30 }, (_, index) =>
      store.write(async (rows) => {
        await addPlan(rows, `Plan ${String(index).padStart(2, "0")}`);
        if (index % 3 === 0) throw new Error(`Not ${index}.`);
      }),
    );
    const settled = await Promise.allSettled(writes);
    expect(settled.map(({ status }) => status)).toEqual(
      settled.map((_, index) => (index % 3 === 0 ? "rejected" : "fulfilled")),
    );
    const names = (await planNames(store.read)).toSorted();
    expect(names).toHaveLength(20);
    expect(names).not.toContain("Plan 03");
  });
});

describe("several processes on one database", () => {
  it("read and then write without losing anybody's change", async () => {
    const { store, url } = await openTestDatabase();
    await store.write((rows) => addPlan(rows, "Counter", 0));
    await Promise.all([1, 2, 3].map(() => inProcess("count-up.ts", url, "40")));
    expect(
      await store.read.first("select active_tasks_max as count from plans where name = 'Counter'"),
    ).toEqual({ count: 120 });
  }, 30_000);
});

describe("values", () => {
  it("come back as they went in: text of any script, bytes, numbers, nothing", async () => {
    const store = await openTestStore();
    const text = "Ünïcode 漢字 🦊 'quoted' \"double\" \\ back ? $1 :name \u2028";
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    await store.write(async (rows) => {
      await rows.run(
        "insert into blobs (sha256, size_bytes, bytes) values (?, ?, ?)",
        text,
        2 ** 31 - 1,
        bytes,
      );
    });
    const row = await store.read.first<{ sha256: string; size: number; bytes: Buffer; none: null }>(
      "select sha256, size_bytes as size, bytes, null as none from blobs",
    );
    expect(row).toMatchObject({ sha256: text, size: 2 ** 31 - 1, none: null });
    expect(Buffer.compare(row!.bytes, bytes)).toBe(0);
    expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 1 });
  });

  it("that no text column can hold, a NUL and half a character, are replaced and lose nothing around them", async () => {
    const store = await openTestStore();
    await store.write((rows) => addPlan(rows, "a\u0000b\ud800c"));
    expect(await planNames(store.read)).toEqual(["a\ufffdb\ufffdc"]);
    expect(await store.read.first("select id from plans where name = ?", "a\u0000b\ud800c")).toBeDefined();
  });
});

describe("reading", () => {
  it("cannot change anything on SQLite, and answers nothing for nothing on both", async () => {
    const store = await openTestStore();
    expect(await store.read.all("select id from plans where id < 0")).toEqual([]);
    expect(await store.read.first("select id from plans where id < 0")).toBeUndefined();
    if (store.read.engine === "sqlite")
      await expect(addPlan(store.read, "One")).rejects.toThrow(/readonly/iu);
    expect(await planNames(store.read)).toEqual([]);
  });
});
