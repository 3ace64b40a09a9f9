// Moves all rows of one database into another, empty one, on whichever engines: as a whole, proved by counts and checksums, or
// not at all.
import { refuseNewer, engineOf, migrate, sqliteFile } from "./database.ts";
import { wordsOf } from "../domain/fault.ts";
import {
  requireStorable,
  summing,
  type CopiedRow,
  type CopiedTable,
  type CopySource,
  type CopyTarget,
  type TableSum,
} from "./copy-side.ts";
import { SnapshotFault } from "./snapshot-fault.ts";

/** What is told of a table once it is proved. */
export interface CopiedSum extends TableSum {
  table: string;
}

/**
 * Copies `from` to `to`, whose tables it makes if need be. The source must be in nobody's use and is not changed; the target may
 * hold neither people nor mail. Throws SnapshotFault, also for the slightest difference, and then the target is empty.
 */
export async function copyDatabase(
  from: string,
  to: string,
  tell: (sum: CopiedSum) => void,
): Promise<{ version: string; hasBytesOutside: boolean }> {
  if (from === to) throw new SnapshotFault("Both are the same database.");
  const source = await openSource(from);
  try {
    refuseNewer(source.migrations);
    const version = source.migrations.at(-1) ?? "";
    await prepare(to, version);
    const target = await openTarget(to);
    try {
      if (target.migrations.join() !== source.migrations.join())
        throw new SnapshotFault("The two databases are of different versions.");
      const { sums, hasBytesOutside } = await fill(source, target);
      for (const [table, sum] of sums) {
        await prove(target, table, sum);
        tell({ table: table.name, ...sum });
      }
      await target.commit();
      return { version, hasBytesOutside };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function openSource(url: string): Promise<CopySource> {
  if (engineOf(url) === "sqlite") return (await import("./copy-sqlite.ts")).openSqliteSource(sqliteFile(url));
  return (await import("./copy-postgres.ts")).openPostgresSource(url);
}

async function openTarget(url: string): Promise<CopyTarget> {
  if (engineOf(url) === "sqlite") return (await import("./copy-sqlite.ts")).openSqliteTarget(sqliteFile(url));
  return (await import("./copy-into-postgres.ts")).openPostgresTarget(url);
}

/** To the version of the source, which stays what it is; the next start brings the target up to date. */
async function prepare(to: string, version: string): Promise<void> {
  try {
    await migrate(to, version);
  } catch (fault) {
    const isNewer = /migration directory is corrupt/u.test(wordsOf(fault));
    if (!isNewer) throw fault;
    throw new SnapshotFault(
      `The database to copy to is of a newer version than the other one (${version}). Copy to an empty one.`,
    );
  }
}

async function fill(
  source: CopySource,
  target: CopyTarget,
): Promise<{ sums: [CopiedTable, TableSum][]; hasBytesOutside: boolean }> {
  const described = ({ name, columns, key }: CopiedTable) => JSON.stringify([name, columns, key]);
  const differing = source.tables.find((table, at) => {
    const other = target.tables[at];
    return other === undefined || described(other) !== described(table);
  });
  if (differing !== undefined || target.tables.length !== source.tables.length)
    throw new SnapshotFault(
      `The two databases have different tables${differing ? ` (${differing.name})` : ""}.`,
    );
  await target.begin();
  const sums: [CopiedTable, TableSum][] = [];
  let hasBytesOutside = false;
  for (const table of source.tables) {
    const sum = summing(table);
    for await (const rows of source.read(table)) {
      requireStorable(table, rows);
      sum.add(rows);
      hasBytesOutside ||= table.name === "blobs" && rows.some((row) => isOutside(table, row));
      await target.insert(table, rows);
    }
    sums.push([table, sum.end()]);
  }
  await target.finish(await source.readCounters());
  return { sums, hasBytesOutside };
}

/** Reads back what the target holds now, after everything that it does by itself. */
async function prove(target: CopyTarget, table: CopiedTable, wanted: TableSum): Promise<void> {
  const sum = summing(table);
  for await (const rows of target.read(table)) sum.add(rows);
  const found = sum.end();
  if (found.count === wanted.count && found.sha256 === wanted.sha256) return;
  throw new SnapshotFault(
    `The copy of ${table.name} is not the same: ${wanted.count} rows with the checksum ${wanted.sha256.slice(0, 12)} became ${found.count} with ${found.sha256.slice(0, 12)}. Nothing was kept of it.`,
  );
}

function isOutside({ columns }: CopiedTable, row: CopiedRow): boolean {
  const at = columns.findIndex(({ name }) => name === "object_key");
  return at >= 0 && row[at] !== null;
}
