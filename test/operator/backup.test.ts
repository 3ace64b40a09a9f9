// Backups and what is refused as one: files, keys, versions and databases that do not fit, and nothing changed by any of them.
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip, gunzipSync, gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { pack } from "tar-stream";
import { backUp, type Place } from "../../src/operator/backup.ts";
import { keyBesideDatabase } from "../../src/key-file.ts";
import { restore } from "../../src/operator/restore.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { migrate, openStore, sqliteFile } from "../../src/store/database.ts";
import { migrationNames } from "../../src/store/migrations.ts";
import { fillDatabase, listDamage, readDatabase } from "../store/filled-database.ts";

const now = new Date("2026-03-02T09:00:00.000Z");
const aside = ".replaced-2026-03-02T09-00-00-000Z";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "inreply-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function newPlace(secretKeys: Place["secretKeys"] = []): Place {
  return { databaseUrl: `sqlite:${join(newFolder(), "inreply.db")}`, secretKeys };
}

/** A filled database, with a key beside it unless the settings hold one, and a backup of it. */
async function backedUp(secretKeys: Place["secretKeys"] = []) {
  const place = newPlace(secretKeys);
  await fillDatabase(place.databaseUrl, migrationNames());
  if (secretKeys.length === 0) keyBesideDatabase(sqliteFile(place.databaseUrl));
  const file = join(newFolder(), "backup.tar.gz");
  const said = await backUp(place, file, now);
  return { place, file, said };
}

const folderOf = (place: Place) => join(sqliteFile(place.databaseUrl), "..");
const keyOf = (place: Place) => readFileSync(join(folderOf(place), "secret.key"), "utf8");
const put = (place: Place, file: string, isReplacing = false) => restore(place, file, { isReplacing, now });

async function archiveOf(entries: Record<string, string | Buffer>): Promise<string> {
  const file = join(newFolder(), "made.tar.gz");
  const archive = pack();
  for (const [name, content] of Object.entries(entries)) archive.entry({ name }, content);
  archive.finalize();
  await pipeline(archive, createGzip(), createWriteStream(file));
  return file;
}

const manifest = (changes: object = {}) =>
  JSON.stringify({
    inreplyBackup: 1,
    takenAt: now.toISOString(),
    engine: "sqlite",
    schemaVersion: migrationNames().at(-1),
    keys: "none",
    keyFingerprints: {},
    files: [{ name: "inreply.db", sizeBytes: 1, sha256: "x" }],
    ...changes,
  });

describe("a backup", () => {
  it("brings back every row and the key, to an empty place", async () => {
    const { place, file, said } = await backedUp();
    expect(said).toContain("one email or file are in the bucket of S3_URL and NOT in this backup");
    expect(said).toContain("The key that proves reply addresses is in it");
    const other = newPlace();
    expect(await put(other, file)).toBe(
      `The database is the one of ${now.toISOString()} again (at ${migrationNames().at(-1)}). Its key is in place, so the reply addresses given out before work. Bytes of emails and files are in a bucket: S3_URL must name it, with all that it held at that time (inreply doctor tries it).`,
    );
    expect(await readDatabase(other.databaseUrl)).toEqual(await readDatabase(place.databaseUrl));
    expect(await listDamage(other.databaseUrl)).toEqual([]);
    expect(keyOf(other)).toBe(keyOf(place));
    for (const name of ["inreply.db", "secret.key"])
      expect(statSync(join(folderOf(other), name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folderOf(other)).toSorted()).toEqual(["inreply.db", "secret.key"]);
  });

  it("overwrites no file, leaves nothing half made, and says where it cannot be written", async () => {
    const { place, file } = await backedUp();
    const before = readFileSync(file);
    await expect(backUp(place, file, now)).rejects.toMatchObject({ code: "conflict" });
    expect(readFileSync(file).equals(before)).toBe(true);
    await expect(backUp(place, join(file, "in-a-file.tar.gz"), now)).rejects.toThrow(
      /^No backup can be written to /u,
    );
    const none = { ...newPlace(), databaseUrl: `sqlite:${join(newFolder(), "none.db")}` };
    const target = join(newFolder(), "b.tar.gz");
    await expect(backUp(none, target, now)).rejects.toThrow(/There is no database at .*none\.db\.$/u);
    expect(readdirSync(join(target, ".."))).toEqual([]);
  });

  it("of a former version is restored as it is, and brought up to date by the next start", async () => {
    const place = newPlace();
    await fillDatabase(place.databaseUrl, migrationNames().slice(0, 4));
    const file = join(newFolder(), "old.tar.gz");
    expect(await backUp(place, file, now)).toContain("at 0004-messages)");
    const other = newPlace();
    await put(other, file);
    const store = await openStore(other.databaseUrl);
    expect(await store.read.first("select name from knex_migrations order by name desc limit 1")).toEqual({
      name: migrationNames().at(-1),
    });
    expect(await store.read.first("select count(*) as count from messages")).toEqual({ count: 2 });
    await store.close();
  });
});

describe("a restore in the place of what is there", () => {
  it("keeps the database and the key that were there under another name", async () => {
    const { file } = await backedUp();
    const { place } = await backedUp();
    const [database, key] = [readFileSync(sqliteFile(place.databaseUrl)), keyOf(place)];
    expect(await put(place, file, true)).toContain(`is kept as ${sqliteFile(place.databaseUrl)}${aside};`);
    expect(readFileSync(`${sqliteFile(place.databaseUrl)}${aside}`).length).toBe(database.length);
    expect(await readDatabase(`${place.databaseUrl}${aside}`)).toEqual(await readDatabase(place.databaseUrl));
    expect(readFileSync(join(folderOf(place), `secret.key${aside}`), "utf8")).toBe(key);
    expect(keyOf(place)).not.toBe(key);
  });

  it("needs no leave over a database that holds nobody", async () => {
    const { file } = await backedUp();
    const empty = newPlace();
    await migrate(empty.databaseUrl);
    await put(empty, file);
    expect((await readDatabase(empty.databaseUrl))["clients"]?.length).toBeGreaterThan(0);
  });

  it("also takes the place of what is damaged, and lets no log of it into the new one", async () => {
    const { place, file } = await backedUp();
    const whole = await readDatabase(place.databaseUrl);
    const broken = newPlace();
    const target = sqliteFile(broken.databaseUrl);
    writeFileSync(target, "no database at all ".repeat(500));
    writeFileSync(`${target}-wal`, "an old log");
    await expect(put(broken, file)).rejects.toThrow(/cannot be read .* With --replace it is put aside/u);
    await put(broken, file, true);
    expect(await readDatabase(broken.databaseUrl)).toEqual(whole);
    expect(readFileSync(`${target}${aside}`, "utf8")).toContain("no database at all");
  });

  it("is refused while any process has the database open, even one that does nothing", async () => {
    const { place, file } = await backedUp();
    const idle = new Database(sqliteFile(place.databaseUrl));
    onTestFinished(() => void idle.close());
    idle.pragma("journal_mode = WAL");
    expect(idle.prepare("select count(*) as count from clients").get()).toMatchObject({ count: 2 });
    await expect(put(place, file, true)).rejects.toThrow(
      /^.+ cannot be restored: Something uses the database at .+\. Stop the server and try again\.$/u,
    );
    idle.close();
    await put(place, file, true);
  });
});

describe("keys", () => {
  const one = { id: 0, secret: Buffer.alloc(32, 1) };
  const two = { id: 1, secret: Buffer.alloc(32, 2) };

  it("of the settings are not in a backup, which says so, and are compared when it is restored", async () => {
    const { file, said } = await backedUp([two, one]);
    expect(said).toContain("SECRET_KEYS is in the settings and not in it");
    expect(gunzipSync(readFileSync(file)).includes(two.secret)).toBe(false);
    expect(await put(newPlace([one, two]), file)).toContain("SECRET_KEYS holds its keys");
    expect(await put(newPlace([two]), file)).toContain("Its keys are not all in SECRET_KEYS");
    expect(await put(newPlace(), file)).toContain("set the same ones before the next start");
  });

  it("of a backup are left out where SECRET_KEYS counts, which says whether it holds the same", async () => {
    const { file } = await backedUp();
    const other = newPlace([one]);
    expect(await put(other, file)).toContain("Its keys are not all in SECRET_KEYS");
    expect(existsSync(join(folderOf(other), "secret.key"))).toBe(false);
  });
});

describe("what is no sound backup is refused in a sentence, and nothing changes", () => {
  it.each<[string, (file: string) => string | Promise<string>, RegExp]>([
    ["a file that is not there", () => "/nowhere/b.tar.gz", /It cannot be read: ENOENT/u],
    [
      "a file of something else",
      (file) => write(file, Buffer.from("hello")),
      /no backup of Inreply, or it is damaged/u,
    ],
    [
      "a backup cut short",
      (file) => write(file, readFileSync(file).subarray(0, 4_000)),
      /damaged or cut short/u,
    ],
    ["a changed byte", changeByte, /Its inreply\.db is damaged\./u],
    ["another archive", () => archiveOf({ "a.txt": "x" }), /It is no backup of Inreply\./u],
    [
      "a manifest alone",
      () => archiveOf({ "inreply-backup.json": manifest() }),
      /cut short: it lacks inreply\.db/u,
    ],
    [
      "a manifest that names a place elsewhere",
      () =>
        archiveOf({ "inreply-backup.json": manifest({ files: [{ name: "inreply.db" }, { name: "../x" }] }) }),
      /Its manifest is damaged/u,
    ],
    [
      "an entry that the manifest does not name",
      () => archiveOf({ "inreply-backup.json": manifest(), "../../x": "y" }),
      /holds what its manifest does not name/u,
    ],
    [
      "a sound database, and not the key that its manifest promises",
      async () => {
        const { place } = await backedUp();
        const bytes = readFileSync(sqliteFile(place.databaseUrl));
        const promised = manifest({ keys: "backup", files: [fileOf("inreply.db", bytes)] });
        return archiveOf({ "inreply-backup.json": promised, "inreply.db": bytes });
      },
      /Its manifest is damaged/u,
    ],
    ["no JSON", () => archiveOf({ "inreply-backup.json": "{" }), /Its manifest is damaged/u],
    [
      "a later format",
      () => archiveOf({ "inreply-backup.json": manifest({ inreplyBackup: 2 }) }),
      /newer version/u,
    ],
  ])("(%s)", async (_, make, sentence) => {
    const { place, file } = await backedUp();
    const before = await readDatabase(place.databaseUrl);
    const key = keyOf(place);
    const made = await make(file);
    await expect(put(place, made, true)).rejects.toThrow(sentence);
    await expect(put(place, made, true)).rejects.toMatchObject({ code: "invalid" });
    expect(await readDatabase(place.databaseUrl)).toEqual(before);
    expect(keyOf(place)).toBe(key);
    expect(readdirSync(folderOf(place)).toSorted()).toEqual(["inreply.db", "secret.key"]);
  });

  it("(another engine, a newer version, a damaged database with a right checksum)", async () => {
    const place = newPlace();
    const dump = { engine: "postgres", files: [fileOf("inreply.pgdump", "x")] };
    const postgres = await archiveOf({ "inreply-backup.json": manifest(dump), "inreply.pgdump": "x" });
    await expect(put(place, postgres)).rejects.toThrow(
      /a backup of PostgreSQL, and DATABASE_URL names SQLite\.$/u,
    );
    const files = [fileOf("inreply.db", "no database")];
    const later = { schemaVersion: "9999-later", files };
    const newer = await archiveOf({ "inreply-backup.json": manifest(later), "inreply.db": "no database" });
    await expect(put(place, newer)).rejects.toThrow(
      /a newer version of Inreply has used it \(it is at 9999-later/u,
    );
    const damaged = await archiveOf({
      "inreply-backup.json": manifest({ files }),
      "inreply.db": "no database",
    });
    await expect(put(place, damaged)).rejects.toThrow(
      /Its database cannot be read: file is not a database\./u,
    );
    expect(readdirSync(folderOf(place))).toEqual([]);
  });

  it("(a database that lacks the bytes of an email)", async () => {
    const { place } = await backedUp();
    const database = new Database(sqliteFile(place.databaseUrl));
    database.pragma("foreign_keys = off");
    database.exec("delete from blobs where sha256 = 'aa'; delete from attachments where sha256 = 'aa'");
    database.close();
    await expect(backUp(place, join(newFolder(), "b.tar.gz"), now)).rejects.toThrow(
      /lacks the bytes of emails that should have them \(1\)/u,
    );
  });
});

function write(file: string, bytes: Buffer): string {
  writeFileSync(file, bytes);
  return file;
}

/** A byte in the middle of the database, in an archive that is otherwise whole. */
function changeByte(file: string): string {
  const tar = gunzipSync(readFileSync(file));
  const at = Math.floor(tar.length / 2);
  tar[at] = tar[at]! ^ 0xff;
  return write(file, gzipSync(tar));
}

function fileOf(name: string, content: string | Buffer) {
  return { name, sizeBytes: content.length, sha256: contentHash(Buffer.from(content)) };
}
