// Whether the key that proves our addresses and links is kept as it should be. Looks at its file, not into it.
import { closeSync, openSync, statSync, type Stats } from "node:fs";
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";

const check = "secret-keys";

/** `keyFile`: the file beside the database; undefined when SECRET_KEYS is set. */
export function secretKeyFindings(keyFile: string | undefined): Finding[] {
  if (keyFile === undefined) {
    const found = {
      en: "The key of our addresses and links comes from SECRET_KEYS.",
      de: "Der Schlüssel unserer Adressen und Links kommt aus SECRET_KEYS.",
    };
    return [{ check, status: "good", found }];
  }
  const stat = lookAt(keyFile);
  if (stat === "closed") {
    return [
      {
        check,
        status: "fault",
        found: {
          en: `This user may not read the key of our addresses and links, ${keyFile}.`,
          de: `Dieser Benutzer darf den Schlüssel unserer Adressen und Links nicht lesen: ${keyFile}.`,
        },
        todo: {
          en: "Run this as the user that Inreply runs as. If it is that one, give the file to it (chown).",
          de: "Es muss der Benutzer sein, unter dem Inreply läuft. Ist er das, übertragen Sie ihm die Datei (chown).",
        },
      },
    ];
  }
  if (stat === "missing") {
    return [
      {
        check,
        status: "warning",
        found: {
          en: `The key of our addresses and links, ${keyFile}, is not there yet. Inreply makes it when it starts.`,
          de: `Der Schlüssel unserer Adressen und Links, ${keyFile}, ist noch nicht da. Inreply legt ihn beim Start an.`,
        },
        todo: {
          en: `If there was one before, put it back before you start. ${keep.en}`,
          de: `Gab es vorher einen, legen Sie ihn vor dem Start wieder dorthin. ${keep.de}`,
        },
      },
    ];
  }
  // Windows has no such modes and always shows the file as readable by all.
  const mode = stat.mode & 0o777;
  const modeInWords = mode.toString(8).padStart(4, "0");
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    return [
      {
        check,
        status: "warning",
        found: {
          en: `Others on this machine may read ${keyFile} (mode ${modeInWords}), and with it speak in anybody’s place.`,
          de: `Andere auf diesem Rechner dürfen ${keyFile} lesen (Modus ${modeInWords}) und könnten damit im Namen von jedem schreiben.`,
        },
        todo: { en: "Let only its owner read it.", de: "Nur der Besitzer darf sie lesen können." },
        values: [{ label: { en: "Command", de: "Befehl" }, value: `chmod 600 ${keyFile}` }],
      },
    ];
  }
  return [
    {
      check,
      status: "good",
      found: {
        en: `The key of our addresses and links is in ${keyFile}, which only its owner may read. ${keep.en}`,
        de: `Der Schlüssel unserer Adressen und Links steht in ${keyFile}, und nur der Besitzer darf die Datei lesen. ${keep.de}`,
      },
    },
  ];
}

const keep: InEveryLanguage = {
  en: "Keep a copy of it with your backups: without it no reply address or link that was sent works any more.",
  de: "Bewahren Sie eine Kopie davon bei Ihren Sicherungen auf: Ohne ihn funktioniert keine verschickte Antwortadresse und kein Link mehr.",
};

/** `closed`: it, or the folder it is in, is another user's. */
function lookAt(file: string): Stats | "missing" | "closed" {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return "missing";
    closeSync(openSync(file, "r"));
    return stat;
  } catch {
    return "closed";
  }
}
