// What a 2xx of the webhook rests on: every connection commits to the disk and keeps references whole.
import { expect, it, onTestFinished } from "vitest";
import { openStoreAsIs } from "../../src/store/database.ts";
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

it("is asked of connections also where the server's own default is another", async () => {
  const { store, url } = await openDurableDatabase();
  if (store.read.engine !== "postgres") return;
  const name = new URL(url).pathname.slice(1);
  await store.read.all(`alter database ${name} set synchronous_commit = off`);
  const later = await openStoreAsIs(url);
  onTestFinished(() => later.close());
  expect(await later.write(settingsOf)).toEqual(wanted.postgres);
  expect(await settingsOf(later.read)).toEqual(wanted.postgres);
});
