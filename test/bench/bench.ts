// How fast real mail becomes messages with their notifications, beside mailparser alone over the same mails.
// Writes a temporary folder and removes it. Flags: --short (200 mails instead of 2000), --json. Exit 1: wrong or missed.
import { execFileSync, fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { openStore } from "../../src/store/database.ts";
import type { Answer, Order } from "./installation.ts";

/** At least a quarter of what parsing alone would do. */
const ratioGoal = 0.25;
/** Connections that post at the same time, each kept alive. */
const connections = 8;

const isShort = process.argv.includes("--short");
const mailCount = isShort ? 200 : 2_000;

interface Mail {
  file: string;
  from: string;
  replyTo: string;
  messageId: string;
  typed: string;
  raw: Buffer;
}

const folder = mkdtempSync(join(tmpdir(), "inreply-bench-"));
try {
  process.exitCode = await bench(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(at: string): Promise<number> {
  const generator = new URL("gen-mails.mjs", import.meta.url).pathname;
  const out = join(at, "mails");
  execFileSync(process.execPath, [generator, "--n", String(mailCount), "--out", out]);
  const databaseUrl = `sqlite:${join(at, "bench.db")}`;
  const child = fork(new URL("installation.ts", import.meta.url), [], {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      MAIL_COURIER: "sandbox",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: "silent",
    },
  });
  try {
    const manifest = JSON.parse(readFileSync(`${out}.json`, "utf8")) as Manifest;
    const addresses = [...new Set(Object.values(manifest).map(({ from }) => from))];
    const opened = await ask(child, { kind: "open", addresses });
    if (opened.kind !== "open") throw new Error("The installation answered something else.");
    const mails = Object.entries(manifest).map(([file, meta]) =>
      address(file, readFileSync(join(out, file), "latin1"), meta, opened.replyAddresses[meta.from] ?? ""),
    );
    const parserPerSecond = await measureParser(mails);
    const startedAt = performance.now();
    await postAll(opened.localUrl, mails);
    const settled = await ask(child, { kind: "settle" });
    const seconds = (performance.now() - startedAt) / 1_000;
    if (settled.kind !== "settle") throw new Error("The installation answered something else.");
    child.send({ kind: "stop" } satisfies Order);
    await once(child, "exit");
    const wrong = await listWrong(databaseUrl, mails);
    return report({ wrong, perSecond: mails.length / seconds, parserPerSecond, ...settled });
  } finally {
    child.kill();
  }
}

type Manifest = Record<string, { from: string; to: string; typed: string }>;

/** The next thing the installation says, or an error when it ends instead. */
async function ask(child: ChildProcess, order: Order): Promise<Answer> {
  const answered = new Promise<Answer>((resolve, reject) => {
    const ended = () => reject(new Error("The installation ended."));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer as Answer);
    });
  });
  child.send(order);
  return answered;
}

/** The mail with the reply address it was to go to. From and Message-ID are the generator's: known, and each its own. */
function address(file: string, text: string, meta: Manifest[string], replyTo: string): Mail {
  const headEnd = text.indexOf("\r\n\r\n");
  const head = text.slice(0, headEnd).replaceAll(meta.to, replyTo);
  const messageId = /^Message-ID: (<[^>]+>)/mu.exec(head)?.[1];
  if (messageId === undefined || replyTo === "") throw new Error(`${file} cannot be addressed.`);
  const raw = Buffer.from(head + text.slice(headEnd), "latin1");
  return { file, from: meta.from, replyTo, messageId, typed: meta.typed, raw };
}

/** Mails a second of mailparser with its defaults, one after another. */
async function measureParser(mails: readonly Mail[]): Promise<number> {
  const startedAt = performance.now();
  for (const { raw } of mails) await simpleParser(raw);
  return (mails.length * 1_000) / (performance.now() - startedAt);
}

async function postAll(localUrl: string, mails: readonly Mail[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...mails].toReversed();
  const posting = async () => {
    for (let mail = waiting.pop(); mail !== undefined; mail = waiting.pop())
      await post(localUrl, agent, mail);
  };
  await Promise.all(Array.from({ length: connections }, posting));
  agent.destroy();
}

function post(localUrl: string, agent: Agent, mail: Mail): Promise<void> {
  const boundary = `bench${mail.messageId.replace(/[^a-z0-9]/gu, "").slice(0, 40)}`;
  const fields: [name: string, value: string | Buffer][] = [
    ["email", mail.raw],
    ["envelope", JSON.stringify({ to: [mail.replyTo], from: mail.from })],
    ["SPF", "pass"],
    ["dkim", `{@${mail.from.slice(mail.from.indexOf("@") + 1)} : pass}`],
  ];
  const pieces = fields.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  const body = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
  const headers = {
    "content-type": `multipart/form-data; boundary=${boundary}`,
    "content-length": body.byteLength,
  };
  return new Promise((resolve, reject) => {
    const call = request(`${localUrl}/inbound/sendgrid`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`${mail.file} was answered ${response.statusCode}.`)),
      );
    });
    call.once("error", reject);
    call.end(body);
  });
}

/** One line for every mail that is not a message with exactly the typed words and a notification. */
async function listWrong(databaseUrl: string, mails: readonly Mail[]): Promise<string[]> {
  const store = await openStore(databaseUrl);
  const wrong: string[] = [];
  try {
    for (const mail of mails) {
      const found = await store.read.all<{ text: string; emailCount: number }>(
        `select m.kept as text, (select count(*) from outbound_emails o where o.message_id = m.id) as "emailCount"
         from messages m where m.internet_message_id = ?`,
        mail.messageId,
      );
      const [message] = found;
      if (message === undefined) {
        const inbound = await store.read.first<{ status: string; reason: string | null }>(
          "select status, reason from inbound_emails where internet_message_id = ?",
          mail.messageId,
        );
        wrong.push(`${mail.file}: no message (${inbound?.status ?? "never read"} ${inbound?.reason ?? ""}).`);
      } else if (found.length > 1) wrong.push(`${mail.file}: ${found.length} messages.`);
      else if (message.emailCount < 1) wrong.push(`${mail.file}: no notification.`);
      else if (collapse(message.text) !== collapse(mail.typed)) {
        wrong.push(
          `${mail.file}: other words: …${collapse(message.text).slice(-70)} | …${collapse(mail.typed).slice(-70)}`,
        );
      }
    }
  } finally {
    await store.close();
  }
  return wrong;
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

interface Measured {
  wrong: readonly string[];
  perSecond: number;
  parserPerSecond: number;
  cpuMs: number;
  rssPeakBytes: number;
}

/** Prints the figures and answers the exit code. */
function report({ wrong, perSecond, parserPerSecond, cpuMs, rssPeakBytes }: Measured): number {
  const ratio = perSecond / parserPerSecond;
  const isHeld = ratio >= ratioGoal;
  const cpuMsPerMail = cpuMs / mailCount;
  if (process.argv.includes("--json")) {
    const figures = { mailCount, wrongCount: wrong.length, perSecond, parserPerSecond, ratio, ratioGoal };
    console.log(JSON.stringify({ ...figures, isHeld, cpuMsPerMail, rssPeakBytes, fsyncsPerMail: null }));
  } else {
    const row = (...cells: string[]) =>
      console.log(
        cells
          .map((cell, i) => cell.padEnd(i === 0 ? 30 : 20))
          .join("")
          .trimEnd(),
      );
    row("figure", "ours", "mailparser alone", "ratio", "goal", "held");
    const [ours, theirs] = [perSecond.toFixed(1), parserPerSecond.toFixed(1)];
    const held = isHeld ? "yes" : isShort ? "no (short run)" : "no";
    row("mails a second", ours, theirs, ratio.toFixed(2), `at least ${ratioGoal}`, held);
    row(
      "mails right",
      `${mailCount - wrong.length} of ${mailCount}`,
      "-",
      "-",
      "all",
      wrong.length ? "no" : "yes",
    );
    row("CPU ms a mail", cpuMsPerMail.toFixed(1), "-", "-", "-", "-");
    row("peak memory (RSS), MiB", (rssPeakBytes / 1_048_576).toFixed(0), "-", "-", "-", "-");
    row("fsyncs a mail", "not measured", "-", "-", "-", "-");
  }
  for (const line of wrong.slice(0, 20)) console.error(line);
  return wrong.length > 0 || (!isHeld && !isShort) ? 1 : 0;
}
