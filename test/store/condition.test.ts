// The condition of a real database: durable, up to date, and told as it is when it is not.
import { statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCondition } from "../../src/store/condition.ts";
import { engineOf, migrate, openStoreAsIs, sqliteFile } from "../../src/store/database.ts";
import { migrationNames } from "../../src/store/migrations.ts";
import { emptyDatabase, openDurableDatabase } from "../support/store.ts";

const whole = { damageBytesMax: Number.POSITIVE_INFINITY };

describe("the condition of a database", () => {
  it("that was just made is good, and looking at it changes no row", async () => {
    const { store, url } = await openDurableDatabase();
    const condition = await readCondition(url, store, whole);
    expect(condition).toMatchObject({ engine: engineOf(url), missing: [], unknown: [] });
    // The tests' own PostgreSQL goes without fsync, which is told as it is.
    expect(condition.isDurable).toBe(!condition.settings.includes("fsync off"));
    expect(condition.settings).toMatch(
      /^synchronous FULL, journal wal$|^synchronous_commit on, fsync (?:on|off)$/u,
    );
    expect(condition.version).toMatch(/^(?:SQLite 3|PostgreSQL \d\d)/u);
    expect(condition.transactionMs).toBeLessThan(1_000);
    const isFile = condition.engine === "sqlite";
    expect(condition.file?.damage).toEqual(isFile ? [] : undefined);
    expect(condition.file?.sizeBytes).toBe(isFile ? statSync(sqliteFile(url)).size : undefined);
  });

  it("does not look through a file that is larger than it may", async () => {
    const { store, url } = await openDurableDatabase();
    expect((await readCondition(url, store, { damageBytesMax: 100 })).file?.damage).toBeUndefined();
  });

  it("of an older version names what it lacks, and opening it as it is does not bring it up to date", async () => {
    const url = await emptyDatabase();
    const [first, ...rest] = migrationNames();
    await migrate(url, first);
    await migrate(url, "0005-events");
    const store = await openStoreAsIs(url);
    try {
      const { missing } = await readCondition(url, store, whole);
      expect(missing).toEqual(rest.filter((name) => name > "0005-events"));
    } finally {
      await store.close();
    }
  });

  it("of a newer version names what this one does not know", async () => {
    const { store, url } = await openDurableDatabase();
    await store.write((rows) =>
      rows.run(
        "insert into knex_migrations (name, batch, migration_time) values (?, 2, ?)",
        "0999-later",
        "2030-01-01",
      ),
    );
    expect((await readCondition(url, store, whole)).unknown).toEqual(["0999-later"]);
  });
});
