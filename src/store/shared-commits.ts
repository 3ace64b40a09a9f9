// Writes to SQLite, one after another, of which those that wait at the same moment share a commit.
import type Database from "better-sqlite3";
import type { Rows } from "./rows.ts";
import { rowsOf } from "./sqlite-rows.ts";

/** Writes that share one commit, at most. More would only make the first of them wait longer. */
const sharedCommitMax = 64;
/** How long a commit waits for other writes to join it: about what an fsync takes, so that nobody feels it. */
const gatherMs = 2;

interface Waiting {
  work: (rows: Rows) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (fault: unknown) => void;
}

export interface SharedCommits {
  write: <T>(work: (rows: Rows) => Promise<T>) => Promise<T>;
  /** Resolves when no write waits. */
  drained: () => Promise<void>;
}

/**
 * Runs writes one after another. Those that come within `gatherMs`, or while a transaction runs, go into the next one
 * together, each behind a savepoint, so that many small writes cost one fsync (group commit). A write resolves only after its
 * commit. A fault after which SQLite rolls back everything (SQLITE_FULL) is that of one write: the others are run again.
 */
export function sharedCommits(
  connection: Database.Database,
  { isThrowaway = false }: { isThrowaway?: boolean },
): SharedCommits {
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
