// Rows as the store's files see them: three ways to run SQL, the same on both engines.
import type { Bucket } from "./bucket.ts";
import type { Uploads } from "./outside-bytes.ts";

/** A value that both engines take and give back alike. Booleans are 0 and 1, moments are ISO 8601 text. */
export type Value = string | number | null | Uint8Array;

/**
 * Runs SQL with `?` for each value. Statements are prepared once a connection and cached by their text, so the text must
 * come from a bounded set: never put a value into it.
 */
export interface Rows {
  engine: "sqlite" | "postgres";
  /** All rows of a query. */
  all<Row>(sql: string, ...values: Value[]): Promise<Row[]>;
  /** The first row of a query, if any. */
  first<Row>(sql: string, ...values: Value[]): Promise<Row | undefined>;
  /** Runs a change and answers how many rows it touched. */
  run(sql: string, ...values: Value[]): Promise<number>;
  /** Where bytes are that are not in their rows; outside a transaction only. */
  bucket?: Bucket;
  /** In a transaction whose new bytes go into a bucket: what is there for it. */
  uploads?: Uploads;
}

/**
 * What is stored for a value: PostgreSQL takes no NUL in text and no half of a surrogate pair, and mail may hold both, so
 * each becomes U+FFFD on both engines. The bytes of a mail are kept as they came.
 */
export function storable(value: Value): Value {
  return typeof value === "string" ? value.replaceAll("\u0000", "\ufffd").toWellFormed() : value;
}

/** A truth value as rows keep it. */
export type Flag = 0 | 1;

/**
 * Stands at the end of a query whose rows a worker is about to claim, so that several workers take different ones.
 * SQLite has one writer at a time and needs nothing.
 */
export function skipLocked(rows: Rows): string {
  return rows.engine === "postgres" ? " for update skip locked" : "";
}

/**
 * Stands at the end of a query whose row must not change until this transaction ends; `alias` names the table when the
 * query joins several. SQLite's one writer needs nothing.
 */
export function forUpdate(rows: Rows, alias?: string): string {
  if (rows.engine !== "postgres") return "";
  return alias === undefined ? " for update" : ` for update of ${alias}`;
}

/** `(?, ?), (?, ?)`: the places for `count` rows of `width` values in one insert. */
export function places(count: number, width: number): string {
  const row = `(${Array.from({ length: width }, () => "?").join(", ")})`;
  return Array.from({ length: count }, () => row).join(", ");
}
