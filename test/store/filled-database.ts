// Databases of former versions: filled from fixtures/databases, and read back whole.
import { readFileSync } from "node:fs";
import knex, { type Knex } from "knex";
import { engineOf, migrate, sqliteFile } from "../../src/store/database.ts";

const fixtures = new URL("../../fixtures/databases/", import.meta.url);

const takingColumns = "0013-reply-blocks";

/** Rows by table, in the order in which they must be inserted. */
type FilledTables = Record<string, Record<string, unknown>[]>;

/** Migrates an empty database up to and including `versions.at(-1)` and fills every table that these versions made. */
export async function fillDatabase(url: string, versions: readonly string[]): Promise<void> {
  // Rows of former versions have the columns that this one takes away.
  const before = versions.filter((version) => version < takingColumns);
  await migrate(url, before.at(-1));
  await fill(url, before);
  if (before.length === versions.length) return;
  await migrate(url, versions.at(-1));
  await fill(url, versions.slice(before.length));
}

async function fill(url: string, versions: readonly string[]): Promise<void> {
  await withDatabase(url, async (db) => {
    for (const version of versions) {
      for (const [table, rows] of Object.entries(rowsOfVersion(version))) {
        // One at a time, so that their ids follow their order.
        for (const row of rows) await db(table).insert(row);
      }
    }
  });
}

/** What a version's fixture puts into its tables; bytes stand there as `{"hex": "…"}`. */
export function rowsOfVersion(version: string): FilledTables {
  const text = readFileSync(new URL(`${version}.json`, fixtures), "utf8");
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "object" && value !== null && "hex" in value
      ? Buffer.from(String(value.hex), "hex")
      : value,
  ) as FilledTables;
}

/** Every row of every table of ours, in an order that does not change. */
export function readDatabase(url: string): Promise<FilledTables> {
  return withDatabase(url, async (db) => {
    const tables: FilledTables = {};
    for (const name of await tableNames(db)) {
      const rows = await db<Record<string, unknown>>(name).select<Record<string, unknown>[]>();
      tables[name] = rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    }
    return tables;
  });
}

/** What SQLite finds wrong with the file and its references; PostgreSQL never lets a reference dangle. */
export function listDamage(url: string): Promise<unknown[]> {
  return withDatabase(url, async (db) => {
    if (engineOf(url) === "postgres") return [];
    const integrity = await db.raw<{ integrity_check: string }[]>("pragma integrity_check");
    const dangling = await db.raw<unknown[]>("pragma foreign_key_check");
    return [...integrity.filter((row) => row.integrity_check !== "ok"), ...dangling];
  });
}

async function tableNames(db: Knex): Promise<string[]> {
  const query =
    db.client.config.client === "pg"
      ? db("information_schema.tables").where({ table_schema: "public" }).select("table_name as name")
      : db("sqlite_master").where({ type: "table" }).whereNot("name", "like", "sqlite_%").select("name");
  const names = ((await query) as { name: string }[]).map(({ name }) => name);
  return names.filter((name) => !name.startsWith("knex_")).toSorted();
}

async function withDatabase<T>(url: string, use: (db: Knex) => Promise<T>): Promise<T> {
  const db =
    engineOf(url) === "postgres"
      ? knex({ client: "pg", connection: url, pool: { min: 0, max: 1 } })
      : knex({ client: "better-sqlite3", connection: { filename: sqliteFile(url) }, useNullAsDefault: true });
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}
