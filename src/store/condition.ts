// The condition of the database itself: its version, whether commits survive a power cut, its room, its migrations.
import { statSync, statfsSync } from "node:fs";
import { engineOf, sqliteFile, type Store } from "./database.ts";
import { migrationNames } from "./migrations.ts";

export interface DatabaseCondition {
  engine: "sqlite" | "postgres";
  version: string;
  /** Whether a commit is on the disk before it is answered; `settings` says by which settings, as the engine names them. */
  isDurable: boolean;
  settings: string;
  /** Migrations that this version of Inreply has and the database lacks; and the other way round. */
  missing: string[];
  unknown: string[];
  /** How long a transaction that may write takes, though it changes no row. */
  transactionMs: number;
  /** Of SQLite only: its size, the room left on its file system, and what it finds wrong with itself. */
  file?: { path: string; sizeBytes: number; freeBytes: number; damage: string[] | undefined };
}

/** `damageBytesMax`: a SQLite file up to this size is read whole and looked through, while nothing else of this process runs. */
export async function readCondition(
  url: string,
  store: Store,
  { damageBytesMax }: { damageBytesMax: number },
): Promise<DatabaseCondition> {
  const engine = engineOf(url);
  const applied = await store.read.all<{ name: string }>("select name from knex_migrations");
  const names = new Set(applied.map(({ name }) => name));
  const known = migrationNames();
  const migrations = {
    missing: known.filter((name) => !names.has(name)),
    unknown: [...names].filter((name) => !known.includes(name)),
  };
  const transactionMs = await timeTransaction(store);
  return engine === "sqlite"
    ? { engine, ...migrations, transactionMs, ...(await readSqlite(sqliteFile(url), store, damageBytesMax)) }
    : { engine, ...migrations, transactionMs, ...(await readPostgres(store)) };
}

async function timeTransaction(store: Store): Promise<number> {
  const began = performance.now();
  // Refused by a database that is only to be read; no row has this number.
  await store.write((rows) => rows.run("update events set announced_at = announced_at where id = -1"));
  return Math.round(performance.now() - began);
}

async function readSqlite(path: string, store: Store, damageBytesMax: number) {
  const version = await store.read.first<{ version: string }>("select sqlite_version() as version");
  // Each connection has its own; that of the one that writes counts.
  const { synchronous, journal } = await store.write(async (rows) => ({
    synchronous: (await rows.first<{ synchronous: number }>("pragma synchronous"))?.synchronous,
    journal: (await rows.first<{ journal_mode: string }>("pragma journal_mode"))?.journal_mode,
  }));
  const { bavail, bsize } = statfsSync(path);
  const sizeBytes = statSync(path).size;
  return {
    version: `SQLite ${version?.version ?? ""}`,
    // 2 is FULL, 3 EXTRA.
    isDurable: (synchronous ?? 0) >= 2,
    settings: `synchronous ${synchronousNames[synchronous ?? 0]}, journal ${journal ?? ""}`,
    file: {
      path,
      sizeBytes,
      freeBytes: bavail * bsize,
      damage: sizeBytes > damageBytesMax ? undefined : await listDamage(store.read),
    },
  };
}

const synchronousNames = ["OFF", "NORMAL", "FULL", "EXTRA"];

async function listDamage(read: Store["read"]): Promise<string[]> {
  const found = await read.all<{ quick_check: string }>("pragma quick_check(5)");
  return found.map((row) => row.quick_check).filter((line) => line !== "ok");
}

async function readPostgres(store: Store) {
  return store.write(async (rows) => {
    const setting = async (name: string) =>
      (await rows.first<{ value: string }>("select current_setting(?) as value", name))?.value ?? "";
    const [version, commit, fsync] = [
      await setting("server_version"),
      await setting("synchronous_commit"),
      await setting("fsync"),
    ];
    return {
      version: `PostgreSQL ${version}`,
      isDurable: commit !== "off" && fsync === "on",
      settings: `synchronous_commit ${commit}, fsync ${fsync}`,
    };
  });
}
