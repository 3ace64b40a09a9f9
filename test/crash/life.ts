// One life of an installation: started on a database, watched by its log, killed at a step of its work or stopped.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

/** What the log says of each mail on its way. All but `received` come a moment before or after what they tell is committed. */
export const verbs = ["received", "handled", "announced", "sent"] as const;
export type Verb = (typeof verbs)[number];

export interface Life {
  localUrl: string;
  /** Kills the process `delayMs` after so many steps from now, or when none came for too long. Answers the last step. */
  killAfter: (stepCount: number, delayMs: number) => Promise<Verb | "nothing">;
  /** Asks it to stop in order and waits until it has. */
  stop: () => Promise<void>;
  /** Ends it at once, whatever it does; for a test that failed. */
  kill: () => void;
}

/** Without any step for so long there is nothing to wait for. */
const stillMsMax = 3_000;

export async function startLife(environment: Record<string, string>): Promise<Life> {
  const child = fork(new URL("installation.ts", import.meta.url), [], {
    execArgv: ["--import", "tsx"],
    // Nothing of our own environment: vitest has a BASE_URL too.
    env: { PATH: process.env["PATH"], ...environment, LOG_LEVEL: "debug" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  let last: Verb | "nothing" = "nothing";
  let hear: (verb: Verb) => void = () => {};
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const verb = verbOf(line);
    if (verb === undefined) return;
    last = verb;
    hear(verb);
  });
  const ended = exited.then(() => Promise.reject(new Error("The installation did not start.")));
  const [localUrl] = (await Promise.race([once(child, "message"), ended])) as [string];
  // From here on its end is what is wanted.
  ended.catch(() => undefined);
  return {
    localUrl,
    killAfter: async (stepCount, delayMs) => {
      await steps(stepCount, (listener) => {
        hear = listener;
      });
      await wait(delayMs);
      child.kill("SIGKILL");
      await exited;
      if (child.signalCode !== "SIGKILL") throw new Error(`The installation ended with ${child.exitCode}.`);
      return last;
    },
    stop: async () => {
      child.send("stop");
      await exited;
      if (child.exitCode !== 0) throw new Error(`The installation stopped with ${child.exitCode}.`);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

function verbOf(line: string): Verb | undefined {
  try {
    const { msg } = JSON.parse(line) as { msg?: string };
    return verbs.find((verb) => verb === msg);
  } catch {
    return undefined;
  }
}

function steps(stepCount: number, listen: (listener: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    let left = stepCount;
    let timer = setTimeout(resolve, stillMsMax);
    listen(() => {
      left--;
      clearTimeout(timer);
      if (left <= 0) resolve();
      else timer = setTimeout(resolve, stillMsMax);
    });
  });
}
