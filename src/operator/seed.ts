// `inreply seed --tasks N`: fills an empty installation with a generated world, to try it out at the size it will have one day.
import { closeSync, fsyncSync, openSync } from "node:fs";
import type { Config } from "../config.ts";
import { systemClock } from "../domain/clock.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { sealEnvelopes } from "../inbox/seal-envelopes.ts";
import { keyBesideDatabase } from "../key-file.ts";
import { wholeNumber } from "../setting.ts";
import { holdsPeopleOrMail } from "../store/bulk-rows.ts";
import { engineOf, sqliteFile } from "../store/database.ts";
import { keyRing } from "../threading/token.ts";
import { openDatabase } from "../unavailable.ts";
import { requireOption, type TypedOptions } from "./command-line.ts";
import { fillWithWorld } from "./seeded/world.ts";
import { wordsOf } from "../domain/fault.ts";

/** Ids of rows are 32-bit numbers, and every task has tens of them. */
const tasksMax = 1_000_000;

/** Answers what there is then. Throws `conflict` for a database that holds people or mail, and changes nothing. */
export async function seed(config: Config, values: TypedOptions, now = systemClock()): Promise<string> {
  const tasks = numberOf(values, "tasks", 1, tasksMax);
  const chosen = values.seed === undefined ? 1 : numberOf(values, "seed", 0, 2_147_483_647);
  const { databaseUrl, installation, secretKeys } = config;
  const isFile = engineOf(databaseUrl) === "sqlite";
  // Nobody misses half a world after a power cut; the whole one is flushed at the end.
  const store = await openDatabase(databaseUrl, { isThrowaway: true });
  let counts: Awaited<ReturnType<typeof fillWithWorld>>;
  try {
    if (await holdsPeopleOrMail(store.read)) {
      throw new Problem(
        "conflict",
        inEnglish("This database holds people or mail already. A world is generated only into an empty one."),
      );
    }
    const keys = keyRing(secretKeys.length > 0 ? secretKeys : [keyBesideDatabase(sqliteFile(databaseUrl))]);
    // Of nothing, so that the first start does not look through all that is generated.
    await sealEnvelopes({ store, clock: () => now }, keys, installation.replyDomain);
    counts = await fillWithWorld(store, { tasks, seed: chosen, now, ...installation });
  } finally {
    await store.close();
  }
  if (isFile) flush(sqliteFile(databaseUrl));
  const { messages, clients, contacts } = counts;
  return `There are ${inDigits(tasks)} tasks with ${inDigits(messages)} messages now, of ${inDigits(clients)} clients with ${inDigits(contacts)} contacts.`;
}

function numberOf(values: TypedOptions, option: "tasks" | "seed", least: number, most: number): number {
  try {
    return wholeNumber(least, most)(requireOption(values, option));
  } catch (fault) {
    if (values[option] === undefined) throw fault;
    throw new Problem("invalid", inEnglish(`--${option} ${wordsOf(fault)}`));
  }
}

function inDigits(count: number): string {
  return count.toLocaleString("en");
}

function flush(file: string): void {
  const opened = openSync(file, "r+");
  fsyncSync(opened);
  closeSync(opened);
}
