// The command `inreply demo`: a real installation on a free port and a database of its own, gone again at the end.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readConfig } from "../config.ts";
import { systemClock } from "../domain/clock.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { fillIn } from "../outbox/fill-in.ts";
import { start, type Started } from "../start.ts";
import { runDemo } from "./demo.ts";
import { runDemoFiles } from "./demo-files.ts";
import type { DemoServer } from "./demo-server.ts";
import { openTerminal } from "./terminal.ts";

/** Tells the story, or pushes these files through. Answers the exit code: 0 when everything is right. */
export async function runDemoCommand(paths: readonly string[]): Promise<number> {
  const terminal = openTerminal((line) => void process.stdout.write(line), process.stdout.isTTY);
  const files = paths.map(readEmail);
  const folder = mkdtempSync(join(tmpdir(), "inreply-demo-"));
  try {
    const config = readConfig({ DATABASE_URL: `sqlite:${folder}/demo.db`, PORT: "0", LOG_LEVEL: "silent" });
    const started = await start(config, { keeping: { isThrowaway: true } });
    try {
      const server = demoServer(started);
      if (files.length === 0) return (await runDemo(server, terminal)) ? 0 : 1;
      return (await runDemoFiles(server, files, terminal)) ? 0 : 1;
    } finally {
      await started.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readEmail(path: string): { name: string; bytes: Buffer } {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch {
    throw new Problem("not_found", inEnglish(`The file ${path} cannot be read.`));
  }
}

/** What the demo needs of a running installation. */
export function demoServer({ localUrl, store, installation, workers, outbox }: Started): DemoServer {
  return {
    localUrl,
    store,
    clock: systemClock,
    installation,
    settled: workers.settled,
    fillIn: (row) => fillIn(outbox, row),
  };
}
