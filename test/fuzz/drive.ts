// Sends mutants over several connections, as fast as the installation works them off, and looks for each that was taken in
// its database afterwards. Reads the database, writes nothing but calls.
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { rebuildEmail } from "../../src/inbox/rebuild-email.ts";
import { receiveLimits } from "../../src/inbox/receive.ts";
import { boundaryOf, readSendgridForm } from "../../src/inbox/sendgrid-form.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import type { Call } from "./call.ts";
import { addressOf } from "./mutant.ts";
import { processorWaitMs } from "./processor-wait.ts";
import type { RunningServer } from "./running-server.ts";
import { judgeAnswer, sendCall } from "./send-call.ts";

export const timeMsMax = 2_000;
/** Emails that may wait for their outcome: so few that their time is mostly that of their own processing. */
const waitingMax = 12;
/** Mutants between two looks into the database. */
const lookEvery = 500;
/** No outcome for so long: it will not come. */
const settleMsMax = 60_000;

export interface Finding {
  /** Undefined when it is not known of which mutant it is. */
  number: number | undefined;
  what: string;
  /** Too slow among others: whether it is so alone is to be seen. */
  isSlow?: true;
}

export interface Figures {
  calls: number;
  answers: Record<string, number>;
  stored: number;
  outcomes: Record<string, number>;
  answerMsMax: number;
  processMsMax: number;
  findings: Finding[];
}

/** What was taken since the last look. */
interface Taken {
  /** By the hash of the bytes that must be stored. */
  numbers: Map<string, number>;
  /** By the hash of what our own reader makes of a damaged form or of one taken apart. */
  readNumbers: Map<string, number>;
  /** By number, of a mutant that was alone: how long the machine kept the installation waiting for a processor. */
  waitedMs: Map<number, number>;
}

/**
 * `connections` at a time. With one connection each mutant is alone, from its call to its outcome, and what the machine gave
 * to others is no time of it.
 */
export async function drive(
  server: RunningServer,
  numbers: readonly number[],
  make: (number: number) => Call,
  connections: number,
  tell: (figures: Figures) => void,
): Promise<Figures> {
  const figures: Figures = {
    calls: 0,
    answers: {},
    stored: 0,
    outcomes: {},
    answerMsMax: 0,
    processMsMax: 0,
    findings: [],
  };
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const store = await openStore(server.databaseUrl);
  try {
    let lastId =
      (await store.read.first<{ id: number }>("select max(id) as id from inbound_emails"))?.id ?? 0;
    for (let start = 0; start < numbers.length && server.isAlive(); start += lookEvery) {
      const waiting = numbers.slice(start, start + lookEvery).toReversed();
      const taken: Taken = { numbers: new Map(), readNumbers: new Map(), waitedMs: new Map() };
      const before = figures.stored;
      const connection = async () => {
        for (let number = waiting.pop(); number !== undefined && server.isAlive(); number = waiting.pop())
          await post(server, agent, make(number), figures, taken, connections === 1);
      };
      await Promise.all(Array.from({ length: connections }, connection));
      await untilWaiting(server, figures, 0, settleMsMax);
      await untilSettled(store);
      lastId = await look(store, lastId, figures, figures.stored - before, taken);
      tell(figures);
    }
    return figures;
  } finally {
    agent.destroy();
    await store.close();
  }
}

async function post(
  server: RunningServer,
  agent: Agent,
  call: Call,
  figures: Figures,
  taken: Taken,
  isAlone: boolean,
): Promise<void> {
  if (!isAlone) await untilWaiting(server, figures, waitingMax, settleMsMax);
  const waitedBefore = isAlone ? processorWaitMs(server.pid) : 0;
  const answer = await sendCall(server.localUrl, agent, call);
  const { wrong, stored } = judgeAnswer(call, answer);
  figures.calls++;
  figures.answers[answer.status ?? "none"] = (figures.answers[answer.status ?? "none"] ?? 0) + 1;
  figures.stored += stored;
  figures.answerMsMax = Math.max(figures.answerMsMax, answer.ms);
  for (const what of wrong) figures.findings.push({ number: call.number, what });
  const answerMs = answer.ms - (isAlone ? processorWaitMs(server.pid) - waitedBefore : 0);
  if (answerMs > timeMsMax) {
    const what = `The answer took ${Math.round(answerMs)} ms.`;
    figures.findings.push({ number: call.number, what, isSlow: true });
  }
  if (answer.status === 200 && call.raw !== undefined) taken.numbers.set(contentHash(call.raw), call.number);
  else if (answer.status === 200 && call.path === "/inbound/sendgrid")
    taken.readNumbers.set(contentHash(readForm(call)), call.number);
  if (!isAlone) return;
  await untilWaiting(server, figures, 0, settleMsMax);
  taken.waitedMs.set(call.number, processorWaitMs(server.pid) - waitedBefore);
}

async function untilWaiting(
  { watch, isAlive }: RunningServer,
  figures: Figures,
  countMax: number,
  msMax: number,
): Promise<void> {
  const startedAt = performance.now();
  while (figures.stored - watch.outcomes > countMax && isAlive()) {
    if (performance.now() - startedAt > msMax) return;
    await wait(5);
  }
}

/** The log may tell of an outcome a moment before it is stored. */
async function untilSettled(store: Store): Promise<void> {
  const unsettled = "select 1 as found from inbound_emails where status in ('pending', 'processing') limit 1";
  for (let ms = 0; ms < 10_000 && (await store.read.first(unsettled)) !== undefined; ms += 50) await wait(50);
}

/** Every email that was taken is there, with an outcome that is not our fault, in time. Answers the newest id. */
async function look(
  store: Store,
  lastId: number,
  figures: Figures,
  storedCount: number,
  taken: Taken,
): Promise<number> {
  const rows = await store.read.all<{
    id: number;
    status: string;
    reason: string | null;
    fields: string;
    sha256: string;
    messageId: string | null;
    ms: number | null;
  }>(
    `select id, status, reason, provider_fields as fields, raw_sha256 as sha256,
       internet_message_id as "messageId",
       (julianday(processed_at) - julianday(received_at)) * 86400000 as ms
     from inbound_emails where id > ? order by id`,
    lastId,
  );
  if (rows.length !== storedCount)
    figures.findings.push({
      number: undefined,
      what: `${storedCount} emails were taken and ${rows.length} are stored.`,
    });
  for (const { id, status, reason, ...row } of rows) {
    const number =
      numberIn(row.fields) ??
      taken.numbers.get(row.sha256) ??
      taken.readNumbers.get(row.sha256) ??
      numberInId(row.messageId);
    const ms = (row.ms ?? 0) - (taken.waitedMs.get(number ?? -1) ?? 0);
    const kind = status === "failed" ? `failed: ${reason}` : status;
    figures.outcomes[kind] = (figures.outcomes[kind] ?? 0) + 1;
    if (!["handled", "held", "ignored"].includes(status))
      figures.findings.push({ number, what: `Email ${id} is ${status}: ${reason}.` });
    figures.processMsMax = Math.max(figures.processMsMax, ms);
    if (ms > timeMsMax)
      figures.findings.push({
        number,
        what: `Email ${id} (${reason}) took ${Math.round(ms)} ms.`,
        isSlow: true,
      });
  }
  for (const id of await listWordless(store, lastId))
    figures.findings.push({
      number: undefined,
      what: `Email ${id} is handled, and there is no message of it.`,
    });
  // Also what was answered as known: it must be there from before.
  for (const [sha256, number] of [...taken.numbers, ...taken.readNumbers]) {
    const found = await store.read.first(
      "select 1 as found from blobs b join inbound_emails e on e.raw_sha256 = b.sha256 where b.sha256 = ?",
      sha256,
    );
    if (found === undefined)
      figures.findings.push({ number, what: "Its bytes are not stored as they came." });
  }
  return rows.at(-1)?.id ?? lastId;
}

/** Emails newer than `lastId` that are said to be messages and are none. */
async function listWordless(store: Store, lastId: number): Promise<number[]> {
  const rows = await store.read.all<{ id: number }>(
    `select e.id from inbound_emails e left join messages m on m.inbound_email_id = e.id
     where e.id > ? and e.status = 'handled' and e.reason in ('posted', 'opened_task', 'quiet_note') and m.id is null`,
    lastId,
  );
  return rows.map(({ id }) => id);
}

/** The email in a form that was taken. */
function readForm({ headers, body }: Call): Uint8Array {
  const form = readSendgridForm(body, boundaryOf(headers["content-type"] ?? ""), receiveLimits.formPartsMax);
  return form.fields.get("email")?.bytes ?? rebuildEmail(form).raw;
}

function numberInId(messageId: string | null): number | undefined {
  const number = /^<fuzz-(\d+)@/u.exec(messageId ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

function numberIn(fields: string): number | undefined {
  const { senderIp } = JSON.parse(fields) as { senderIp?: string };
  const [, one, two, three] = /^10\.(\d+)\.(\d+)\.(\d+)$/u.exec(senderIp ?? "") ?? [];
  if (three === undefined) return undefined;
  const number = (Number(one) << 16) | (Number(two) << 8) | Number(three);
  return addressOf(number) === senderIp ? number : undefined;
}
