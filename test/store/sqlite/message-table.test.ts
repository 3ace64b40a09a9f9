// Taking columns out of the table of messages leaves every other column, key, check and index of it as it was.
import knex from "knex";
import { expect, it } from "vitest";
import { migrate, sqliteFile } from "../../../src/store/database.ts";
import { emptyDatabase } from "../../support/store.ts";

it("the table of messages differs by the columns that went and the one that came", async () => {
  const url = await emptyDatabase();
  const before = await statementsAt(url, "0012-probes");
  const after = await statementsAt(url, "0013-reply-blocks");
  const [table, ...indexes] = before;
  const without = table!.replace(/, `(?:quoted|signature)` text not null default ''/gu, "");
  expect(without).not.toBe(table);
  // A new column stands behind the last one, before the checks or after them as SQLite likes.
  expect(after[0]!.replace(/, blocks text/u, "")).toBe(without);
  expect(after.slice(1)).toEqual(indexes);
  expect(indexes.length).toBeGreaterThan(4);
});

/** The statements that make the table and its indexes as SQLite keeps them, the table's first. */
async function statementsAt(url: string, version: string): Promise<string[]> {
  await migrate(url, version);
  const db = knex({
    client: "better-sqlite3",
    connection: { filename: sqliteFile(url) },
    useNullAsDefault: true,
  });
  try {
    const rows = await db<{ sql: string; type: string; name: string }>("sqlite_master")
      .where("tbl_name", "messages")
      .whereNotNull("sql")
      .orderByRaw("type desc, name");
    return rows.map(({ sql }) => sql);
  } finally {
    await db.destroy();
  }
}
