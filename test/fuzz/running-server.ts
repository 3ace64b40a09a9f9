// A real installation as it runs in production: `inreply start` in a process of its own with a database on disk. Watched by
// its log, what it writes to standard error, its memory, and how soon it answers /health.
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { keyRing, type KeyRing } from "../../src/threading/token.ts";
import type { Proofs } from "./call.ts";
import { writeWorld } from "./world.ts";

export const replyDomain = "reply.northbeam.example";
const sampleMs = 500;
/** It loads its own sources first, which takes long on a busy machine. */
const startMsMax = 180_000;

export interface RunningServer {
  pid: number;
  localUrl: string;
  databaseUrl: string;
  keys: KeyRing;
  proofs: Proofs;
  watch: Watch;
  isAlive: () => boolean;
  stop: () => Promise<void>;
}

export interface Watch {
  /** Emails that came to an outcome. */
  outcomes: number;
  /** What went wrong by its own word: log lines of level error, and whatever is on standard error. */
  complaints: string[];
  rssBytes: number[];
  healthMsMax: number;
  healthFaults: number;
}

/** `dns` is asked for the keys of signatures. */
export async function startServer(folder: string, dns: string): Promise<RunningServer> {
  const secret = Buffer.alloc(32, 7);
  const [inbound, events] = [0, 1].map(() => generateKeyPairSync("ec", { namedCurve: "prime256v1" }));
  const publicKey = (pair: typeof inbound) =>
    pair!.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const proofs: Proofs = {
    token: "a-token-for-the-fuzzer",
    inboundKey: inbound!.privateKey,
    eventsKey: events!.privateKey,
  };
  const databaseUrl = `sqlite:${join(folder, "fuzz.db")}`;
  const keys = keyRing([{ id: 0, secret }]);
  await writeWorld(databaseUrl, keys, replyDomain);
  const program = fileURLToPath(new URL("../../src/inreply.mjs", import.meta.url));
  const child = spawn(process.execPath, [program, "start"], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      MAIL_COURIER: "sandbox",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      REPLY_DOMAIN: replyDomain,
      SECRET_KEYS: `0:${secret.toString("base64")}`,
      INBOUND_TOKEN: proofs.token,
      SENDGRID_WEBHOOK_KEY: publicKey(inbound),
      SENDGRID_EVENTS_KEY: publicKey(events),
      DNS_SERVERS: dns,
      LOG_LEVEL: "info",
    },
  });
  const exited = once(child, "exit");
  // Whatever ends the fuzzer ends the installation too.
  process.once("exit", () => child.kill("SIGKILL"));
  const watch: Watch = { outcomes: 0, complaints: [], rssBytes: [], healthMsMax: 0, healthFaults: 0 };
  let isStopping = false;
  void exited.then(([code, signal]) => {
    if (!isStopping) watch.complaints.push(`The process ended: ${code ?? signal}.`);
  });
  createInterface({ input: child.stderr }).on("line", (line) => watch.complaints.push(line));
  const localUrl = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The installation did not start.")), startMsMax);
    void exited.then(() => reject(new Error(`The installation ended: ${watch.complaints.join("\n")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) {
        hear(line, watch);
        return;
      }
      const port = /http:\/\/localhost:(\d+)\/sandbox/u.exec(line)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}`);
    });
  });
  watch.outcomes = 0;
  const poller = pollHealth(localUrl, child.pid!, watch);
  const sampler = setInterval(() => watch.rssBytes.push(rssOf(child.pid!)), sampleMs);
  return {
    pid: child.pid!,
    localUrl,
    databaseUrl,
    keys,
    proofs,
    watch,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      isStopping = true;
      clearInterval(sampler);
      await poller.terminate();
      child.kill("SIGTERM");
      await exited;
    },
  };
}

function hear(line: string, watch: Watch): void {
  const { level, msg, id } = JSON.parse(line) as { level: number; msg: string; id?: number };
  if (id !== undefined && /^(?:handled|held|ignored|failed|processing failed)$/u.test(msg)) watch.outcomes++;
  if (level >= 50) watch.complaints.push(line);
}

function pollHealth(localUrl: string, pid: number, watch: Watch): Worker {
  const poller = new Worker(new URL("poll-health.mjs", import.meta.url), { workerData: { localUrl, pid } });
  poller.on("message", ({ ms, isAnswered }: { ms: number; isAnswered: boolean }) => {
    watch.healthMsMax = Math.max(watch.healthMsMax, ms);
    if (!isAnswered) watch.healthFaults++;
  });
  return poller;
}

/** Linux tells it in kB; elsewhere there is none to compare. */
function rssOf(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}
