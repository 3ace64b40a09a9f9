// What all tables hold, in a count and a hash each, to prove that something changed no row. Reads everything, so it is
// for small databases: a sandbox.
import { createHash } from "node:crypto";
import { inEnglish, Problem } from "../domain/problem.ts";
import type { Rows } from "./rows.ts";

export interface TableFingerprint {
  table: string;
  count: number;
  /** SHA-256 in hex over all rows, whatever their order. */
  sha256: string;
}

/** Rows of one table that are read; with more the fingerprint is refused. */
export const fingerprintRowsMax = 20_000;

/** Every table that is there, by name. Throws `limit_reached` when one has more rows than are read. */
export async function fingerprintTables(rows: Rows): Promise<TableFingerprint[]> {
  const prints: TableFingerprint[] = [];
  for (const table of await listTables(rows)) {
    const { count } = (await rows.first<{ count: number | string }>(
      `select count(*) as count from (select 1 as one from ${table} limit ?) as first_rows`,
      fingerprintRowsMax + 1,
    ))!;
    if (Number(count) > fingerprintRowsMax) {
      throw new Problem(
        "limit_reached",
        inEnglish(
          `The table ${table} has more than ${fingerprintRowsMax} rows, too many to compare them all.`,
        ),
      );
    }
    const found = await rows.all<object>(`select ${columnsOf(table)} from ${table}`);
    const hash = createHash("sha256");
    for (const line of found.map(rowHash).toSorted()) hash.update(line);
    prints.push({ table, count: found.length, sha256: hash.digest("hex") });
  }
  return prints;
}

/** Bytes are kept under their own hash, so they need not be read. */
function columnsOf(table: string): string {
  return table === "blobs" ? "sha256, size_bytes" : "*";
}

/** Names come from the schema, so they are a bounded set and safe in a statement. */
async function listTables(rows: Rows): Promise<string[]> {
  const found =
    rows.engine === "postgres"
      ? await rows.all<{ name: string }>(
          `select table_name as name from information_schema.tables
           where table_schema = current_schema() and table_type = ?`,
          "BASE TABLE",
        )
      : await rows.all<{ name: string }>(
          "select name from sqlite_schema where type = ? and substr(name, 1, 7) <> ?",
          "table",
          "sqlite_",
        );
  return (
    found
      .map(({ name }) => name)
      // What SQLite searches is worked out from the rows of other tables.
      .filter((name) => /^(?!search_)[a-z_]+$/u.test(name))
      .toSorted()
  );
}

function rowHash(row: object): string {
  return createHash("sha256").update(JSON.stringify(row)).digest("hex");
}
