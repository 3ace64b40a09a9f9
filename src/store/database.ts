// Opens SQLite or PostgreSQL, brings its tables up to date, and gives reads and write transactions over rows.
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import knex, { type Knex } from "knex";
import { migrationNames, migrationSource } from "./migrations.ts";
import { giveToOwnerOfFolder } from "./new-file.ts";
import { withBucket } from "./outside-bytes.ts";
import type { Rows } from "./rows.ts";
import { signalsByLooking, type Signals } from "./signals.ts";
import { openSqlite, type Keeping as FileKeeping } from "./sqlite.ts";

/** How a database is kept. */
export interface Keeping extends FileKeeping {
  /** Of a server: connections at the same time, at most. */
  connectionsMax?: number;
}

/** Reads and write transactions; the engines differ only in how they run a transaction. */
export interface Store extends Signals {
  read: Rows;
  write<T>(work: (rows: Rows) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What an engine gives by itself. */
export type OpenedRows = Pick<Store, "read" | "write" | "close">;

/**
 * Opens the store that `url` names (`sqlite:./data/inreply.db` or `postgres://…`) and migrates it.
 *
 * - `read` sees committed rows only and never waits for a writer.
 * - `write` runs `work` as one transaction: all of it or none. Work must do nothing but read and write rows, since on
 *   SQLite every other writer waits for it. Work that throws is rolled back and its error passed on.
 */
export async function openStore(url: string, keeping: Keeping = {}): Promise<Store> {
  await migrate(url);
  return engineOf(url) === "sqlite" ? openFile(sqliteFile(url), keeping) : openPostgres(url, keeping);
}

/** The versions of a database before and after: names of its newest migration. `from` is undefined for an empty one. */
export interface Migrated {
  from: string | undefined;
  to: string | undefined;
  appliedCount: number;
}

/**
 * Opens a database as it is, without bringing it up to date, to look at it while another process uses it. Throws when there
 * is none.
 */
export async function openStoreAsIs(url: string, keeping: Keeping = {}): Promise<Store> {
  if (engineOf(url) === "postgres") return openPostgres(url, keeping);
  const file = sqliteFile(url);
  requireUsable(file);
  return openFile(file, keeping);
}

async function openFile(file: string, keeping: Keeping): Promise<Store> {
  const opened = await withBucket(await openSqlite(file, keeping), keeping.bucket);
  return withSignals(opened, signalsByLooking(opened));
}

/** Loaded only where it is used: each mail that is piped in starts a process. */
async function openPostgres(url: string, { connectionsMax, bucket }: Keeping): Promise<Store> {
  const opened = await withBucket(
    await (await import("./postgres.ts")).openPostgres(url, connectionsMax),
    bucket,
  );
  const { signalsByHearing } = await import("./postgres-signals.ts");
  return withSignals(opened, signalsByHearing(opened.read, url));
}

function withSignals({ read, write, close }: OpenedRows, signals: Signals): Store {
  return {
    ...signals,
    read,
    write,
    close: async () => {
      await signals.close();
      await close();
    },
  };
}

/** SQLite would make a file that is not there, and say of one that is closed neither which it is nor why. */
function requireUsable(file: string): void {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (fault) {
    const isMissing = fault instanceof Error && "code" in fault && fault.code === "ENOENT";
    throw isMissing ? new Error(`${file} is not there`) : fault;
  }
}

/**
 * Applies the migrations that are missing, up to and including `last` when given. Idempotent. All of them are one
 * transaction, alone on the database: processes that start together wait for one another, and one that dies leaves nothing.
 * Throws a sentence for a database that has migrations this version does not know.
 */
export async function migrate(url: string, last?: string): Promise<Migrated> {
  const engine = engineOf(url);
  if (engine === "sqlite") makeFile(sqliteFile(url));
  const db = connect(url);
  try {
    if (engine === "sqlite") {
      await db.raw(`pragma busy_timeout = ${migrateWaitMs}`);
      // A migration that rebuilds a table must not trip over the references to it; they are checked at the end.
      await db.raw("pragma foreign_keys = off");
    }
    return await db.transaction(async (transaction) => {
      await transaction.raw(aloneStatements[engine]);
      const before = await appliedMigrations(transaction);
      refuseNewer(before);
      await transaction.migrate.latest({ migrationSource: migrationSource(last) });
      const after = await appliedMigrations(transaction);
      // Reads every row, which no start of a large installation, and no mail that is piped in, could wait for each time.
      if (engine === "sqlite" && after.length > before.length) await checkReferences(transaction);
      return { from: before.at(-1), to: after.at(-1), appliedCount: after.length - before.length };
    });
  } finally {
    await db.destroy();
  }
}

/** The names of the migrations that this database has, in order; none for an empty one. */
async function appliedMigrations(db: Knex): Promise<string[]> {
  if (!(await db.schema.hasTable("knex_migrations"))) return [];
  const rows = await db<{ name: string }>("knex_migrations").select("name").orderBy("name");
  return rows.map(({ name }) => name);
}

/** An older version would write what a newer one cannot read. */
export function refuseNewer(applied: readonly string[]): void {
  const known = new Set(migrationNames());
  const unknown = applied.findLast((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new Error(
    `a newer version of Inreply has used it (it is at ${unknown}, this version knows ${[...known].at(-1)}). Start that version again, or restore a backup made before.`,
  );
}

/** The database holds everybody's mail, so only its owner may read it; its write-ahead log takes over its owner and mode. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const isNew = !existsSync(file);
  closeSync(openSync(file, "a", 0o600));
  if (isNew) giveToOwnerOfFolder(file);
}

/** How long a process waits for another one that migrates. */
const migrateWaitMs = 60_000;

/** The first statement of the migrating transaction: whoever comes second waits here until the first has committed. */
export const aloneStatements = {
  // knex begins deferred; SQLite takes its one write lock with the first write, and this one always writes.
  sqlite: "pragma user_version = 1",
  // Any number, as long as nothing else of ours locks the same.
  postgres: "select pg_advisory_xact_lock(7042015)",
};

async function checkReferences(transaction: Knex.Transaction): Promise<void> {
  const broken = (await transaction.raw("pragma foreign_key_check")) as unknown[];
  if (broken.length > 0)
    throw new Error(`A migration left ${broken.length} references to rows that are gone.`);
}

/** Which engine a database URL names. Throws a sentence that names the two forms. */
export function engineOf(url: string): "sqlite" | "postgres" {
  if (url.startsWith("sqlite:") && url.length > "sqlite:".length) return "sqlite";
  if (/^postgres(?:ql)?:\/\//u.test(url)) return "postgres";
  throw new Error("must begin with sqlite: (a file) or postgres:// (a server)");
}

/** The file that a `sqlite:` URL names. */
export function sqliteFile(url: string): string {
  return url.slice("sqlite:".length);
}

function connect(url: string): Knex {
  if (engineOf(url) === "postgres") {
    // What cannot be reached is thrown; knex would print it as well.
    const log = { error: () => {} };
    return knex({ client: "pg", connection: url, pool: { min: 0, max: 1 }, log });
  }
  return knex({
    client: "better-sqlite3",
    connection: { filename: sqliteFile(url) },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
}
