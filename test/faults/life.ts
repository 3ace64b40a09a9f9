// One life of a process of an installation: started on a database, watched by its log, killed or told to stop.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the log says of each mail on its way. All but `received` come a moment before or after what they tell is committed. */
export const verbs = ["received", "handled", "announced", "sent"] as const;
export type Verb = (typeof verbs)[number];

/** `inreply start`, `web` or `work`; or `moved`, an installation whose clock can be moved and whose couriers are impatient. */
export type Program = "start" | "web" | "work" | "moved";

export interface Life {
  program: Program;
  /** With what proves a caller. */
  localUrl: string;
  pid: number;
  /** From its beginning until it was ready. */
  startMs: number;
  /** The last step of its work. */
  lastStep: () => Verb | "nothing";
  /** How many of each it did. */
  stepCounts: Record<Verb, number>;
  /** What it logged as a fault of ours, the verbs alone, and how often. */
  faultsLogged: Record<string, number>;
  /** Kills it at once and waits until it is gone. */
  kill: () => Promise<void>;
  /** SIGTERM; answers its exit code, or the signal that ended it, and the milliseconds until then. */
  stop: () => Promise<{ exit: number | NodeJS.Signals | null; ms: number }>;
  /** How much its clock is ahead of the real one from now on. Of a program that is `moved`. */
  setClockAhead: (aheadMs: number) => void;
}

export interface Ended {
  exit: number | null;
  said: string;
}

export const inboundToken = "a-token-for-broken-installations";
const inreply = fileURLToPath(new URL("../../src/inreply.mjs", import.meta.url));
const installation = fileURLToPath(new URL("installation.ts", import.meta.url));
const errorLevel = 50;

/** Starts a process and answers once it is ready. `hear` is told each step of its work. Throws `NotStarted` when it ends before. */
export async function startLife(
  environment: Record<string, string>,
  program: Program = "start",
  hear: (verb: Verb) => void = () => {},
): Promise<Life> {
  const begunAt = performance.now();
  const port = environment["PORT"] ?? String(await freePort());
  const child = spawn(
    process.execPath,
    program === "moved" ? ["--import", "tsx", installation] : [inreply, program],
    {
      // Nothing of our own environment: vitest has a BASE_URL too.
      env: { PATH: process.env["PATH"], ...environment, PORT: port, LOG_LEVEL: "debug" },
      stdio: ["ignore", "pipe", "pipe", program === "moved" ? "ipc" : "ignore"],
    },
  );
  const dieWithUs = () => void child.kill("SIGKILL");
  process.once("exit", dieWithUs);
  const exited = once(child, "exit").finally(() => process.off("exit", dieWithUs));
  let said = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => void (said += text));
  let last: Verb | "nothing" = "nothing";
  const stepCounts = { received: 0, handled: 0, announced: 0, sent: 0 };
  const faultsLogged: Record<string, number> = {};
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const { msg, level } = readLine(line);
    if (msg === "started") begin();
    if (level >= errorLevel) faultsLogged[msg] = (faultsLogged[msg] ?? 0) + 1;
    const verb = verbs.find((known) => known === msg);
    if (verb === undefined) return;
    last = verb;
    stepCounts[verb]++;
    hear(verb);
  });
  const ended = exited.then(() => Promise.reject(new NotStarted({ exit: child.exitCode, said })));
  await Promise.race([begun, ended]);
  // From here on its end is what is wanted.
  ended.catch(() => undefined);
  return {
    program,
    localUrl: `http://inreply:${inboundToken}@127.0.0.1:${port}`,
    pid: child.pid!,
    startMs: Math.round(performance.now() - begunAt),
    lastStep: () => last,
    stepCounts,
    faultsLogged,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    stop: async () => {
      const askedAt = performance.now();
      child.kill("SIGTERM");
      await exited;
      return { exit: child.exitCode ?? child.signalCode, ms: Math.round(performance.now() - askedAt) };
    },
    setClockAhead: (aheadMs) => void child.send({ aheadMs }),
  };
}

/** What a process that could not start said, and its exit code. */
export class NotStarted extends Error {
  readonly ended: Ended;

  constructor(ended: Ended) {
    super(`It did not start, but ended with ${ended.exit}: ${ended.said}`);
    this.ended = ended;
  }
}

function readLine(line: string): { msg: string; level: number } {
  try {
    const { msg = "", level = 0 } = JSON.parse(line) as { msg?: string; level?: number };
    return { msg, level };
  } catch {
    return { msg: "", level: 0 };
  }
}

/** Below those that the system gives to calls: an installation is started again on the port that it had. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const socket = connect(port, "127.0.0.1");
    const isTaken = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!isTaken) return port;
  }
}
