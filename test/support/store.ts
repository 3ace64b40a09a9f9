// A fresh store for a test: a copy of one that was prepared once, or of a database of PostgreSQL when TEST_DATABASE_URL names it.
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { migrate, openStoreAsIs, type Keeping, type Store } from "../../src/store/database.ts";

// Removed after the run, since files that share their modules share the folder too.
const folder = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "stores-"));
const server = process.env["TEST_DATABASE_URL"];
/** Nobody misses them after a power cut. */
const keeping: Keeping = { isThrowaway: true };
const madeDatabases: string[] = [];
const templates = new Map<string, Promise<string>>();

/** Drops what a file's tests made on a server, and keeps what further files copy. Nothing to do on SQLite. */
export async function dropDatabases(): Promise<void> {
  const kept = await Promise.all(templates.values());
  const keptNames = new Set(kept.map(databaseName));
  const names = madeDatabases.splice(0);
  madeDatabases.push(...names.filter((name) => keptNames.has(name)));
  for (const name of names) {
    if (!keptNames.has(name)) await administer(`drop database if exists ${name} with (force)`);
  }
}

/** Opens an empty store that is closed and removed when the test ends. */
export async function openTestStore(): Promise<Store> {
  return (await openTestDatabase()).store;
}

/** The same with the URL, for tests that open it again. */
export async function openTestDatabase(): Promise<{ store: Store; url: string }> {
  const url = await migratedDatabase();
  return { store: await openUntilEnd(url), url };
}

/** The same, but kept as an installation keeps it, for tests of just that. */
export async function openDurableDatabase(): Promise<{ store: Store; url: string }> {
  const url = await migratedDatabase();
  return { store: await openUntilEnd(url, {}), url };
}

/** A store with what `fill` writes into an empty one, the first time that something of this name is asked for. */
export async function openFilledStore(
  name: string,
  fill: (store: Store) => Promise<unknown>,
): Promise<Store> {
  const filled = async () => {
    const url = await migratedDatabase();
    const store = await openStoreAsIs(url, keeping);
    await fill(store);
    await store.close();
    return url;
  };
  return openUntilEnd(await newDatabase(await once(name, filled)));
}

/** The URL of an empty store, for an installation that opens it. */
export async function migratedDatabase(): Promise<string> {
  const migrated = async () => {
    const url = await newDatabase(undefined);
    await migrate(url);
    return url;
  };
  return newDatabase(await once("", migrated));
}

function once(name: string, prepare: () => Promise<string>): Promise<string> {
  const prepared = templates.get(name) ?? prepare();
  templates.set(name, prepared);
  return prepared;
}

/** Opens a database as it is; it is closed when the test ends. */
export async function openUntilEnd(url: string, kept = keeping): Promise<Store> {
  const store = await openStoreAsIs(url, kept);
  onTestFinished(() => store.close());
  return store;
}

/** A database without tables, for tests of the migrations themselves. */
export function emptyDatabase(): Promise<string> {
  return newDatabase(undefined);
}

async function newDatabase(templateUrl: string | undefined): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  if (server !== undefined) {
    madeDatabases.push(name);
    // Copying its files takes less than writing each of its pages through the log.
    const like = templateUrl === undefined ? "" : ` template ${databaseName(templateUrl)} strategy file_copy`;
    await administer(`create database ${name}${like}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  }
  const file = join(folder, `${name}.db`);
  if (templateUrl !== undefined) copyFileSync(templateUrl.slice("sqlite:".length), file);
  return `sqlite:${file}`;
}

function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function administer(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
