// Runs a TypeScript file of test/store in a process of its own, as a second installation on the same database would be.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Rejects with what the process wrote when it does not exit with 0. */
export async function inProcess(file: string, ...args: string[]): Promise<string> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", path, ...args]);
  return stdout;
}
