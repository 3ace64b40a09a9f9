// Which faults say that the database cannot be used just now: nothing is wrong with what was asked of it, so it is asked again.
import { codeOf } from "../domain/fault.ts";
import { Problem } from "../domain/problem.ts";

/** SQLite's: no room, no writing, another writer for too long; and what a transaction says that SQLite itself ended for such a reason. */
const sqliteCodes = /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PROTOCOL|ABORT)/u;
/**
 * PostgreSQL's (appendix A, "Error Codes"): the connection, a lost race, no room or too many connections, a cancelled query, a
 * server that stops or starts, its disk; and 25006, which is said by one that only reads, as after a change of the primary.
 */
const postgresCodes = /^(?:08...|40...|53...|57014|57P0[1235]|58...|25006|25P03|55P03)$/u;
const networkCodes = /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_)/u;
/** Of pg, knex's pool and our own store, which have no code, and of a socket that is not there. */
const words =
  /^Connection terminated|not queryable|connection error|timeout (?:exceeded|expired)|acquir(?:e|ing) a connection|connection is not open|^SQLite rolled back|^connect ENOENT/iu;

export function isStoreAway(fault: unknown): boolean {
  const code = codeOf(fault) ?? "";
  if (sqliteCodes.test(code) || postgresCodes.test(code) || networkCodes.test(code)) return true;
  return fault instanceof Error && words.test(fault.message);
}

/** What people and programs are told of such a fault; every other one as it is. */
export function orUnavailable(fault: unknown): unknown {
  if (!isStoreAway(fault)) return fault;
  const problem = new Problem("unavailable", databaseAway);
  problem.cause = fault;
  return problem;
}

/** What was typed is in the browser still; nothing of it was stored. */
const databaseAway = {
  en: "Our database does not answer just now. Nothing was changed; please try again in a minute.",
  de: "Unsere Datenbank antwortet gerade nicht. Es wurde nichts geändert; bitte versuchen Sie es in einer Minute noch einmal.",
};
