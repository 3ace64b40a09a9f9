// Asks one program for all replies, in a process of its own with a time limit for each. Writes nothing.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ReplyCase } from "../../support/replies/case.ts";
import type { Sent } from "./answering.ts";
import type { LibraryName } from "./library.ts";

const program = fileURLToPath(new URL("answering.ts", import.meta.url));
const startTimeMs = 60_000;

/** What came of one reply: the text shown, or why there is none; that counts as an empty text. */
export interface Answered {
  reply: string;
  fault: "too slow" | "threw" | undefined;
}

/** The answers in the order of the cases. A process that is too slow for one is ended, and another goes on behind it. */
export async function askLibrary(
  name: LibraryName,
  cases: readonly ReplyCase[],
  timeMs: number,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  let child: ChildProcess | undefined;
  try {
    for (const { kind, text, html, eml, parent } of cases) {
      if (child === undefined) {
        child = fork(program, [name], { execArgv: ["--import", "tsx"], serialization: "advanced" });
        if ((await nextOf(child, startTimeMs)) === undefined) throw new Error(`${name} does not start.`);
      }
      child.send({ kind, text, html, eml, parent });
      const sent = await nextOf(child, timeMs);
      if (sent === undefined) {
        child.kill("SIGKILL");
        child = undefined;
      }
      const reply = sent?.kind === "answer" ? sent.reply : "";
      const fault = sent === undefined ? "too slow" : sent.kind === "fault" ? "threw" : undefined;
      answers.push({ reply, fault });
    }
  } finally {
    child?.kill();
  }
  return answers;
}

/** What the process sends next; undefined when it says nothing for so long, or ends. */
async function nextOf(child: ChildProcess, timeMs: number): Promise<Sent | undefined> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(timeMs)]);
  try {
    const ended = once(child, "exit", { signal }).then(() => undefined);
    const sent = once(child, "message", { signal }).then(([message]) => message as Sent);
    // The one that comes second is given up.
    ended.catch(() => {});
    sent.catch(() => {});
    return await Promise.race([sent, ended]);
  } catch {
    return undefined;
  } finally {
    done.abort();
  }
}
