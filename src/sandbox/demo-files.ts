// Pushes real emails through the webhook of an installation and prints what became of each, and what was kept, quoted and
// signed of it. What is held is then opened as a task by staff, so that its words are read as well.
import { openTaskFromEmail } from "../actions/open-task-from-email.ts";
import { timestamp } from "../domain/clock.ts";
import { wordsOf } from "../domain/message.ts";
import { findInboundEmail, type InboundEmailRow } from "../store/inbound-emails.ts";
import { findMessageIdOfEmail, findWholeMessage, type WholeMessageRow } from "../store/messages.ts";
import type { DemoServer } from "./demo-server.ts";
import { findPosted } from "./find-inbound.ts";
import { postInbound } from "./post-inbound.ts";
import { seedWorld, type World } from "./seed-world.ts";
import { shown, type Terminal } from "./terminal.ts";

/** Works on an empty store. Answers whether every file was taken and read; what became of it is for its reader to judge. */
export async function runDemoFiles(
  server: DemoServer,
  files: readonly { name: string; bytes: Buffer }[],
  terminal: Terminal,
): Promise<boolean> {
  const world = await seedWorld(server.store, timestamp(server.clock()));
  let areAllRead = true;
  for (const file of files) {
    terminal.line();
    terminal.line(terminal.bold(shown(file.name, "")));
    const row = await pushThrough(server, file.bytes, terminal);
    if (row !== undefined) {
      printOutcome(row, terminal);
      await printWords(server, world, row, terminal);
    }
    areAllRead &&= row !== undefined && row.status !== "failed";
  }
  return areAllRead;
}

async function pushThrough(
  server: DemoServer,
  raw: Buffer,
  terminal: Terminal,
): Promise<InboundEmailRow | undefined> {
  const envelopeFrom = envelopeSender(raw);
  const email = {
    raw,
    envelopeFrom,
    envelopeTo: server.installation.mailFrom,
    from: envelopeFrom,
    subject: "",
    // Who vouched for it when it was first received is not known here any more.
    signingDomain: "",
  };
  const { status, answer } = await postInbound(server.localUrl, email);
  if (status !== 200) {
    terminal.line(`  ${terminal.bad("✗")} The webhook answered ${status}: ${shown(answer, "", 3)}`);
    return undefined;
  }
  await server.settled();
  const row = await findPosted(server.store.read, email);
  if (row === undefined) throw new Error("The webhook took an email that is not stored.");
  return row;
}

function printOutcome(row: InboundEmailRow, terminal: Terminal): void {
  const { status, reason, fromName, fromAddress, subject, evidence } = row;
  terminal.line(`  From     ${shown(`${fromName ?? ""} <${fromAddress ?? "nobody"}>`.trim(), "", 1)}`);
  terminal.line(`  Subject  ${shown(subject ?? "", "", 1)}`);
  terminal.line(`  Outcome  ${status} ${terminal.faint(`(${shown(reason ?? "no reason", "", 1)})`)}`);
  for (const { found } of evidence) terminal.line(terminal.faint(shown(found, "    · ")));
}

/** What was kept and quoted; of a held email after staff have opened a task from it in a client's name. */
async function printWords(
  server: DemoServer,
  world: World,
  row: InboundEmailRow,
  terminal: Terminal,
): Promise<void> {
  if (row.status === "held") {
    const { store, clock } = server;
    const input = { emailId: row.id, author: world.people.ann, byStaffId: world.people.priya.id };
    await store.write((rows) => openTaskFromEmail(rows, timestamp(clock()), input));
    await server.settled();
    terminal.line(terminal.faint("  Staff open a task from it, so it is read:"));
  }
  const message = await findMessageOf(server, row.id);
  if (message !== undefined) return printParts(message, terminal);
  const { status, reason } = (await findInboundEmail(server.store.read, row.id)) ?? row;
  terminal.line(
    `  It became no message ${terminal.faint(`(${status}: ${shown(reason ?? "no reason", "", 1)})`)}.`,
  );
}

async function findMessageOf({ store }: DemoServer, emailId: number): Promise<WholeMessageRow | undefined> {
  const id = await findMessageIdOfEmail(store.read, emailId);
  return id === undefined ? undefined : findWholeMessage(store.read, id);
}

function printParts(message: WholeMessageRow, terminal: Terminal): void {
  const blocks = message.blocks ?? [];
  const confidence = message.confidence === null ? "" : `, ${Math.round(message.confidence * 100)} % sure`;
  terminal.line(`  Kept ${terminal.faint(`by ${message.method ?? "nothing"}${confidence}`)}`);
  terminal.line(terminal.good(shown(message.kept === "" ? "(nothing)" : message.kept, "    │ ")));
  for (const [name, text] of [
    ["Signature", wordsOf(blocks, ["signature", "disclaimer"])],
    ["Quoted", wordsOf(blocks, ["quoted"])],
  ] as const) {
    if (text === "") continue;
    terminal.line(`  ${name}`);
    terminal.line(terminal.faint(shown(text, "    │ ", 12)));
  }
}

/** Bytes of the start of an email in which its sender is looked for. */
const headBytesMax = 64 * 1024;

/** The sender of the envelope: as the server that delivered it wrote it down (Return-Path), else the From address. */
function envelopeSender(raw: Buffer): string {
  const start = raw.toString("latin1", 0, headBytesMax);
  const [head = ""] = start.split(/\r?\n\r?\n/u, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u);
  for (const name of ["return-path:", "from:"]) {
    const line = lines.find((candidate) => candidate.toLowerCase().startsWith(name));
    if (line === undefined) continue;
    return /[^\s<>@,;"]{1,64}@[^\s<>@,;"]{1,255}/u.exec(line)?.[0] ?? "";
  }
  return "";
}
