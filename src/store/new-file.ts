// Whose a new file of the installation is, when root typed the command that made it.
import { chownSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** What root makes or puts back beside a database is for whoever the server runs as: the owner of the folder. */
export function giveToOwnerOfFolder(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(resolve(file)));
  chownSync(file, uid, gid);
}
