// What a 2xx of the webhook rests on: every connection commits to the disk and keeps references whole.
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import pino from "pino";
import { storeIncoming, type Receiver } from "../../src/inbox/receive.ts";
import { engineOf, openStoreAsIs } from "../../src/store/database.ts";
import type { Rows } from "../../src/store/rows.ts";
import { openDurableDatabase } from "../support/store.ts";

/** Each engine's settings, as it answers them itself. */
const wanted = {
  sqlite: { journal_mode: "wal", synchronous: 2, foreign_keys: 1, busy_timeout: 5000 },
  postgres: { synchronous_commit: "on", TimeZone: "UTC" },
};

async function settingsOf(rows: Rows): Promise<Record<string, unknown>> {
  const names = Object.keys(wanted[rows.engine]);
  const answers = names.map(async (name) => {
    const row = await rows.first<Record<string, unknown>>(
      rows.engine === "sqlite" ? `pragma ${name}` : `show ${name}`,
    );
    return [name, Object.values(row ?? {})[0]] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

it("is asked of the connections that write and of those that read", async () => {
  const { store } = await openDurableDatabase();
  const { engine } = store.read;
  expect(await settingsOf(store.read)).toEqual(wanted[engine]);
  expect(await store.write(settingsOf)).toEqual(wanted[engine]);
});

it("is asked of every connection of a pool", async () => {
  const { store } = await openDurableDatabase();
  const answers = await Promise.all(Array.from({ length: 10 }, () => store.write(settingsOf)));
  for (const settings of answers) expect(settings).toEqual(wanted[store.read.engine]);
});

it("is not taken back by what a database has as its default", async () => {
  const { url } = await openDurableDatabase();
  // Of SQLite there is none that a file could keep.
  if (engineOf(url) === "postgres") await beOffByDefault(url);
  const store = await openStoreAsIs(url);
  onTestFinished(() => store.close());
  expect(await store.write(settingsOf)).toEqual(wanted[store.read.engine]);
});

it("is asked of the very transaction that a 2xx is answered for", async () => {
  const { url } = await openDurableDatabase();
  if (engineOf(url) === "postgres") await beOffByDefault(url);
  const store = await openStoreAsIs(url);
  onTestFinished(() => store.close());
  const found: Record<string, unknown>[] = [];
  const receiver: Pick<Receiver, "store" | "clock" | "log"> = {
    store: {
      ...store,
      write: (work) =>
        store.write(async (rows) => {
          const value = await work(rows);
          found.push(await settingsOf(rows));
          return value;
        }),
    },
    clock: () => new Date("2026-03-02T10:00:00.000Z"),
    log: pino({ level: "silent" }),
  };
  const mail = { source: "raw", envelopeFrom: "ann@x.example", providerFields: {} } as const;
  const envelopeTo = ["requests@reply.northbeam.example"];
  const { stored } = await storeIncoming(receiver, { ...mail, envelopeTo, raw: Buffer.from("Hello.") });
  expect(stored).toBe(1);
  expect(found).toEqual([wanted[store.read.engine]]);
});

/** As an operator may have it for other programs on the same server. */
async function beOffByDefault(url: string): Promise<void> {
  const administrator = new pg.Client({ connectionString: url });
  await administrator.connect();
  await administrator.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
  await administrator.end();
}
