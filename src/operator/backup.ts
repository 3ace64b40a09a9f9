// `inreply backup FILE`: the database as it is now, with what proves the addresses it gave out, in one file.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { archivedFile, databaseNames, keyName, writeArchive, type Manifest } from "./archive.ts";
import { timestamp } from "../domain/clock.ts";
import { wordsOf } from "../domain/fault.ts";
import { sizeInWords } from "../domain/in-words.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { keyBesideDatabase, keyFileOf } from "../key-file.ts";
import { engineOf, sqliteFile } from "../store/database.ts";
import { takeSnapshot } from "../store/snapshot.ts";
import { SnapshotFault } from "../store/snapshot-fault.ts";
import type { SecretKey } from "../threading/token.ts";
import { Unavailable } from "../unavailable.ts";

export interface Place {
  databaseUrl: string;
  /** Those of the settings; none when a file beside the database holds the key. */
  secretKeys: readonly SecretKey[];
}

/**
 * Backs up a database that may be in use, to a file that must not be there yet. Answers what to tell the operator. Throws
 * `conflict` or `invalid` for the file, `Unavailable` for the database.
 */
export async function backUp(place: Place, file: string, now: Date): Promise<string> {
  const target = resolve(file);
  if (existsSync(target))
    throw new Problem("conflict", inEnglish(`${file} is there already, and no backup is overwritten.`));
  const takenAt = timestamp(now);
  const engine = engineOf(place.databaseUrl);
  const databaseName = databaseNames[engine];
  const folder = makeFolderBeside(target);
  try {
    const snapshot = await takeSnapshot(place.databaseUrl, join(folder, databaseName)).catch(
      (fault: unknown) => {
        const why = fault instanceof SnapshotFault ? fault.message : wordsOf(fault);
        throw new Unavailable(`The database that DATABASE_URL names cannot be backed up: ${why}`);
      },
    );
    const keys = copyKey(place, folder);
    const names = keys.place === "backup" ? [databaseName, keyName] : [databaseName];
    const manifest: Manifest = {
      inreplyBackup: 1,
      takenAt,
      engine,
      schemaVersion: snapshot.version,
      ...(snapshot.outsideCount === 0 ? {} : { outsideCount: snapshot.outsideCount }),
      keys: keys.place,
      keyFingerprints: fingerprintsOf(keys.held),
      files: await Promise.all(names.map((name) => archivedFile(folder, name))),
    };
    const sizeBytes = await writeArchive(target, folder, manifest);
    return `${file} holds the database as it was at ${takenAt} (${sizeInWords(sizeBytes)}, at ${snapshot.version}). ${keyWords[keys.place]}${outsideWords(snapshot.outsideCount)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const keyWords: Record<Manifest["keys"], string> = {
  backup: "The key that proves reply addresses is in it, so keep it as safe as the mail itself.",
  settings:
    "SECRET_KEYS is in the settings and not in it: keep that, too, or no reply address given out so far works again.",
  none: "No key was made yet, since no server has run on this database.",
};

/** Nothing for a backup that has it all. */
function outsideWords(count: number): string {
  if (count === 0) return "";
  const what =
    count === 1 ? "The bytes of one email or file are" : `The bytes of ${count} emails and files are`;
  return ` ${what} in the bucket of S3_URL and NOT in this backup: back up the bucket, too.`;
}

/** For the uncompressed snapshot; on the same disk as the backup, which needs room for both. */
function makeFolderBeside(target: string): string {
  try {
    return mkdtempSync(`${target}.making-`);
  } catch (fault) {
    throw new Problem(
      "invalid",
      inEnglish(`No backup can be written to ${dirname(target)}: ${wordsOf(fault)}.`),
    );
  }
}

function copyKey(
  { databaseUrl, secretKeys }: Place,
  folder: string,
): { place: Manifest["keys"]; held: readonly SecretKey[] } {
  if (secretKeys.length > 0) return { place: "settings", held: secretKeys };
  const database = sqliteFile(databaseUrl);
  if (!existsSync(keyFileOf(database))) return { place: "none", held: [] };
  copyFileSync(keyFileOf(database), join(folder, keyName));
  return { place: "backup", held: [keyBesideDatabase(database)] };
}

/** The start of a hash of each key, by its number. A key is 32 random bytes, which no hash gives away. */
export function fingerprintsOf(keys: readonly SecretKey[]): Record<string, string> {
  const fingerprint = (secret: Uint8Array) =>
    createHash("sha256").update("inreply key fingerprint").update(secret).digest("hex").slice(0, 16);
  return Object.fromEntries(keys.map(({ id, secret }) => [String(id), fingerprint(secret)]));
}
