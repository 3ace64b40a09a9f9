// The `inreply` command as an operator types it: in a process of its own, or in this one, which is sooner done.
import { spawn, type ChildProcess } from "node:child_process";
import { PassThrough } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { run } from "../../src/cli.ts";

const program = fileURLToPath(new URL("../../src/inreply.mjs", import.meta.url));

export interface Ran {
  exit: number | null;
  out: string;
  err: string;
}

/** Runs it with these settings and no others, and with nothing on its standard input. */
export async function inreply(
  words: string[],
  settings: Record<string, string>,
  folder?: string,
): Promise<Ran> {
  return inreplyWith(({ stdin }) => stdin?.end(), words, settings, folder);
}

/** Runs it within this process: the same but for the start and end of a process. */
export async function inreplyHere(words: string[], settings: Record<string, string>): Promise<Ran> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([textOf(out), textOf(err)]);
  const exit = await run(words, { env: { ...settings }, out, err });
  out.end();
  err.end();
  const [outText, errText] = await said;
  return { exit, out: outText, err: errText };
}

/** Runs it so; `use` is given the process, writes its standard input and may stop it. */
export function inreplyWith(
  use: (child: ChildProcess) => void,
  words: string[],
  settings: Record<string, string>,
  folder?: string,
): Promise<Ran> {
  const env = { PATH: process.env["PATH"] ?? "", ...settings };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      env,
      ...(folder === undefined ? {} : { cwd: folder }),
    });
    // One that ends before it has read its input is no fault of the test's.
    child.stdin.on("error", () => {});
    const ran: Ran = { exit: null, out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => void (ran.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => void (ran.err += text));
    child.on("error", reject).on("close", (exit) => resolve({ ...ran, exit }));
    use(child);
  });
}
