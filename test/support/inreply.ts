// The `inreply` command as an operator types it, in a process of its own.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../src/inreply.mjs", import.meta.url));

export interface Ran {
  exit: number | null;
  out: string;
  err: string;
}

/** Runs it with these settings and no others. */
export function inreply(words: string[], settings: Record<string, string>, folder?: string): Promise<Ran> {
  const env = { PATH: process.env["PATH"] ?? "", ...settings };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      env,
      ...(folder === undefined ? {} : { cwd: folder }),
    });
    const ran: Ran = { exit: null, out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (ran.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (ran.err += text));
    child.on("error", reject).on("close", (exit) => resolve({ ...ran, exit }));
  });
}
