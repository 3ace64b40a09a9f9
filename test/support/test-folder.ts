// One folder for what all tests of a run write, gone afterwards however its workers ended. Vitest calls it before and after.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder = "";

/** Workers find it by `TEST_FOLDER`. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), "inreply-test-"));
  process.env["TEST_FOLDER"] = folder;
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
