// Whether the database is one to rely on. Is given its condition.
import type { Finding } from "../domain/finding.ts";
import { sizeInWords } from "../domain/in-words.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
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
    found: {
      en: `The database cannot be used: ${reason}`,
      de: `Die Datenbank lässt sich nicht benutzen: ${reason}`,
    },
    todo: {
      en: "If Inreply never ran here, start it: it makes the database. Else check DATABASE_URL, that its server runs, and that this user may read and write there: run this as the user that Inreply runs as.",
      de: "Wenn Inreply hier noch nie lief, starten Sie es: Es legt die Datenbank an. Sonst prüfen Sie DATABASE_URL, ob der Datenbankserver läuft und ob dieser Benutzer dort lesen und schreiben darf; es muss der Benutzer sein, unter dem Inreply läuft.",
    },
  };
}

function durabilityFinding({ engine, version, isDurable, settings }: DatabaseCondition): Finding {
  const check = "database.durability";
  if (isDurable) {
    return {
      check,
      status: "good",
      found: {
        en: `${version}. What it has answered survives a power cut (${settings}).`,
        de: `${version}. Was bestätigt ist, übersteht einen Stromausfall (${settings}).`,
      },
    };
  }
  return {
    check,
    status: "fault",
    found: {
      en: `${version}. The last emails may be lost in a power cut (${settings}).`,
      de: `${version}. Bei einem Stromausfall können die letzten E-Mails verloren gehen (${settings}).`,
    },
    todo:
      engine === "postgres"
        ? {
            en: "Set fsync and synchronous_commit to on in postgresql.conf and reload it.",
            de: "Setzen Sie fsync und synchronous_commit in postgresql.conf auf on, und laden Sie die Datei neu.",
          }
        : {
            en: "Restart Inreply, which sets synchronous to FULL. If it stays so, please report it.",
            de: "Starten Sie Inreply neu; es setzt synchronous auf FULL. Wenn es so bleibt, melden Sie es bitte.",
          },
  };
}

function migrationFinding({ missing, unknown }: DatabaseCondition): Finding {
  const check = "database.migrations";
  if (unknown.length > 0) {
    return {
      check,
      status: "fault",
      found: {
        en: `The database was made by a newer Inreply than this one: it has ${unknown.join(", ")}.`,
        de: `Die Datenbank stammt von einem neueren Inreply als diesem: Sie hat ${unknown.join(", ")}.`,
      },
      todo: {
        en: "Run the newer version. Going back is only possible with a backup that the older version made.",
        de: "Starten Sie die neuere Version. Zurück geht es nur mit einer Sicherung, die die ältere Version gemacht hat.",
      },
    };
  }
  if (missing.length > 0) {
    return {
      check,
      status: "fault",
      found: {
        en: `The database is of an older Inreply: it lacks ${missing.join(", ")}.`,
        de: `Die Datenbank stammt von einem älteren Inreply: Ihr fehlt ${missing.join(", ")}.`,
      },
      todo: {
        en: "Make a backup, then start Inreply once: it brings the database up to date.",
        de: "Machen Sie eine Sicherung, und starten Sie dann Inreply einmal: Es bringt die Datenbank auf den neuen Stand.",
      },
    };
  }
  const found = {
    en: "Its tables are those of this version.",
    de: "Die Tabellen sind die dieser Version.",
  };
  return { check, status: "good", found };
}

function transactionFinding({ transactionMs }: DatabaseCondition): Finding {
  const check = "database.write";
  const found = {
    en: `It can be written to; beginning and ending a transaction took ${transactionMs} ms.`,
    de: `Sie lässt sich beschreiben; eine Transaktion zu beginnen und zu beenden dauerte ${transactionMs} ms.`,
  };
  if (transactionMs <= transactionMsMax) return { check, status: "good", found };
  const todo = {
    en: "Something holds the database for long, or its disk is slow. Do not keep a SQLite file on a network drive.",
    de: "Etwas hält die Datenbank lange fest, oder die Festplatte ist langsam. Eine SQLite-Datei gehört nicht auf ein Netzlaufwerk.",
  };
  return { check, status: "warning", found, todo };
}

function roomFinding({ path, sizeBytes, freeBytes }: NonNullable<DatabaseCondition["file"]>): Finding {
  const check = "database.room";
  const found: InEveryLanguage = {
    en: `${path} has ${sizeInWords(sizeBytes)}; there are ${sizeInWords(freeBytes)} free beside it.`,
    de: `${path} hat ${sizeInWords(sizeBytes, "de")}; daneben sind ${sizeInWords(freeBytes, "de")} frei.`,
  };
  if (freeBytes >= freeBytesLow) return { check, status: "good", found };
  const todo = {
    en: "Make room on that disk. RAW_MAIL_DAYS removes the bytes of old emails by itself.",
    de: "Schaffen Sie Platz auf dieser Festplatte. RAW_MAIL_DAYS entfernt die Rohfassung alter E-Mails von selbst.",
  };
  return { check, status: freeBytes < freeBytesMin ? "fault" : "warning", found, todo };
}

function damageFinding({ damage }: NonNullable<DatabaseCondition["file"]>): Finding {
  const check = "database.damage";
  if (damage === undefined) {
    return {
      check,
      status: "skipped",
      found: {
        en: "The file is too large to be looked through while people wait.",
        de: "Die Datei ist zu groß, um sie durchzusehen, während jemand darauf wartet.",
      },
      todo: {
        en: "Run inreply doctor on the command line, which does it.",
        de: "Rufen Sie auf der Befehlszeile inreply doctor auf; der Befehl tut es.",
      },
    };
  }
  if (damage.length === 0) {
    const found = {
      en: "SQLite finds no damage in the file.",
      de: "SQLite findet keinen Schaden in der Datei.",
    };
    return { check, status: "good", found };
  }
  return {
    check,
    status: "fault",
    found: {
      en: `SQLite finds damage in the file: ${damage.join("; ")}`,
      de: `SQLite findet Schäden in der Datei: ${damage.join("; ")}`,
    },
    todo: {
      en: "Stop Inreply, keep a copy of the file, and restore the newest backup.",
      de: "Halten Sie Inreply an, bewahren Sie eine Kopie der Datei auf, und spielen Sie die neueste Sicherung ein.",
    },
  };
}
