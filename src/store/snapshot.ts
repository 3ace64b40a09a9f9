// One file that holds a whole database as it was at one moment, taken while others write to it, and put back.
import { engineOf, sqliteFile } from "./database.ts";
import { restorePostgres, takePostgresSnapshot } from "./postgres-snapshot.ts";
import { inspectSqlite, replaceSqlite, takeSqliteSnapshot, type Restoring } from "./sqlite-snapshot.ts";

/** What a snapshot is and is not. */
export interface Snapshot {
  /** The name of the newest migration that it has, such as `0011-kept-bytes`. */
  version: string;
  /** Emails and files whose bytes are in a bucket and not in it. */
  outsideCount: number;
}

/** Writes the snapshot to `into`, which must not be there yet; others read and write on. Throws SnapshotFault. */
export function takeSnapshot(url: string, into: string): Promise<Snapshot> {
  return engineOf(url) === "sqlite"
    ? takeSqliteSnapshot(sqliteFile(url), into)
    : takePostgresSnapshot(url, into);
}

/**
 * Makes a snapshot the database that `url` names: as a whole, or not at all. Answers where what was there before is kept, if
 * anything was. Throws SnapshotFault for a snapshot that is damaged, a database that is in use, or one that holds people or
 * mail unless they are to be replaced.
 */
export async function restoreSnapshot(
  url: string,
  snapshot: string,
  restoring: Restoring,
): Promise<string | undefined> {
  if (engineOf(url) === "postgres") {
    await restorePostgres(url, snapshot, restoring.isReplacing);
    return undefined;
  }
  inspectSqlite(snapshot);
  return replaceSqlite(sqliteFile(url), snapshot, restoring);
}
