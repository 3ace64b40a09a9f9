// Whether a fault says that the database cannot be used for now: it is away, stopped in the middle, full, or locked too long.
// What was asked of it may be asked again later.
import { codeOf, wordsOf } from "../domain/fault.ts";

const codes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EPIPE",
  // PostgreSQL: too many connections, shutting down, crashed, starting, a transaction that stood still.
  "53300",
  "57P01",
  "57P02",
  "57P03",
  "25P03",
]);
/** PostgreSQL's connection exceptions and its want of disk or memory; SQLite's want of the same, and a lock held too long. */
const families = /^(?:08|53)[0-9A-Z]{3}$|^SQLITE_(?:BUSY|FULL|IOERR|READONLY|CANTOPEN)/u;
/** What the driver and the pool say without a code. */
const words =
  /Connection terminated|not queryable|timeout expired|Timeout acquiring a connection|SQLite rolled back/u;

export function isAway(fault: unknown): boolean {
  const code = codeOf(fault) ?? "";
  return codes.has(code) || families.test(code) || words.test(wordsOf(fault));
}
