// SQLite: one connection that writes and one that reads.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import knex from "knex";
import { codeOf } from "../domain/fault.ts";
import type { BucketPlace } from "./bucket.ts";
import type { OpenedRows } from "./database.ts";
import type { Rows } from "./rows.ts";
import { sharedCommits } from "./shared-commits.ts";
import { rowsOf } from "./sqlite-rows.ts";

/** How long a statement waits for another process's lock before it fails with SQLITE_BUSY. */
const busyTimeoutMs = 5000;
const busyPauseMs = 50;
/** Pages of 4 KB that gather in the write-ahead log before they are written to the file. */
const checkpointPages = 4_000;

/** How a file is kept: `isThrowaway` for one that nobody misses after a power cut, which waits for no disk and for no company. */
export interface Keeping {
  isThrowaway?: boolean;
  /** Where bytes are, or were, kept outside the database. */
  bucket?: BucketPlace | undefined;
}

export interface OpenedFile extends OpenedRows {
  /** Another number once another process has committed (https://sqlite.org/pragma.html#pragma_data_version). */
  othersVersion: () => number;
}

/** Opens the file, creating it and its folder if need be. */
export async function openSqlite(file: string, keeping: Keeping = {}): Promise<OpenedFile> {
  mkdirSync(dirname(file), { recursive: true });
  const writer = await connect(file, keeping);
  const reader = await connect(file, keeping);
  reader.connection.pragma("query_only = on");
  const { write, drained } = sharedCommits(writer.connection, keeping);
  return {
    read: readRows(writer.connection, reader.connection),
    write: (work) => write(work),
    // Asked of the connection that does all of our own writes, which do not count.
    othersVersion: () => writer.connection.pragma("data_version", { simple: true }) as number,
    close: async () => {
      await drained();
      await reader.close();
      await writer.close();
    },
  };
}

/**
 * Reads on the connection that writes while no transaction is open there: after each commit the other connection forgets every
 * page it holds, and reads them from the file again.
 */
function readRows(writer: Database.Database, reader: Database.Database): Rows {
  const warm = rowsOf(writer);
  const apart = rowsOf(reader);
  // Only the other connection refuses what changes rows.
  const rows = (sql: string) => (writer.inTransaction || !/^\s*select\b/u.test(sql) ? apart : warm);
  return {
    engine: "sqlite",
    all: (sql, ...values) => rows(sql).all(sql, ...values),
    first: (sql, ...values) => rows(sql).first(sql, ...values),
    run: (sql, ...values) => apart.run(sql, ...values),
  };
}

async function connect(
  file: string,
  { isThrowaway = false }: Keeping,
): Promise<{ connection: Database.Database; close: () => Promise<void> }> {
  const pool = knex({
    client: "better-sqlite3",
    connection: { filename: file },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const connection = (await pool.client.acquireConnection()) as Database.Database;
  connection.pragma(`busy_timeout = ${busyTimeoutMs}`);
  await useWriteAheadLog(connection);
  // WAL runs NORMAL unless told, which may lose the last commits on power loss; a 2xx promises more than that.
  connection.pragma(`synchronous = ${isThrowaway ? "OFF" : "FULL"}`);
  connection.pragma("foreign_keys = on");
  // Pages that many commits change are written to the file once for all of them.
  connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  // What a savepoint may have to undo goes to a file unless told, page by page: a third of all writes.
  connection.pragma("temp_store = memory");
  return {
    connection,
    close: async () => {
      await pool.client.releaseConnection(connection);
      await pool.destroy();
    },
  };
}

/** Changing the mode ignores the busy timeout, so while another process opens the same new file we ask again. */
async function useWriteAheadLog(connection: Database.Database): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      connection.pragma("journal_mode = WAL");
      return;
    } catch (fault) {
      if (codeOf(fault) !== "SQLITE_BUSY") throw fault;
      if (tries * busyPauseMs >= busyTimeoutMs) throw fault;
      await new Promise((resolve) => setTimeout(resolve, busyPauseMs));
    }
  }
}
