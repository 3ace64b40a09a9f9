// The file of a backup: a .tar.gz with a manifest that says what is in it and proves each file by its SHA-256.
import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { extract, pack } from "tar-stream";
import { codeOf, wordsOf } from "../domain/fault.ts";

const manifestName = "inreply-backup.json";
/** As SQLite reads it, or as `pg_restore` does. */
export const databaseNames = { sqlite: "inreply.db", postgres: "inreply.pgdump" } as const;
export const keyName = "secret.key";

/** What the manifest says. Its names are of this version of the format; another version has another number. */
export interface Manifest {
  inreplyBackup: 1;
  /** ISO 8601, when the backup began: it holds all that was committed before. */
  takenAt: string;
  engine: keyof typeof databaseNames;
  /** The newest migration that the database has. */
  schemaVersion: string;
  /** Where the keys were that prove reply addresses and links: in the settings, in this backup, or not made yet. */
  keys: "settings" | "backup" | "none";
  /** Of each key, by its number: enough to tell whether another is the same, and nothing to make an address with. */
  keyFingerprints: Record<string, string>;
  /** Emails and files whose bytes are in a bucket and not in this backup; absent when there are none. */
  outsideCount?: number;
  files: ArchivedFile[];
}

export interface ArchivedFile {
  name: string;
  sizeBytes: number;
  sha256: string;
}

/** Not a backup of ours, or a damaged one; its message is a sentence. */
export class ArchiveFault extends Error {}

const manifestBytesMax = 65_536;

/** Size and hash of a file that is to be put into a backup. */
export async function archivedFile(folder: string, name: string): Promise<ArchivedFile> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(folder, name)), hash);
  return { name, sizeBytes: (await stat(join(folder, name))).size, sha256: hash.digest("hex") };
}

/**
 * Writes the backup of these files of `folder` to `target`, which only its owner may read: under another name first, flushed
 * to the disk, then renamed. Answers its size in bytes.
 */
export async function writeArchive(target: string, folder: string, manifest: Manifest): Promise<number> {
  const part = `${target}.part-${randomBytes(4).toString("hex")}`;
  try {
    const archive = pack();
    const written = pipeline(archive, createGzip(), createWriteStream(part, { mode: 0o600, flags: "wx" }));
    const filled = fill(archive, folder, manifest).then(() => archive.finalize());
    await Promise.all([written, filled]);
    await flush(part);
    await rename(part, target);
    await flush(dirname(target));
  } finally {
    await rm(part, { force: true });
  }
  return (await stat(target)).size;
}

async function fill(archive: ReturnType<typeof pack>, folder: string, manifest: Manifest): Promise<void> {
  const mtime = new Date(manifest.takenAt);
  archive.entry({ name: manifestName, mode: 0o600, mtime }, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { name, sizeBytes } of manifest.files) {
    const entry = archive.entry({ name, size: sizeBytes, mode: 0o600, mtime });
    await pipeline(createReadStream(join(folder, name)), entry);
  }
}

/** A rename outlasts a power cut only when the file and its folder have reached the disk. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Unpacks a backup into `folder` and checks every file against the manifest. Writes the files that the manifest names and no
 * others, whatever the archive holds. Throws ArchiveFault.
 */
export async function readArchive(source: string, folder: string): Promise<Manifest> {
  const archive = extract();
  const reading = pipeline(createReadStream(source), createGunzip(), archive);
  // Told below, by what waits for the entries.
  reading.catch(() => undefined);
  let manifest: Manifest | undefined;
  const left = new Map<string, ArchivedFile>();
  try {
    for await (const entry of archive) {
      const { name, size, type } = entry.header;
      const bytes = entry as AsyncIterable<Buffer>;
      if (manifest === undefined) {
        if (name !== manifestName || size > manifestBytesMax)
          throw new ArchiveFault("It is no backup of Inreply.");
        manifest = parseManifest(await text(bytes));
        for (const file of manifest.files) left.set(file.name, file);
        continue;
      }
      const file = left.get(name);
      if (file === undefined || type !== "file")
        throw new ArchiveFault("It holds what its manifest does not name.");
      left.delete(name);
      // Told before it is unpacked, since it may be larger than the disk.
      if (size !== file.sizeBytes) throw new ArchiveFault(`Its ${name} is damaged.`);
      await unpack(bytes, join(folder, name));
      const { sizeBytes, sha256 } = await archivedFile(folder, name);
      if (sizeBytes !== size || sha256 !== file.sha256) throw new ArchiveFault(`Its ${name} is damaged.`);
    }
    await reading;
  } catch (fault) {
    if (fault instanceof ArchiveFault) throw fault;
    const code = codeOf(fault) ?? "";
    if (/^E[A-Z]+$/u.test(code)) throw new ArchiveFault(`It cannot be read: ${wordsOf(fault)}.`);
    throw new ArchiveFault("It is no backup of Inreply, or it is damaged or cut short.");
  }
  if (manifest === undefined) throw new ArchiveFault("It is no backup of Inreply.");
  if (left.size > 0) throw new ArchiveFault(`It is cut short: it lacks ${[...left.keys()].join(", ")}.`);
  return manifest;
}

async function unpack(entry: AsyncIterable<Buffer>, target: string): Promise<void> {
  await writeFile(target, "", { flag: "wx", mode: 0o600 });
  await pipeline(entry, createWriteStream(target, { flags: "w" }));
  await chmod(target, 0o600);
  await flush(target);
}

async function text(entry: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Names are those that we write ourselves, so that no archive can name a place outside its folder. */
function parseManifest(json: string): Manifest {
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(json) as Partial<Manifest>;
  } catch {
    throw new ArchiveFault("Its manifest is damaged.");
  }
  if (manifest.inreplyBackup !== 1) throw new ArchiveFault("A newer version of Inreply has made it.");
  const databaseName = databaseNames[manifest.engine ?? "sqlite"];
  const isKnown = (name: unknown) => name === databaseName || name === keyName;
  const isWhole =
    typeof manifest.takenAt === "string" &&
    typeof manifest.schemaVersion === "string" &&
    (manifest.engine === "sqlite" || manifest.engine === "postgres") &&
    typeof manifest.keyFingerprints === "object" &&
    manifest.keyFingerprints !== null &&
    Array.isArray(manifest.files) &&
    manifest.files.some((file) => file?.name === databaseName) &&
    manifest.files.every((file) => isKnown(file?.name)) &&
    (manifest.keys === "backup") === manifest.files.some((file) => file.name === keyName) &&
    (manifest.keys === "backup" || manifest.keys === "settings" || manifest.keys === "none");
  if (!isWhole) throw new ArchiveFault("Its manifest is damaged.");
  return manifest as Manifest;
}
