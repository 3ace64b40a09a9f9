// Snapshots of SQLite: taken by VACUUM INTO beside a server that writes, checked whole, and put in the place of a database.
import { closeSync, existsSync, linkSync, openSync, renameSync } from "node:fs";
import Database from "better-sqlite3";
import { codeOf, wordsOf } from "../domain/fault.ts";
import type { Snapshot } from "./snapshot.ts";
import { SnapshotFault } from "./snapshot-fault.ts";

export interface Restoring {
  /** Puts the snapshot in place of people and mail that are there. */
  isReplacing: boolean;
  /** Ends the names under which what was there is kept. */
  asideSuffix: string;
}

/**
 * VACUUM INTO reads in one transaction, so that no write makes it begin anew as it would the online backup of another
 * process, and leaves out what was deleted. It flushes nothing: that is for whoever keeps the file.
 */
export async function takeSqliteSnapshot(file: string, into: string): Promise<Snapshot> {
  if (!existsSync(file)) throw new SnapshotFault(`There is no database at ${file}.`);
  // An empty file is filled and keeps its mode.
  closeSync(openSync(into, "wx", 0o600));
  const database = new Database(file, { readonly: true, timeout: 5000 });
  try {
    database.prepare("vacuum into ?").run(into);
  } finally {
    database.close();
  }
  return inspectSqlite(into);
}

/** Answers what a snapshot is that is whole. Throws SnapshotFault for one that is damaged or not of ours. */
export function inspectSqlite(file: string): Snapshot {
  const database = open(file);
  try {
    const integrity = database.pragma("integrity_check", { simple: true });
    if (integrity !== "ok") throw new SnapshotFault(`Its database is damaged: ${String(integrity)}`);
    const dangling = database.pragma("foreign_key_check") as unknown[];
    if (dangling.length > 0)
      throw new SnapshotFault(`Its database has ${dangling.length} broken references.`);
    const version = newestMigration(database);
    if (version === undefined) throw new SnapshotFault("Its database is none of Inreply.");
    const bytesLost = countRawLost(database);
    if (bytesLost > 0)
      throw new SnapshotFault(`Its database lacks the bytes of emails that should have them (${bytesLost}).`);
    return { version, outsideCount: countOutside(database) };
  } catch (fault) {
    if (fault instanceof SnapshotFault) throw fault;
    throw new SnapshotFault(`Its database cannot be read: ${wordsOf(fault)}.`);
  } finally {
    database.close();
  }
}

/** Emails whose bytes should be there and are not. Before raw mail could be removed, references alone saw to that. */
function countRawLost(database: Database.Database): number {
  const columns = database.pragma("table_info(inbound_emails)") as { name: string }[];
  if (!columns.some(({ name }) => name === "raw_removed_at")) return 0;
  const { count } = database
    .prepare(
      `select count(*) as count from inbound_emails e where e.raw_removed_at is null
         and not exists (select 1 from blobs b where b.sha256 = e.raw_sha256)`,
    )
    .get() as { count: number };
  return count;
}

/** Emails and files whose bytes are in a bucket, which no check of a file can look into. */
function countOutside(database: Database.Database): number {
  const columns = database.pragma("table_info(blobs)") as { name: string }[];
  if (!columns.some(({ name }) => name === "object_key")) return 0;
  const { count } = database
    .prepare("select count(*) as count from blobs where object_key is not null")
    .get() as { count: number };
  return count;
}

/**
 * Puts a snapshot in the place of `file`. What is there stays beside it under another name, which is answered. Nobody finds
 * half a database: before the last rename it is the old one, after it the new one.
 */
export function replaceSqlite(
  file: string,
  snapshot: string,
  { isReplacing, asideSuffix }: Restoring,
): string | undefined {
  const isThere = existsSync(file);
  if (isThere) {
    if (!isReplacing) refuseFilled(file);
    refuseInUse(file, isReplacing);
  }
  const aside = `${file}${asideSuffix}`;
  // What a process that died has left would be taken for changes of the new file.
  for (const rest of ["-wal", "-shm", "-journal"]) {
    if (existsSync(`${file}${rest}`)) renameSync(`${file}${rest}`, `${aside}${rest}`);
  }
  if (isThere) keepAside(file, aside);
  renameSync(snapshot, file);
  return isThere ? aside : undefined;
}

function refuseFilled(file: string): void {
  const database = open(file);
  try {
    if (newestMigration(database) === undefined) return;
    const isFilled = ["clients", "staff", "inbound_emails"].some(
      (table) => database.prepare(`select 1 from ${table} limit 1`).get() !== undefined,
    );
    if (!isFilled) return;
  } catch (fault) {
    const why = wordsOf(fault);
    throw new SnapshotFault(
      `What is at ${file} cannot be read (${why}). With --replace it is put aside and the backup takes its place.`,
    );
  } finally {
    database.close();
  }
  throw new SnapshotFault(
    `The database at ${file} holds people or mail already. With --replace it is put aside and the backup takes its place.`,
  );
}

/**
 * Every connection in WAL mode, also an idle one, holds a lock for as long as it is open, and leaving that mode needs all of
 * them gone. It also brings what stands in the log into the file that is kept.
 */
function refuseInUse(file: string, isReplacing: boolean): void {
  const database = open(file);
  try {
    database.pragma("journal_mode = delete");
  } catch (fault) {
    const code = codeOf(fault) ?? "";
    if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
      throw new SnapshotFault(`Something uses the database at ${file}. Stop the server and try again.`);
    }
    // What is no database at all is in nobody's use; it is put aside as it is.
    if (!isReplacing || !/^SQLITE_(?:NOTADB|CORRUPT)/u.test(code)) throw fault;
  } finally {
    database.close();
  }
}

function keepAside(file: string, aside: string): void {
  try {
    linkSync(file, aside);
  } catch {
    // Some file systems have no second names; for a moment there is no database then, and never half of one.
    renameSync(file, aside);
  }
}

function open(file: string): Database.Database {
  return new Database(file, { fileMustExist: true, timeout: 1000 });
}

function newestMigration(database: Database.Database): string | undefined {
  const isOurs = database
    .prepare("select 1 from sqlite_master where type = 'table' and name = 'knex_migrations'")
    .get();
  if (isOurs === undefined) return undefined;
  const row = database.prepare("select max(name) as name from knex_migrations").get() as {
    name: string | null;
  };
  return row.name ?? undefined;
}
