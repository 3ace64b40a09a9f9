// Whether the key that proves our addresses and links is kept as it should be. Looks at its file, not into it.
import { closeSync, openSync, statSync, type Stats } from "node:fs";
import type { Finding } from "../domain/finding.ts";

const check = "secret-keys";

/** `keyFile`: the file beside the database; undefined when SECRET_KEYS is set. */
export function secretKeyFindings(keyFile: string | undefined): Finding[] {
  if (keyFile === undefined) {
    return [{ check, status: "good", found: "The key of our addresses and links comes from SECRET_KEYS." }];
  }
  const keep =
    "Keep a copy of it with your backups: without it no reply address or link that was sent works any more.";
  const stat = lookAt(keyFile);
  if (stat === "closed") {
    return [
      {
        check,
        status: "fault",
        found: `This user may not read the key of our addresses and links, ${keyFile}.`,
        todo: "Run this as the user that Inreply runs as. If it is that one, give the file to it (chown).",
      },
    ];
  }
  if (stat === "missing") {
    const found = `The key of our addresses and links, ${keyFile}, is not there yet. Inreply makes it when it starts.`;
    return [
      {
        check,
        status: "warning",
        found,
        todo: `If there was one before, put it back before you start. ${keep}`,
      },
    ];
  }
  // Windows has no such modes and always shows the file as readable by all.
  const mode = stat.mode & 0o777;
  if (process.platform !== "win32" && (mode & 0o077) !== 0) {
    return [
      {
        check,
        status: "warning",
        found: `Others on this machine may read ${keyFile} (mode ${mode.toString(8).padStart(4, "0")}), and with it speak in anybody’s place.`,
        todo: "Let only its owner read it.",
        values: [{ label: "Command", value: `chmod 600 ${keyFile}` }],
      },
    ];
  }
  return [
    {
      check,
      status: "good",
      found: `The key of our addresses and links is in ${keyFile}, which only its owner may read. ${keep}`,
    },
  ];
}

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
