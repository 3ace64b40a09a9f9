// Sends mutants over several connections, as fast as the installation works them off, and looks for each that was taken in
// its database afterwards. Reads the database, writes nothing but calls.
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { contentHash } from "../../src/store/blobs.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import type { Call } from "./call.ts";
import { addressOf } from "./mutant.ts";
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

/** Calls number `first` to `last`, `connections` at a time. */
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
      const taken = new Map<string, number>();
      const before = figures.stored;
      const connection = async () => {
        for (let number = waiting.pop(); number !== undefined && server.isAlive(); number = waiting.pop())
          await post(server, agent, make(number), figures, taken, connections === 1 ? 0 : waitingMax);
      };
      await Promise.all(Array.from({ length: connections }, connection));
      await untilWaiting(server, figures, 0, settleMsMax);
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
  taken: Map<string, number>,
  besideMax: number,
): Promise<void> {
  await untilWaiting(server, figures, besideMax, settleMsMax);
  const answer = await sendCall(server.localUrl, agent, call);
  const { wrong, stored } = judgeAnswer(call, answer);
  figures.calls++;
  figures.answers[answer.status ?? "none"] = (figures.answers[answer.status ?? "none"] ?? 0) + 1;
  figures.stored += stored;
  figures.answerMsMax = Math.max(figures.answerMsMax, answer.ms);
  for (const what of wrong) figures.findings.push({ number: call.number, what });
  if (answer.ms > timeMsMax) {
    const what = `The answer took ${Math.round(answer.ms)} ms.`;
    figures.findings.push({ number: call.number, what, isSlow: true });
  }
  if (answer.status === 200 && call.raw !== undefined) taken.set(contentHash(call.raw), call.number);
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

/** Every email that was taken is there, with an outcome that is not our fault, in time. Answers the newest id. */
async function look(
  store: Store,
  lastId: number,
  figures: Figures,
  storedCount: number,
  taken: ReadonlyMap<string, number>,
): Promise<number> {
  const rows = await store.read.all<{
    id: number;
    status: string;
    reason: string | null;
    fields: string;
    ms: number | null;
  }>(
    `select id, status, reason, provider_fields as fields,
       (julianday(processed_at) - julianday(received_at)) * 86400000 as ms
     from inbound_emails where id > ? order by id`,
    lastId,
  );
  // What the sandbox sends to its own reply domain comes in by the same way and is no mutant.
  if (rows.length < storedCount)
    figures.findings.push({
      number: undefined,
      what: `${storedCount} emails were taken and ${rows.length} are stored.`,
    });
  for (const { id, status, reason, fields, ms } of rows) {
    const number = numberIn(fields);
    const kind = status === "failed" ? `failed: ${reason}` : status;
    figures.outcomes[kind] = (figures.outcomes[kind] ?? 0) + 1;
    if (!["handled", "held", "ignored"].includes(status))
      figures.findings.push({ number, what: `Email ${id} is ${status}: ${reason}.` });
    figures.processMsMax = Math.max(figures.processMsMax, ms ?? 0);
    if (ms !== null && ms > timeMsMax)
      figures.findings.push({
        number,
        what: `Email ${id} (${reason}) took ${Math.round(ms)} ms.`,
        isSlow: true,
      });
  }
  for (const [sha256, number] of taken) {
    const found = await store.read.first(
      "select 1 as found from blobs b join inbound_emails e on e.raw_sha256 = b.sha256 where b.sha256 = ?",
      sha256,
    );
    if (found === undefined)
      figures.findings.push({ number, what: "Its bytes are not stored as they came." });
  }
  return rows.at(-1)?.id ?? lastId;
}

function numberIn(fields: string): number | undefined {
  const { senderIp } = JSON.parse(fields) as { senderIp?: string };
  const [, one, two, three] = /^10\.(\d+)\.(\d+)\.(\d+)$/u.exec(senderIp ?? "") ?? [];
  if (three === undefined) return undefined;
  const number = (Number(one) << 16) | (Number(two) << 8) | Number(three);
  return addressOf(number) === senderIp ? number : undefined;
}
