// `inreply restore FILE`: puts a backup in the place of the database that the settings name, as a whole or not at all.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ArchiveFault, databaseNames, keyName, readArchive, type Manifest } from "./archive.ts";
import { fingerprintsOf, type Place } from "./backup.ts";
import { timestamp } from "../domain/clock.ts";
import { wordsOf } from "../domain/fault.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { keyFileOf } from "../key-file.ts";
import { engineOf, refuseNewer, sqliteFile } from "../store/database.ts";
import { giveToOwnerOfFolder } from "../store/new-file.ts";
import { restoreSnapshot } from "../store/snapshot.ts";
import { SnapshotFault } from "../store/snapshot-fault.ts";
import { Unavailable } from "../unavailable.ts";

/**
 * Checks a backup and makes it the database; an older version is brought up to date by the next start. Answers what to tell
 * the operator. Throws `invalid` for what is no sound backup for this installation, `Unavailable` for a database that cannot
 * be replaced, and changes nothing then.
 */
export async function restore(
  place: Place,
  file: string,
  options: { isReplacing: boolean; now: Date },
): Promise<string> {
  const engine = engineOf(place.databaseUrl);
  const folder = makeFolder(place.databaseUrl, file);
  try {
    const manifest = await readArchive(resolve(file), folder).catch((fault: unknown) => {
      if (fault instanceof ArchiveFault)
        throw new Problem("invalid", inEnglish(`${file} cannot be restored: ${fault.message}`));
      throw fault;
    });
    requireFitting(file, manifest, engine);
    const asideSuffix = `.replaced-${timestamp(options.now).replaceAll(/[:.]/gu, "-")}`;
    const restoring = { isReplacing: options.isReplacing, asideSuffix };
    const aside = await restoreSnapshot(
      place.databaseUrl,
      join(folder, databaseNames[engine]),
      restoring,
    ).catch((fault: unknown) => {
      const why = fault instanceof SnapshotFault ? fault.message : wordsOf(fault);
      throw new Unavailable(`${file} cannot be restored: ${why}`);
    });
    const key = putKey(place, manifest, folder, asideSuffix);
    if (engine === "sqlite") giveAway(sqliteFile(place.databaseUrl));
    const sentences = [
      `The database is the one of ${manifest.takenAt} again (at ${manifest.schemaVersion}).`,
      aside === undefined
        ? ""
        : `What was there before is kept as ${aside}; delete it once nothing is missed.`,
      key,
      manifest.outsideCount === undefined
        ? ""
        : "Bytes of emails and files are in a bucket: S3_URL must name it, with all that it held at that time (inreply doctor tries it).",
    ];
    return sentences.filter((sentence) => sentence !== "").join(" ");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Beside a SQLite file, since a rename cannot leave its disk; else beside the backup, where there was room for one. */
function makeFolder(databaseUrl: string, backup: string): string {
  if (engineOf(databaseUrl) === "postgres") {
    try {
      return mkdtempSync(`${resolve(backup)}.restoring-`);
    } catch {
      return mkdtempSync(join(tmpdir(), "inreply-restore-"));
    }
  }
  const file = resolve(sqliteFile(databaseUrl));
  try {
    mkdirSync(dirname(file), { recursive: true });
    return mkdtempSync(`${file}.restoring-`);
  } catch (fault) {
    throw new Unavailable(`Nothing can be restored to ${dirname(file)}: ${wordsOf(fault)}.`);
  }
}

function requireFitting(file: string, manifest: Manifest, engine: Manifest["engine"]): void {
  const names = { sqlite: "SQLite", postgres: "PostgreSQL" };
  if (manifest.engine !== engine) {
    throw new Problem(
      "invalid",
      inEnglish(`${file} is a backup of ${names[manifest.engine]}, and DATABASE_URL names ${names[engine]}.`),
    );
  }
  try {
    refuseNewer([manifest.schemaVersion]);
  } catch (fault) {
    throw new Problem("invalid", inEnglish(`${file} cannot be restored: ${wordsOf(fault)}`));
  }
}

function giveAway(database: string): void {
  for (const file of [database, keyFileOf(database)]) if (existsSync(file)) giveToOwnerOfFolder(file);
}

/** Puts the backup's key in its place where a file is what counts; else tells whether the settings hold the same. */
function putKey(
  { databaseUrl, secretKeys }: Place,
  manifest: Manifest,
  folder: string,
  asideSuffix: string,
): string {
  if (secretKeys.length > 0) {
    const held = Object.values(fingerprintsOf(secretKeys));
    const lost = Object.values(manifest.keyFingerprints).some((fingerprint) => !held.includes(fingerprint));
    return lost
      ? "Its keys are not all in SECRET_KEYS: reply addresses and links that they proved do not work until they are."
      : "SECRET_KEYS holds its keys, so the reply addresses given out before work.";
  }
  if (manifest.keys === "settings") {
    return "Its keys were in SECRET_KEYS and are not in the backup: set the same ones before the next start, or no reply address given out before works.";
  }
  const target = keyFileOf(sqliteFile(databaseUrl));
  if (existsSync(target)) renameSync(target, `${target}${asideSuffix}`);
  if (manifest.keys === "none") return "";
  renameSync(join(folder, keyName), target);
  return "Its key is in place, so the reply addresses given out before work.";
}
