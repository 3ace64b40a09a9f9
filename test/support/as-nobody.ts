// Work as a user who may read nothing of the tests', which root has to become first, as root may read everything.
import { chmodSync } from "node:fs";

const nobody = 65_534;

/** Runs `work`, which must not wait for anything, as nobody when the tests run as root, with a way into `folder`. */
export function asNobody<T>(folder: string, work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  chmodSync(folder, 0o755);
  process.seteuid?.(nobody);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}
