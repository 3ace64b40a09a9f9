// Whether the database is one to rely on. Is given its condition.
import type { Finding } from "../domain/finding.ts";
import { sizeInWords } from "../domain/in-words.ts";
import type { DatabaseCondition } from "../store/condition.ts";

const megabyte = 1024 * 1024;
const gigabyte = 1024 * megabyte;
/** Free room below which the operator is told; and below which a few large emails may be refused. */
const freeBytesLow = 2 * gigabyte;
const freeBytesMin = 200 * megabyte;
/** A transaction that takes longer waits for another one, or for a slow disk. */
const transactionMsMax = 1_000;

export function databaseFindings(condition: DatabaseCondition): Finding[] {
  return [
    durabilityFinding(condition),
    migrationFinding(condition),
    transactionFinding(condition),
    ...(condition.file === undefined ? [] : [roomFinding(condition.file), damageFinding(condition.file)]),
  ];
}

/** `reason`: what the engine says. */
export function unusableDatabase(reason: string): Finding {
  return {
    check: "database",
    status: "fault",
    found: `The database cannot be used: ${reason}`,
    todo: "If Inreply never ran here, start it: it makes the database. Else check DATABASE_URL, that its server runs, and that this user may read and write there: run this as the user that Inreply runs as.",
  };
}

function durabilityFinding({ engine, version, isDurable, settings }: DatabaseCondition): Finding {
  const check = "database.durability";
  if (isDurable) {
    return {
      check,
      status: "good",
      found: `${version}. What it has answered survives a power cut (${settings}).`,
    };
  }
  return {
    check,
    status: "fault",
    found: `${version}. The last emails may be lost in a power cut (${settings}).`,
    todo:
      engine === "postgres"
        ? "Set fsync and synchronous_commit to on in postgresql.conf and reload it."
        : "Restart Inreply, which sets synchronous to FULL. If it stays so, please report it.",
  };
}

function migrationFinding({ missing, unknown }: DatabaseCondition): Finding {
  const check = "database.migrations";
  if (unknown.length > 0) {
    return {
      check,
      status: "fault",
      found: `The database was made by a newer Inreply than this one: it has ${unknown.join(", ")}.`,
      todo: "Run the newer version. Going back is only possible with a backup that the older version made.",
    };
  }
  if (missing.length > 0) {
    return {
      check,
      status: "fault",
      found: `The database is of an older Inreply: it lacks ${missing.join(", ")}.`,
      todo: "Make a backup, then start Inreply once: it brings the database up to date.",
    };
  }
  return { check, status: "good", found: "Its tables are those of this version." };
}

function transactionFinding({ transactionMs }: DatabaseCondition): Finding {
  const check = "database.write";
  const found = `It can be written to; beginning and ending a transaction took ${transactionMs} ms.`;
  if (transactionMs <= transactionMsMax) return { check, status: "good", found };
  const todo =
    "Something holds the database for long, or its disk is slow. Do not keep a SQLite file on a network drive.";
  return { check, status: "warning", found, todo };
}

function roomFinding({ path, sizeBytes, freeBytes }: NonNullable<DatabaseCondition["file"]>): Finding {
  const check = "database.room";
  const found = `${path} has ${sizeInWords(sizeBytes)}; there are ${sizeInWords(freeBytes)} free beside it.`;
  if (freeBytes >= freeBytesLow) return { check, status: "good", found };
  const todo = "Make room on that disk. RAW_MAIL_DAYS removes the bytes of old emails by itself.";
  return { check, status: freeBytes < freeBytesMin ? "fault" : "warning", found, todo };
}

function damageFinding({ damage }: NonNullable<DatabaseCondition["file"]>): Finding {
  const check = "database.damage";
  if (damage === undefined) {
    const found = "The file is too large to be looked through while people wait.";
    return {
      check,
      status: "skipped",
      found,
      todo: "Run inreply doctor on the command line, which does it.",
    };
  }
  if (damage.length === 0) return { check, status: "good", found: "SQLite finds no damage in the file." };
  return {
    check,
    status: "fault",
    found: `SQLite finds damage in the file: ${damage.join("; ")}`,
    todo: "Stop Inreply, keep a copy of the file, and restore the newest backup.",
  };
}
