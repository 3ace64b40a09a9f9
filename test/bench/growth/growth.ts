// `npm run bench -- growth`: the way in and the pages on an empty store and on one with 100,000 tasks, in one run and by turns.
// Writes a temporary folder and removes it. Flags: --short (2,000 tasks; goals are told and not enforced), --json, --store FILE
// (a copy of a SQLite database that `inreply seed` filled, instead of a new one). Exit 1: a goal missed.
import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { draftMails } from "../../support/load/mails.ts";
import { measure } from "../measure.ts";
import { ask, connection } from "../pages/ask-page.ts";
import { ratioRow, report, rightRow, type Row } from "../table.ts";
import { readSizes, type Sizes } from "./sizes.ts";
import type { Served } from "../pages/serving.ts";

const emptyStore = "empty store";
const ratioGoal = 0.9;
const msGoal = 50;

const isShort = process.argv.includes("--short");
const tasks = isShort ? 2_000 : 100_000;
const [warmUpCount, mailCount] = isShort ? [80, 120] : [500, 1_000];
const [warmUpRequests, requests] = isShort ? [2, 5] : [10, 50];

const folder = mkdtempSync(join(tmpdir(), "inreply-growth-"));
try {
  const large = folderOf("large");
  const seedSeconds = makeLarge(join(large, "bench.db"));
  const sizes = readSizes(join(large, "bench.db"));
  const drafts = draftMails(folder, warmUpCount + mailCount);
  const [warmUp, mails] = [drafts.slice(0, warmUpCount), drafts.slice(warmUpCount)];
  // The large one between two empty ones, so that a machine that gets slower meanwhile hurts both alike.
  const before = await measure(folderOf("before"), warmUp, mails);
  const grown = await measure(large, warmUp, mails);
  const grownSizes = readSizes(join(large, "bench.db"));
  const empty = folderOf("empty");
  const after = await measure(empty, warmUp, mails);
  const emptyPerSecond = (before.perSecond + after.perSecond) / 2;
  const wrong = [...before.wrong, ...grown.wrong, ...after.wrong];
  for (const line of wrong.slice(0, 20)) console.error(line);
  const rows: Row[] = [
    rightRow(wrong, 3 * (warmUpCount + mailCount)),
    ratioRow("mails a second, end to end", grown.perSecond, emptyPerSecond, emptyStore, {
      atLeast: ratioGoal,
    }),
    ratioRow(
      "CPU ms a mail",
      grown.cpuMsPerMail,
      (before.cpuMsPerMail + after.cpuMsPerMail) / 2,
      emptyStore,
      {
        atMost: Math.round(100 / ratioGoal) / 100,
      },
    ),
    ...(await measurePages(join(empty, "bench.db"), join(large, "bench.db"))),
    ...sizeFigures(sizes, grownSizes),
  ];
  process.exitCode = report("growth", rows, { tasks, seedSeconds: seedSeconds ?? null, sizes });
} finally {
  connection.destroy();
  rmSync(folder, { recursive: true, force: true });
}

function folderOf(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

/** Answers how many seconds it took; undefined for a copy. */
function makeLarge(file: string): number | undefined {
  const given = process.argv.indexOf("--store");
  if (given > 0) {
    copyFileSync(process.argv[given + 1]!, file, constants.COPYFILE_FICLONE);
    return undefined;
  }
  const startedAt = performance.now();
  const program = new URL("../../../src/inreply.mjs", import.meta.url).pathname;
  const { status } = spawnSync(process.execPath, [program, "seed", "--tasks", `${tasks}`], {
    env: { ...process.env, DATABASE_URL: `sqlite:${file}` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("The store could not be filled.");
  return (performance.now() - startedAt) / 1_000;
}

/** The middle of many requests of each page, the two installations by turns. */
async function measurePages(emptyFile: string, largeFile: string): Promise<Row[]> {
  const [empty, large] = [serve(emptyFile), serve(largeFile)];
  try {
    const [ofEmpty, ofLarge] = [await empty.served, await large.served];
    const rows: Row[] = [];
    for (const [index, page] of ofLarge.pages.entries()) {
      const times = { empty: [] as number[], large: [] as number[] };
      for (let count = 0; count < warmUpRequests + requests; count += 1) {
        for (const [key, served] of [
          ["empty", ofEmpty],
          ["large", ofLarge],
        ] as const) {
          const { path, cookie } = served.pages[index]!;
          const { ms, status } = await ask(new URL(path, served.baseUrl), cookie);
          if (status !== 200) throw new Error(`${page.name} answered ${status}.`);
          if (count >= warmUpRequests) times[key].push(ms);
        }
      }
      rows.push({
        ...ratioRow(`ms, ${page.name}`, median(times.large), median(times.empty), emptyStore),
        goal: `under ${msGoal}`,
        isHeld: median(times.large) < msGoal,
      });
    }
    return rows;
  } finally {
    for (const { child } of [empty, large]) {
      const ended = once(child, "exit");
      if (child.exitCode === null && child.kill()) await ended;
    }
  }
}

function serve(file: string) {
  const child = fork(new URL("serving.ts", import.meta.url), [], {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      MAIL_COURIER: "sandbox",
      PORT: "0",
      DATABASE_URL: `sqlite:${file}`,
      LOG_LEVEL: "silent",
    },
  });
  const ended = once(child, "exit").then(() => {
    throw new Error("The server ended before it served.");
  });
  ended.catch(() => undefined);
  const served = Promise.race([once(child, "message").then(([message]) => message as Served), ended]);
  return { child, served };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** What a message takes: in a generated world, and as real mails of the mixed set add it, with and without their raw bytes. */
function sizeFigures(before: Sizes, after: Sizes): Row[] {
  const count = after.messages - before.messages;
  const [added, addedRaw] = [after.fileBytes - before.fileBytes, after.blobBytes - before.blobBytes];
  const row = (figure: string, bytes: number): Row => ({
    figure,
    ours: bytes,
    peer: "-",
    peerName: "",
    ratio: undefined,
    goal: "-",
    isHeld: undefined,
  });
  return [
    row("bytes a message, generated, without blobs", (before.fileBytes - before.blobBytes) / before.messages),
    row("bytes a message, generated, with blobs", before.fileBytes / before.messages),
    row("bytes a message, real mail, without blobs", (added - addedRaw) / count),
    row("bytes a message, real mail, with blobs", added / count),
  ];
}
