// SQLite: one connection that writes, one that reads, and commits shared by writes that wait at the same moment.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import knex from "knex";
import { codeOf } from "../domain/fault.ts";
import type { OpenedRows } from "./database.ts";
import { storable, type Rows, type Value } from "./rows.ts";

/** Writes that share one commit, at most. More would only make the first of them wait longer. */
const sharedCommitMax = 64;
/** How long a commit waits for other writes to join it: about what an fsync takes, so that nobody feels it. */
const gatherMs = 2;
/** How long a statement waits for another process's lock before it fails with SQLITE_BUSY. */
const busyTimeoutMs = 5000;
const busyPauseMs = 50;
/** Prepared statements kept a connection; far above what the code has, so that a leak of texts shows in a test. */
export const cachedStatementsMax = 2_000;

interface Waiting {
  work: (rows: Rows) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (fault: unknown) => void;
}

/** How a file is kept: `isThrowaway` for one that nobody misses after a power cut, which waits for no disk and for no company. */
export interface Keeping {
  isThrowaway?: boolean;
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
    read: rowsOf(reader.connection),
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

interface SharedCommits {
  write: <T>(work: (rows: Rows) => Promise<T>) => Promise<T>;
  /** Resolves when no write waits. */
  drained: () => Promise<void>;
}

/**
 * Runs writes one after another. Those that come within `gatherMs`, or while a transaction runs, go into the next one
 * together, each behind a savepoint, so that many small writes cost one fsync (group commit). A write resolves only after its
 * commit. A fault after which SQLite rolls back everything (SQLITE_FULL) is that of one write: the others are run again.
 */
function sharedCommits(connection: Database.Database, { isThrowaway = false }: Keeping): SharedCommits {
  const rows = rowsOf(connection, () => {
    // Work may go on after such a fault; outside a transaction each of its statements would be a commit of its own.
    if (!connection.inTransaction) throw new Error("SQLite rolled back this transaction.");
  });
  // Immediate: a deferred transaction that reads first and writes later fails when another process wrote between.
  const begin = connection.prepare("begin immediate");
  const savepoint = connection.prepare("savepoint work");
  const rollbackWork = connection.prepare("rollback to work");
  const release = connection.prepare("release work");
  const commit = connection.prepare("commit");
  const waiting: Waiting[] = [];
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const isWorthWaiting = !isThrowaway && waiting.length < sharedCommitMax;
      if (isWorthWaiting) await new Promise((resolve) => setTimeout(resolve, gatherMs));
      await commitTogether(waiting.splice(0, sharedCommitMax));
    }
    draining = undefined;
  }

  async function commitTogether(batch: Waiting[]): Promise<void> {
    const settled: (() => void)[] = [];
    try {
      begin.run();
      for (const each of batch) {
        const settle = await runBehindSavepoint(each);
        if (!connection.inTransaction) {
          settle();
          waiting.unshift(...batch.filter((other) => other !== each));
          return;
        }
        settled.push(settle);
      }
      commit.run();
    } catch (fault) {
      if (connection.inTransaction) connection.exec("rollback");
      for (const { reject } of batch) reject(fault);
      return;
    }
    for (const settle of settled) settle();
  }

  /** Answers how to settle the write once its transaction has ended; all is rolled back when that has ended already. */
  async function runBehindSavepoint({ work, resolve, reject }: Waiting): Promise<() => void> {
    savepoint.run();
    try {
      const value = await work(rows);
      release.run();
      return () => resolve(value);
    } catch (fault) {
      if (connection.inTransaction) {
        rollbackWork.run();
        release.run();
      }
      return () => reject(fault);
    }
  }

  return {
    write: <T>(work: (rows: Rows) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
        draining ??= drain();
      }),
    drained: async () => {
      await draining;
    },
  };
}

function rowsOf(connection: Database.Database, check = () => {}): Rows {
  const statements = new Map<string, Database.Statement>();
  function prepared(sql: string): Database.Statement {
    check();
    let statement = statements.get(sql);
    if (statement === undefined) {
      if (statements.size >= cachedStatementsMax) statements.clear();
      statement = connection.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  }
  return {
    engine: "sqlite",
    all: async <Row>(sql: string, ...values: Value[]) => prepared(sql).all(...values.map(storable)) as Row[],
    first: async <Row>(sql: string, ...values: Value[]) =>
      prepared(sql).get(...values.map(storable)) as Row | undefined,
    run: async (sql, ...values) => prepared(sql).run(...values.map(storable)).changes,
  };
}
