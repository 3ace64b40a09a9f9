// A fresh migrated store for a test: a copy of one file migrated once, or PostgreSQL when TEST_DATABASE_URL names it.
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, onTestFinished } from "vitest";
import { migrate, openStore, type Store } from "../../src/store/database.ts";

// Removed after the run, since files that share their modules share the folder too.
const folder = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "stores-"));
const server = process.env["TEST_DATABASE_URL"];
const madeDatabases: string[] = [];
let template: Promise<string> | undefined;

afterAll(async () => {
  for (const name of madeDatabases.splice(0)) {
    await administer(`drop database if exists ${name} with (force)`);
  }
});

/** Opens an empty store that is closed and removed when the test ends. */
export async function openTestStore(): Promise<Store> {
  return (await openTestDatabase()).store;
}

/** The same with the URL, for tests that open it again. */
export async function openTestDatabase(): Promise<{ store: Store; url: string }> {
  const url = await migratedDatabase();
  const store = await openStore(url);
  onTestFinished(() => store.close());
  return { store, url };
}

/** The URL of an empty store, for an installation that opens it. */
export async function migratedDatabase(): Promise<string> {
  template ??= migratedTemplate();
  return newDatabase(await template);
}

/** A database without tables, for tests of the migrations themselves. */
export function emptyDatabase(): Promise<string> {
  return newDatabase(undefined);
}

async function migratedTemplate(): Promise<string> {
  const url = await newDatabase(undefined);
  await migrate(url);
  return url;
}

async function newDatabase(templateUrl: string | undefined): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  if (server !== undefined) {
    madeDatabases.push(name);
    const like = templateUrl === undefined ? "" : ` template ${new URL(templateUrl).pathname.slice(1)}`;
    await administer(`create database ${name}${like}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  }
  const file = join(folder, `${name}.db`);
  if (templateUrl !== undefined) copyFileSync(templateUrl.slice("sqlite:".length), file);
  return `sqlite:${file}`;
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
