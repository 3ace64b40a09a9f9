// A generated world: it keeps every rule of the tables, its pages open, the workers have nothing to do, and it is refused where
// people are.
import { beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { readSearch } from "../../src/domain/search.ts";
import { fillWithWorld } from "../../src/operator/seeded/world.ts";
import { start } from "../../src/start.ts";
import { openStoreAsIs, type Store } from "../../src/store/database.ts";
import { searchMessages } from "../../src/store/search.ts";
import { listDamage } from "../store/filled-database.ts";
import { inreplyHere } from "../support/inreply.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { signedIn } from "../support/signed-in.ts";
import { migratedDatabase, openTestStore } from "../support/store.ts";

const tasks = 200;
const { agencyName, replyDomain, calendar } = readConfig({}).installation;
const now = new Date();
const asked = { tasks: 20, now, agencyName, replyDomain, calendar };
const secretKeys = `1:${Buffer.alloc(32, 7).toString("base64")}`;

let url: string;
let settings: Record<string, string>;

beforeAll(async () => {
  url = await migratedDatabase();
  settings = { DATABASE_URL: url, SECRET_KEYS: secretKeys };
  expect(await inreplyHere(["seed", "--tasks", `${tasks}`], settings)).toEqual({
    exit: 0,
    out: "There are 200 tasks with 2,000 messages now, of 5 clients with 40 contacts.\n",
    err: "",
  });
});

describe("a generated world", () => {
  it("breaks no rule of the database", async () => {
    expect(await listDamage(url)).toEqual([]);
  });

  it("has nothing that is later than now, and numbers of messages that rise with time", async () => {
    const newest = await first<{ at: string }>(
      `select max(at) as at from (select max(posted_at) as at from messages union all select max(at) from events
         union all select max(sent_at) from outbound_emails union all select max(stage_at) from tasks) as moments`,
    );
    expect(newest.at < new Date().toISOString()).toBe(true);
    const back = await first<{ count: number }>(
      `select count(*) as count from messages m join messages n on n.id = m.id + 1 where n.posted_at < m.posted_at`,
    );
    expect(back.count).toBe(0);
  });

  it("is of one client that is far larger than most, and of tasks that are mostly complete", async () => {
    const counts = await first<{ largest: number; complete: number; longest: number }>(
      `select (select max(n) from (select count(*) as n from tasks group by client_id) as each_client) as largest,
         (select count(*) from tasks where stage = 'Complete') as complete,
         (select max(n) from (select count(*) as n from messages group by task_id) as each_task) as longest`,
    );
    expect(counts.largest).toBeGreaterThan(tasks / 4);
    expect(counts.complete).toBeGreaterThan(tasks * 0.8);
    expect(counts.longest).toBeGreaterThan(30);
  });

  it("is found by the words of its messages", async () => {
    const store = await openStoreAsIs(url);
    const message = await store.read.first<{ id: number; kept: string }>(
      "select id, kept from messages where length(kept) > 300 order by id desc limit 1",
    );
    const words = message!.kept.match(/\p{L}{4,}/gu)!.slice(0, 8);
    const part = { offset: 0, size: 20 };
    const found = await searchMessages(store.read, readSearch(words.join(" ")), { kind: "staff" }, part);
    expect(found.hits.map(({ id }) => id)).toContain(message!.id);
    await store.close();
  });

  it("opens on the pages, and leaves the workers nothing to do", async () => {
    const before = await countsOf(url);
    const config = readConfig({ ...settings, PORT: "0", LOG_LEVEL: "silent" });
    const started = await start(config, { pool: sharedPool() });
    try {
      await started.workers.settled();
      expect(await countsOf(url)).toEqual(before);
      const cookie = await signedIn(started.store, { kind: "staff", id: 1 });
      const largest = await started.store.read.first<{ id: number }>(
        "select task_id as id from messages group by task_id order by count(*) desc, task_id limit 1",
      );
      for (const path of [
        "/",
        "/board",
        "/tasks",
        `/tasks/${largest!.id}`,
        "/search?q=report",
        "/clients/1",
      ]) {
        const answer = await fetch(started.localUrl + path, { headers: { cookie }, redirect: "manual" });
        expect([path, answer.status]).toEqual([path, 200]);
        expect(await answer.text()).toMatch(/report|Clients|client/iu);
      }
    } finally {
      await started.stop();
    }
  });
});

describe("generating a world", () => {
  it("gives the same one for the same seed, and another one for another", async () => {
    const [one, same, other] = [await worldOf(1), await worldOf(1), await worldOf(2)];
    expect(one.length).toBeGreaterThan(1_000);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it("is refused where people or mail are, with a sentence", async () => {
    const before = await countsOf(url);
    expect(await inreplyHere(["seed", "--tasks", "5"], settings)).toEqual({
      exit: 1,
      out: "",
      err: "This database holds people or mail already. A world is generated only into an empty one.\n",
    });
    expect(await countsOf(url)).toEqual(before);
  });

  it("has to be told how many tasks, as a number", async () => {
    const empty = { ...settings, DATABASE_URL: await migratedDatabase() };
    const asking = await inreplyHere(["seed"], empty);
    expect([asking.exit, asking.err.split("\n")[0]]).toEqual([64, "--tasks is missing."]);
    expect(await inreplyHere(["seed", "--tasks", "many"], empty)).toEqual({
      exit: 1,
      out: "",
      err: "--tasks is “many”, but must be a whole number from 1 to 1000000.\n",
    });
  });
});

async function worldOf(seed: number): Promise<string> {
  const store = await openTestStore();
  await fillWithWorld(store, { ...asked, seed });
  const rows = await store.read.all(
    `select m.kept, m.posted_at, m.internet_message_id, t.title, t.stage, k.name
     from messages m join tasks t on t.id = m.task_id join clients k on k.id = t.client_id order by m.id`,
  );
  return JSON.stringify(rows);
}

function countsOf(databaseUrl: string): Promise<unknown> {
  return reading(databaseUrl, (store) =>
    store.read.first(
      `select (select count(*) from events) as events, (select count(*) from outbound_emails) as emails,
         (select count(*) from tasks) as tasks, (select count(*) from session_ledger) as entries,
         (select count(*) from messages) as messages`,
    ),
  );
}

async function first<Row>(sql: string): Promise<Row> {
  return (await reading(url, (store) => store.read.first<Row>(sql)))!;
}

async function reading<T>(databaseUrl: string, read: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStoreAsIs(databaseUrl);
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}
