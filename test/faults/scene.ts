// What every fault is tried on: a database with people and tasks, mails to come in, a provider that brings them and a mail
// server that takes what goes out; and, when it is over, that nothing was lost, doubled or made up.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import { openStore, openStoreAsIs } from "../../src/store/database.ts";
import { leaseMs } from "../../src/store/leases.ts";
import { keyRing } from "../../src/threading/token.ts";
import { listDamage } from "../store/filled-database.ts";
import { addressMail, draftMails, type Mail } from "../support/load/mails.ts";
import { openTasks } from "../support/load/open-tasks.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { countRepeats, countUnfinished, findMadeUp, findWrong, listUnfinished } from "./find-wrong.ts";
import { inboundToken, startLife, type Life, type Program, type Verb } from "./life.ts";
import { openPost, type Post } from "./post.ts";
import { isShort } from "./scale.ts";
import { openProvider, type Provider } from "./provider.ts";

export type Engine = "sqlite" | "postgres";

const everyWay: [engine: Engine, programs: Program[]][] = [
  ["sqlite", ["start"]],
  ["sqlite", ["web", "work"]],
  ["postgres", ["start"]],
  ["postgres", ["web", "work", "work"]],
];

/** The processes of an installation, on each engine; of a build everything in one, and each in its own. */
export const waysToRun = everyWay.filter((_, index) => !isShort || index % 3 === 0);

export interface Scene {
  engine: Engine;
  databaseUrl: string;
  /** Of every process. */
  environment: Record<string, string>;
  mails: readonly Mail[];
  taskCount: number;
  provider: Provider;
  post: Post;
  /** Of PostgreSQL alone. */
  server: PostgresServer | undefined;
  /** Starts a process of the installation, which dies with the test at the latest. */
  live: (program?: Program, more?: Record<string, string>) => Promise<Life>;
  /** Resolves after so many steps of whatever process, or when none came for a while. */
  steps: (count: number) => Promise<void>;
}

type Finished = (end: () => void | Promise<void>) => void;

interface Wishes {
  engine: Engine;
  mailCount: number;
  /** Where SQLite's file is to be; a folder of its own otherwise. */
  databaseFolder?: string;
  /** Of a PostgreSQL that is killed itself: as an operator has it. */
  isServerKept?: boolean;
  serverSettings?: Record<string, string>;
  /** Who takes what goes out; a mail server of the scene's own otherwise. */
  post?: Post;
}

const replyDomain = "reply.northbeam.example";
const secret = Buffer.alloc(32, 7);
/** Without any step for so long there is nothing to wait for. */
const stillMsMax = 3_000;

/** Opens it for one test, whose `onTestFinished` closes everything. */
export async function openScene(onTestFinished: Finished, wishes: Wishes): Promise<Scene> {
  const { engine, mailCount } = wishes;
  const folder = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const server =
    engine === "sqlite"
      ? undefined
      : await startPostgres({ isKept: wishes.isServerKept ?? false, settings: wishes.serverSettings ?? {} });
  if (server !== undefined) onTestFinished(() => server.remove());
  const databaseUrl = server?.url ?? `sqlite:${join(wishes.databaseFolder ?? folder, "faults.db")}`;
  // Closed before the first life: a connection of ours would spare it the recovery of the write-ahead log.
  const before = await openStore(databaseUrl);
  const drafts = draftMails(folder, mailCount);
  const addresses = [...new Set(drafts.map(({ from }) => from))];
  const parts = { store: before, keys: keyRing([{ id: 0, secret }]), replyDomain };
  const replyAddresses = await openTasks(parts, addresses, { hasColleague: true });
  const mails = drafts.map((draft) => addressMail(draft, replyAddresses[draft.from] ?? ""));
  await before.close();
  const post = wishes.post ?? (await openPost());
  if (wishes.post === undefined) onTestFinished(() => post.close());
  const environment = {
    MAIL_COURIER: "smtp",
    SMTP_URL: `smtp://127.0.0.1:${post.port}`,
    SMTP_TLS: "optional",
    HOST: "127.0.0.1",
    BASE_URL: "http://localhost:3000",
    AGENCY_NAME: "Northbeam",
    REPLY_DOMAIN: replyDomain,
    MAIL_FROM: `requests@${replyDomain}`,
    INBOUND_TOKEN: inboundToken,
    SECRET_KEYS: `0:${secret.toString("base64")}`,
    DATABASE_URL: databaseUrl,
    // Each thread is loaded anew at every start.
    PARSE_THREADS: "1",
    // So many mails in a minute are a storm, which is not what is tried here.
    STORM_EMAILS_MAX: "1000000",
  };
  let hear: (verb: Verb) => void = () => {};
  return {
    engine,
    databaseUrl,
    environment,
    mails,
    taskCount: addresses.length,
    provider: openProvider(mails),
    post,
    server,
    live: async (program = "start", more = {}) => {
      const life = await startLife({ ...environment, ...more }, program, (verb) => hear(verb));
      onTestFinished(() => life.kill());
      return life;
    },
    steps: (count) =>
      new Promise((resolve) => {
        let left = count;
        let timer = setTimeout(resolve, stillMsMax);
        hear = () => {
          left--;
          clearTimeout(timer);
          if (left <= 0) resolve();
          else timer = setTimeout(resolve, stillMsMax);
        };
      }),
  };
}

/** Where mail is brought to. */
export function webOf(lives: readonly Life[]): string {
  return lives.find(({ program }) => program !== "work")!.localUrl;
}

/**
 * After the last fault: what the dead held is free after their leases, an email whose words could not be read for lack of a
 * database is tried again after a minute, and then there is little left to do.
 */
const settleMsMax = 60_000 + 3 * leaseMs;

/** Brings in what waits, and waits until nothing is left to do. Answers the milliseconds. */
export async function settle({ provider, databaseUrl }: Scene, localUrl: string): Promise<number> {
  const startedAt = performance.now();
  while (provider.waitingCount() > 0 && performance.now() - startedAt < settleMsMax) {
    await provider.send(localUrl, provider.waitingCount());
    if (provider.waitingCount() > 0) await wait(200);
  }
  expect(provider.waitingCount(), "mails without a 2xx at the end").toBe(0);
  const store = await openStoreAsIs(databaseUrl);
  try {
    const giveUpAt = performance.now() + settleMsMax;
    while ((await countUnfinished(store.read)) > 0 && performance.now() < giveUpAt) await wait(200);
    const settledMs = Math.round(performance.now() - startedAt);
    expect(await listUnfinished(store.read), `after ${settledMs} ms`).toEqual([]);
    return settledMs;
  } finally {
    await store.close();
  }
}

/** What the end of every test shows, and its figures. */
export async function expectWhole(scene: Scene): Promise<Whole> {
  const { databaseUrl, mails, taskCount, provider, post } = scene;
  expect(provider.faults()).toEqual([]);
  const store = await openStoreAsIs(databaseUrl);
  try {
    expect(await findWrong(store.read, mails, taskCount)).toEqual([]);
    expect(await findMadeUp(store.read, post.taken)).toEqual([]);
    expect(await listDamage(databaseUrl)).toEqual([]);
    const tried = async (table: string) =>
      store.read.all<{ attempts: number; count: number }>(
        `select attempts, count(*) as count from ${table} group by attempts order by attempts`,
      );
    const again = (found: { attempts: number; count: number }[]) =>
      found.filter(({ attempts }) => attempts > 1).reduce((sum, { count }) => sum + count, 0);
    return {
      mails: mails.length,
      cutCalls: provider.cutCount(),
      answered503: provider.putOffCount(),
      processedAgain: again(await tried("inbound_emails")),
      handedOverAgain: again(await tried("outbound_emails")),
      repeats: countRepeats(post.taken),
    };
  } finally {
    await store.close();
  }
}

export interface Whole extends Record<string, unknown> {
  mails: number;
  cutCalls: number;
  answered503: number;
  /** Emails that were taken up more than once, and those that were handed over more than once. */
  processedAgain: number;
  handedOverAgain: number;
  /** Emails that the mail server has more than once, each time the same with the same Message-ID. */
  repeats: number;
}
