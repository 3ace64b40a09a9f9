// What keeps Inreply from starting is one sentence that its operator can act on.
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { readConfig } from "../src/config.ts";
import { start } from "../src/start.ts";
import { listen, openDatabase, Unavailable } from "../src/unavailable.ts";

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "inreply-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A port that something else listens on. */
async function takenPort(): Promise<number> {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  return (other.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

it("a port that is taken is named, with what to do", async () => {
  const port = await takenPort();
  await expect(listen(createServer(), "127.0.0.1", port)).rejects.toThrow(
    new Unavailable(
      `Inreply cannot listen on 127.0.0.1, port ${port}: something else listens there. Stop it, or set PORT.`,
    ),
  );
});

it("an address that is not this machine's is named", async () => {
  await expect(listen(createServer(), "192.0.2.1", 0)).rejects.toThrow(
    /192\.0\.2\.1, port 0: .*EADDRNOTAVAIL/u,
  );
});

it("a database that root makes belongs to the owner of its folder, its write-ahead log as well", async () => {
  const folder = emptyFolder();
  const nobody = 65_534;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, nobody, nobody);
  const store = await openDatabase(`sqlite:${join(folder, "x.db")}`);
  const owners = ["x.db", "x.db-wal", "x.db-shm"].map((file) => statSync(join(folder, file)).uid);
  await store.close();
  expect(new Set(owners)).toEqual(new Set([isRoot ? nobody : process.getuid?.()]));
});

it.each([
  ["a folder", (folder: string) => folder],
  ["a file in what is no folder", (folder: string) => join(fileIn(folder), "x.db")],
  ["no database", fileIn],
])("a database that is %s is refused in a sentence", async (_, fileOf) => {
  const opening = openDatabase(`sqlite:${fileOf(emptyFolder())}`);
  await expect(opening).rejects.toThrow(Unavailable);
  await expect(opening).rejects.toThrow(/^The database that DATABASE_URL names cannot be opened: .+/u);
});

it("a database that a newer version has used is refused in a sentence that says what to do, and not changed", async () => {
  const file = join(emptyFolder(), "inreply.db");
  await (await openDatabase(`sqlite:${file}`)).close();
  const newer = new Database(file);
  newer.exec("insert into knex_migrations (name, batch, migration_time) values ('9999-later', 2, 0)");
  newer.close();
  await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow(
    /^The database that DATABASE_URL names cannot be opened: a newer version of Inreply has used it \(it is at 9999-later, this version knows \d{4}-[a-z-]+\)\. Start that version again, or restore a backup made before\.$/u,
  );
  const after = new Database(file);
  expect(after.prepare("select count(*) as count from knex_migrations where name > '9'").get()).toEqual({
    count: 1,
  });
  after.close();
});

function fileIn(folder: string): string {
  const file = join(folder, "letter.txt");
  writeFileSync(file, "Dear all, this is no database, and it is longer than a hundred bytes.\n".repeat(20));
  return file;
}

it("a start that fails leaves no key and no database behind", async () => {
  const folder = emptyFolder();
  const port = await takenPort();
  const databaseUrl = `sqlite:${join(folder, "inreply.db")}`;
  await expect(start(readConfig({ PORT: String(port), DATABASE_URL: databaseUrl }))).rejects.toThrow(
    Unavailable,
  );
  expect(() => statSync(join(folder, "inreply.db"))).toThrow(/ENOENT/u);
  expect(() => statSync(join(folder, "secret.key"))).toThrow(/ENOENT/u);
});

it("whoever calls while the database is being opened is asked to come again", async () => {
  const port = await freePort();
  const databaseUrl = `sqlite:${join(emptyFolder(), "inreply.db")}`;
  const starting = start(readConfig({ PORT: String(port), DATABASE_URL: databaseUrl, LOG_LEVEL: "silent" }));
  const health = () => fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(10_000) });
  let early: Response | undefined;
  while (early === undefined) {
    early = await health().catch((fault: unknown) => {
      // Refused, as nothing listens yet; one that nobody answers fails otherwise.
      if (fault instanceof TypeError) return undefined;
      throw fault;
    });
  }
  expect([early.status, early.headers.get("retry-after"), await early.text()]).toEqual([
    503,
    "5",
    "Inreply is starting.\n",
  ]);
  const started = await starting;
  expect((await health()).status).toBe(200);
  await started.stop();
}, 30_000);

it("only its owner may read a new database", async () => {
  const file = join(emptyFolder(), "inreply.db");
  const store = await openDatabase(`sqlite:${file}`);
  try {
    for (const each of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(each).mode & 0o077).toBe(0);
  } finally {
    await store.close();
  }
});
