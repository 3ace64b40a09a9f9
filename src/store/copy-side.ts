// What copying a database needs of either engine, and the checksum of a table, which is the same on both.
import { createHash, type Hash } from "node:crypto";
import { SnapshotFault } from "./snapshot-fault.ts";

export type CopiedValue = string | number | Uint8Array | null;
/** In the order of the table's columns. */
export type CopiedRow = readonly CopiedValue[];

export interface CopiedColumn {
  name: string;
  kind: "text" | "integer" | "real" | "bytes";
}

export interface CopiedTable {
  name: string;
  /** By name, without those that the engine works out by itself. */
  columns: readonly CopiedColumn[];
  /** Names of the columns of its primary key. */
  key: readonly string[];
}

/** A database that is read as it was at one moment, and that nobody else writes to meanwhile. */
export interface CopySource {
  /** Names of the migrations that it has. */
  migrations: readonly string[];
  /** Ours, by name, without the record of migrations. */
  tables: readonly CopiedTable[];
  /** All rows in the order of the key (text by its UTF-8 bytes), a few at a time. One table after another. */
  read: (table: CopiedTable) => AsyncIterable<CopiedRow[]>;
  /** The highest id that each table has given, also to rows that are gone. */
  readCounters: () => Promise<ReadonlyMap<string, number>>;
  /** Ends it; what a target was given and did not commit is undone. */
  close: () => Promise<void>;
}

/** A database that is filled in one transaction. */
export interface CopyTarget extends CopySource {
  /** Takes away what its migrations brought, and sets aside what would check or tell of each row. */
  begin: () => Promise<void>;
  insert: (table: CopiedTable, rows: readonly CopiedRow[]) => Promise<void>;
  /** Puts back what `begin` set aside, over all rows. Throws when a reference leads nowhere. */
  finish: (counters: ReadonlyMap<string, number>) => Promise<void>;
  commit: () => Promise<void>;
}

/** Rows that are handed on at a time, at most; and their size, about. */
export const copiedRowsMax = 500;
export const copiedBytesMax = 4 * 1024 * 1024;

/** Whether a table holds people or mail; a target must not. */
export const filledTables = ["clients", "staff", "inbound_emails"] as const;

/** Not ours to copy: the record of migrations, and what SQLite searches, which is worked out from other tables. */
export function isCopied(name: string): boolean {
  return /^(?!search_|knex_|sqlite_)[a-z_]+$/u.test(name);
}

export function kindOf(declared: string): CopiedColumn["kind"] {
  if (/char|text/iu.test(declared)) return "text";
  if (/int/iu.test(declared)) return "integer";
  if (/blob|bytea/iu.test(declared)) return "bytes";
  if (/float|real|double/iu.test(declared)) return "real";
  throw new SnapshotFault(`A column of the type ${declared} cannot be copied.`);
}

export interface TableSum {
  count: number;
  /** SHA-256 in hex over all rows in the order of their key. */
  sha256: string;
}

/** Sums rows up as they pass by. */
export function summing(table: CopiedTable): {
  add: (rows: readonly CopiedRow[]) => void;
  end: () => TableSum;
} {
  const hash = createHash("sha256").update(JSON.stringify(table.columns.map(({ name }) => name)));
  let count = 0;
  return {
    add: (rows) => {
      for (const row of rows) table.columns.forEach((column, at) => addValue(hash, column, row[at] ?? null));
      count += rows.length;
    },
    end: () => ({ count, sha256: hash.digest("hex") }),
  };
}

/** Each value with its kind and its length before it, so that no two rows are written alike. */
function addValue(hash: Hash, { kind }: CopiedColumn, value: CopiedValue): void {
  if (value === null) hash.update("-");
  else if (typeof value === "number") {
    // PostgreSQL keeps ours in four bytes.
    hash.update(`#${kind === "real" ? Math.fround(value) : value};`);
  } else {
    const bytes = typeof value === "string" ? Buffer.from(value, "utf8") : value;
    hash.update(`${typeof value === "string" ? '"' : "*"}${bytes.byteLength}:`).update(bytes);
  }
}

export function sizeOf(row: CopiedRow): number {
  let size = 0;
  for (const value of row) size += value === null || typeof value === "number" ? 8 : value.length;
  return size;
}

/** Throws for text that one of the engines cannot keep; none should be there (`storable`). */
export function requireStorable(table: CopiedTable, rows: readonly CopiedRow[]): void {
  for (const row of rows) {
    for (const [at, value] of row.entries()) {
      if (typeof value !== "string" || (!value.includes("\u0000") && value.isWellFormed())) continue;
      const key = table.key.map((name) => row[table.columns.findIndex((column) => column.name === name)]);
      throw new SnapshotFault(
        `${table.name}.${table.columns[at]?.name} of the row ${key.join(", ")} holds a NUL or half a character, which PostgreSQL does not take.`,
      );
    }
  }
}
