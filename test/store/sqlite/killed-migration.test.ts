// A process that is killed while it makes the tables leaves nothing in the way of the next one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStore, sqliteFile } from "../../../src/store/database.ts";
import { emptyDatabase } from "../../support/store.ts";
import { listDamage } from "../filled-database.ts";

const script = fileURLToPath(new URL("../migrate-once.ts", import.meta.url));

it.each([0, 3, 8, 15])(
  "killed %i ms after the file appeared",
  async (delayMs) => {
    const url = await emptyDatabase();
    const child = spawn(process.execPath, ["--import", "tsx", script, url], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const file = sqliteFile(url);
    while (!existsSync(file) && child.exitCode === null) await wait(1);
    await wait(delayMs);
    child.kill("SIGKILL");
    await ended;
    const store = await openStore(url);
    expect(await store.read.first("select count(*) as count from plans")).toEqual({ count: 3 });
    await store.close();
    expect(await listDamage(url)).toEqual([]);
  },
  30_000,
);
