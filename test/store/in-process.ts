// Runs a TypeScript file of test/store in a process of its own, as a second installation on the same database would be.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Rejects with what the process wrote when it does not exit with 0. */
export async function inProcess(file: string, ...args: string[]): Promise<string> {
  const { stdout } = await start(file, args);
  return stdout;
}

/**
 * Runs the file once for each list, all of them from the same moment on: the file writes “ready” and begins when its input ends.
 * Answers what each wrote after that.
 */
export async function inProcessesAtOnce(file: string, lists: readonly string[][]): Promise<string[]> {
  const runs = lists.map((args) => start(file, args));
  await Promise.all(
    runs.map((run) => {
      const isReady = new Promise((resolve) => run.child.stdout?.once("data", resolve));
      return Promise.race([isReady, run]);
    }),
  );
  for (const { child } of runs) child.stdin?.end();
  const ended = await Promise.all(runs);
  return ended.map(({ stdout }) => stdout.replace(/^ready\n/u, ""));
}

function start(file: string, args: readonly string[]) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return promisify(execFile)(process.execPath, ["--import", "tsx", path, ...args]);
}
