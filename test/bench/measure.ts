// Runs one installation under load and measures it; checks afterwards that every mail became what it should.
import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { openStore, type Store } from "../../src/store/database.ts";
import type { Answer, Order } from "./installation.ts";
import { addressMail, type Draft, type Mail } from "../support/load/mails.ts";
import { postMails } from "./post-mails.ts";

/** Connections that post at the same time, each kept alive. */
const connections = 8;

/** `perSecond` and the figures a mail leave the warm-up out; `wrong` has a line for every mail that is not right. */
export interface Measured {
  perSecond: number;
  parserPerSecond: number;
  cpuMsPerMail: number;
  rssPeakBytes: number;
  wrong: string[];
}

/** Measures `drafts` after `warmUp`, between two rounds of mailparser alone over the same mails. */
export async function measure(folder: string, warmUp: Draft[], drafts: Draft[]): Promise<Measured> {
  const databaseUrl = `sqlite:${join(folder, "bench.db")}`;
  const child = startInstallation(databaseUrl, []);
  try {
    const { localUrl, mails, warmUpMails } = await open(child, warmUp, drafts);
    await parseAll(warmUpMails);
    const parserBefore = await parserSpeed(mails);
    await postMails(localUrl, warmUpMails, connections);
    await ask(child, "settle");
    const startedAt = performance.now();
    await postMails(localUrl, mails, connections);
    const { cpuMs, rssPeakBytes } = await ask(child, "settle");
    const perSecond = (mails.length * 1_000) / (performance.now() - startedAt);
    const parserPerSecond = (parserBefore + (await parserSpeed(mails))) / 2;
    await stop(child);
    const wrong = await listWrong(databaseUrl, [...warmUpMails, ...mails]);
    return { perSecond, parserPerSecond, cpuMsPerMail: cpuMs / mails.length, rssPeakBytes, wrong };
  } finally {
    child.kill();
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
  const traced = ["strace", ...options];
  const child = startInstallation(`sqlite:${join(folder, "fsyncs.db")}`, traced);
  try {
    const { localUrl, mails, warmUpMails } = await open(child, warmUp, drafts);
    await postMails(localUrl, warmUpMails, connections);
    await ask(child, "settle");
    const before = countLines(calls);
    await postMails(localUrl, mails, connections);
    await ask(child, "settle");
    const count = countLines(calls) - before;
    await stop(child);
    return count / mails.length;
  } finally {
    child.kill();
  }
}

/** Calls that were begun; one that another thread interrupts is written in two lines, of which the second does not count. */
function countLines(file: string): number {
  return readFileSync(file, "utf8").match(/ f(?:data)?sync\(/gu)?.length ?? 0;
}

function startInstallation(databaseUrl: string, wrapper: string[]): ChildProcess {
  const [execPath, ...execArgv] = [...wrapper, process.execPath, "--import", "tsx"];
  return fork(new URL("installation.ts", import.meta.url), [], {
    ...(execPath === undefined ? {} : { execPath }),
    execArgv,
    env: {
      ...process.env,
      MAIL_COURIER: "sandbox",
      // So many mails in a minute are a storm, which is not what is tried here.
      STORM_EMAILS_MAX: "1000000",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "silent",
    },
  });
}

async function open(child: ChildProcess, warmUp: Draft[], drafts: Draft[]) {
  const addresses = [...new Set([...warmUp, ...drafts].map(({ from }) => from))];
  const { localUrl, replyAddresses } = await ask(child, "open", addresses);
  const addressed = (draft: Draft) => addressMail(draft, replyAddresses[draft.from] ?? "");
  return { localUrl, mails: drafts.map(addressed), warmUpMails: warmUp.map(addressed) };
}

/** What the installation says next, or an error when it ends or says something else. */
async function ask<Kind extends Answer["kind"]>(child: ChildProcess, kind: Kind, addresses?: string[]) {
  const answered = new Promise<Answer>((resolve, reject) => {
    const ended = () => reject(new Error("The installation ended."));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer as Answer);
    });
  });
  child.send({ kind, addresses } satisfies { kind: string; addresses?: string[] | undefined });
  const answer = await answered;
  if (answer.kind !== kind) throw new Error(`The installation answered ${answer.kind} to ${kind}.`);
  return answer as Extract<Answer, { kind: Kind }>;
}

async function stop(child: ChildProcess): Promise<void> {
  child.send({ kind: "stop" } satisfies Order);
  await once(child, "exit");
}

/** Mails a second of mailparser with its defaults, one after another on one thread. */
async function parserSpeed(mails: readonly Mail[]): Promise<number> {
  const startedAt = performance.now();
  await parseAll(mails);
  return (mails.length * 1_000) / (performance.now() - startedAt);
}

async function parseAll(mails: readonly Mail[]): Promise<void> {
  for (const { raw } of mails) await simpleParser(raw);
}

/** One line for every mail that is not a message with exactly the typed words and a notification. */
async function listWrong(databaseUrl: string, mails: readonly Mail[]): Promise<string[]> {
  const store = await openStore(databaseUrl);
  const wrong: string[] = [];
  try {
    for (const mail of mails) {
      const fault = await faultOf(store, mail);
      if (fault !== undefined) wrong.push(`${mail.file}: ${fault}`);
    }
  } finally {
    await store.close();
  }
  return wrong;
}

async function faultOf(store: Store, mail: Mail): Promise<string | undefined> {
  const found = await store.read.all<{ text: string; emailCount: number }>(
    `select m.kept as text, (select count(*) from outbound_emails o where o.message_id = m.id) as "emailCount"
     from thread_ids i join messages m on m.task_id = i.task_id and m.internet_message_id = i.internet_message_id
     where i.internet_message_id = ?`,
    mail.messageId,
  );
  const [message] = found;
  if (message === undefined) {
    const inbound = await store.read.first<{ status: string; reason: string | null }>(
      "select status, reason from inbound_emails where internet_message_id = ?",
      mail.messageId,
    );
    return `no message (${inbound?.status ?? "never read"} ${inbound?.reason ?? ""}).`;
  }
  if (found.length > 1) return `${found.length} messages.`;
  if (message.emailCount < 1) return "no notification.";
  const [kept, typed] = [collapse(message.text), collapse(mail.typed)];
  return kept === typed ? undefined : `other words: …${kept.slice(-70)} | …${typed.slice(-70)}`;
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
