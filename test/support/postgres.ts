// Runs the tests of store and actions and the stories, or the files that are named, on PostgreSQL: a server of our own in a temporary directory, gone afterwards.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "./postgres-server.ts";

const folders = ["test/store", "test/actions", "test/flow"].filter((folder) => existsSync(folder));

let exitCode = 1;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  const server = await startPostgres();
  exitCode = await runTests(server.url);
  await server.stop();
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
}
process.exit(exitCode);

async function runTests(url: string): Promise<number> {
  const typed = process.argv.slice(2);
  const isAnyNamed = typed.some((word) => !word.startsWith("-"));
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const run = spawn(
    process.execPath,
    [vitest, "run", "--maxWorkers=100%", "--project", "shared", ...(isAnyNamed ? [] : folders), ...typed],
    { stdio: "inherit", env: { ...process.env, TEST_DATABASE_URL: url } },
  );
  return new Promise((resolve) => {
    run.once("error", () => resolve(1));
    run.once("exit", (code) => resolve(code ?? 1));
  });
}
