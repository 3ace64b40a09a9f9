// One folder for what all tests of a run write, gone afterwards however its workers ended. Vitest calls it before and after.
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder = "";

/** Workers find it by `TEST_FOLDER`. */
export function setup(): void {
  folder = mkdtempSync(join(inMemory() ?? tmpdir(), "inreply-test-"));
  process.env["TEST_FOLDER"] = folder;
}

/** Linux's file system in memory, where it has room: a commit waits for no disk there. A container's often has 64 MB. */
function inMemory(): string | undefined {
  const memory = "/dev/shm";
  const bytesMin = 4 * 1024 ** 3;
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize < bytesMin ? undefined : memory;
  } catch {
    return undefined;
  }
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
