// Runs one installation under load and measures it, beside mailparser alone; mails are checked by list-wrong.ts.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import type { Draft, Mail } from "../support/load/mails.ts";
import { listWrong } from "./list-wrong.ts";
import { postMails } from "./post-mails.ts";
import { openFor, startInstallation } from "./running.ts";

/** `perSecond` and the figures a mail leave the warm-up out; `wrong` has a line for every mail that is not right. */
export interface Measured {
  perSecond: number;
  cpuMsPerMail: number;
  /** Of 99 in 100 posts, while what was accepted before is processed. */
  acceptMsP99: number;
  rssPeakBytes: number;
  parserPerSecond: number;
  parserCpuMsPerMail: number;
  wrong: string[];
}

/** Measures `drafts` after `warmUp`, between two rounds of mailparser alone over the same mails. */
export async function measure(folder: string, warmUp: Draft[], drafts: Draft[]): Promise<Measured> {
  const databaseUrl = `sqlite:${join(folder, "bench.db")}`;
  const running = startInstallation(databaseUrl);
  try {
    const { localUrl, lists } = await openFor(running, warmUp, drafts);
    const [warmUpMails = [], mails = []] = lists;
    await parseAll(warmUpMails);
    const before = await parseAll(mails);
    await postMails(localUrl, warmUpMails);
    await running.ask({ kind: "settle" });
    const startedAt = performance.now();
    const { latenciesMs } = await postMails(localUrl, mails);
    const { cpuMs, rssPeakBytes } = await running.ask({ kind: "settle" });
    const perSecond = (mails.length * 1_000) / (performance.now() - startedAt);
    const after = await parseAll(mails);
    await running.stop();
    return {
      perSecond,
      cpuMsPerMail: cpuMs / mails.length,
      acceptMsP99: quantile(latenciesMs, 0.99),
      rssPeakBytes,
      parserPerSecond: (2_000 * mails.length) / (before.ms + after.ms),
      parserCpuMsPerMail: (before.cpuMs + after.cpuMs) / (2 * mails.length),
      wrong: await listWrong(databaseUrl, [...warmUpMails, ...mails]),
    };
  } finally {
    running.kill();
  }
}

/** fsync and fdatasync calls a mail, counted by strace in a run of its own; undefined where strace is missing or may not trace. */
export async function countFsyncs(
  folder: string,
  warmUp: Draft[],
  drafts: Draft[],
): Promise<number | undefined> {
  const calls = join(folder, "fsyncs.txt");
  // Only the named calls stop the process, so it runs nearly as fast as without.
  const options = ["-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync,fdatasync", "-o", calls];
  if (spawnSync("strace", [...options, "true"]).status !== 0) return undefined;
  const running = startInstallation(`sqlite:${join(folder, "fsyncs.db")}`, {
    wrapper: ["strace", ...options],
  });
  try {
    const { localUrl, lists } = await openFor(running, warmUp, drafts);
    const [warmUpMails = [], mails = []] = lists;
    await postMails(localUrl, warmUpMails);
    await running.ask({ kind: "settle" });
    const before = countLines(calls);
    await postMails(localUrl, mails);
    await running.ask({ kind: "settle" });
    const count = countLines(calls) - before;
    await running.stop();
    return count / mails.length;
  } finally {
    running.kill();
  }
}

/** Calls that were begun; one that another thread interrupts is written in two lines, of which the second does not count. */
function countLines(file: string): number {
  return readFileSync(file, "utf8").match(/ f(?:data)?sync\(/gu)?.length ?? 0;
}

/** mailparser with its defaults, one mail after another on one thread. */
async function parseAll(mails: readonly Mail[]): Promise<{ ms: number; cpuMs: number }> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  for (const { raw } of mails) await simpleParser(raw);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
