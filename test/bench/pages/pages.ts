// How heavy every page is with all that it brings along, and how long the server works on it, beside what it needs to say that it
// is well. Flags: --short (few requests; goals are told and not enforced), --json. Exit 1: a goal missed. The sandbox's own pages
// are shown beside them; they have no goal, since no client and no staff at work opens them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { ask, connection, filesOf } from "./ask-page.ts";
import type { PageToAsk, Served } from "./serving.ts";

const bytesGoal = 60_000;
const msGoal = 50;

const isShort = process.argv.includes("--short");
const warmUpCount = isShort ? 2 : 10;
const requestCount = isShort ? 7 : 50;
/** Rows of a short run: the worst. */
const shownMax = isShort ? 15 : Number.POSITIVE_INFINITY;

interface Figures {
  name: string;
  /** Html, stylesheets, script and icon as they came; `plainBytes` are the same without compression. */
  sentBytes: number;
  plainBytes: number;
  /** Of all requests, the middle one; of /health, asked in turn with the page. */
  ms: number;
  healthMs: number;
  hasGoal: boolean;
  isHeld: boolean;
}

const child = fork(new URL("serving.ts", import.meta.url), [], {
  execArgv: ["--import", "tsx"],
  silent: true,
});
child.stderr?.pipe(process.stderr);
try {
  const ended = once(child, "exit").then(() => {
    throw new Error("The server ended before it served.");
  });
  const [served] = (await Promise.race([once(child, "message"), ended])) as [Served];
  ended.catch(() => undefined);
  const figures: Figures[] = [];
  for (const page of served.pages) figures.push(await measure(served.baseUrl, page));
  process.exitCode = report(figures.toSorted((one, other) => worth(other) - worth(one)));
} finally {
  connection.destroy();
  child.disconnect();
}

async function measure(baseUrl: string, page: PageToAsk): Promise<Figures> {
  const url = new URL(page.path, baseUrl);
  const health = new URL("/health", baseUrl);
  const first = await ask(url, page.cookie);
  if (first.status !== 200) throw new Error(`${page.name} answered ${first.status}.`);
  let { sentBytes, body } = first;
  let plainBytes = body.byteLength;
  for (const path of filesOf(body.toString())) {
    const file = await ask(new URL(path, baseUrl), "");
    if (file.status !== 200) throw new Error(`${path} of ${page.name} answered ${file.status}.`);
    sentBytes += file.sentBytes;
    plainBytes += file.body.byteLength;
  }
  const times: number[] = [];
  const healthTimes: number[] = [];
  for (let count = 0; count < warmUpCount + requestCount; count += 1) {
    const { ms } = await ask(url, page.cookie);
    const { ms: healthMs } = await ask(health, "");
    if (count < warmUpCount) continue;
    times.push(ms);
    healthTimes.push(healthMs);
  }
  const [ms, healthMs] = [median(times), median(healthTimes)];
  const hasGoal = !page.path.startsWith("/sandbox");
  const isHeld = !hasGoal || (sentBytes < bytesGoal && ms < msGoal);
  return { name: page.name, sentBytes, plainBytes, ms, healthMs, hasGoal, isHeld };
}

/** How near it comes to the nearer goal; over 1 it misses it. Those without a goal come last. */
function worth({ sentBytes, ms, hasGoal }: Figures): number {
  if (!hasGoal) return 0;
  return Math.max(sentBytes / bytesGoal, ms / msGoal);
}

/** Prints the figures, the worst first, and answers the exit code. */
function report(figures: readonly Figures[]): number {
  const healthMs = median(figures.map((page) => page.healthMs));
  const missed = figures.filter(({ isHeld }) => !isHeld);
  if (process.argv.includes("--json")) {
    const goals = { bytesGoal, msGoal, requestCount };
    console.log(JSON.stringify({ ...goals, healthMs, missedCount: missed.length, pages: figures }));
  } else {
    printRow("page", "KB sent", "KB plain", "ms", "/health ms", "held");
    for (const page of figures.slice(0, shownMax)) {
      const { name, sentBytes, plainBytes, ms } = page;
      const [sent, plain] = [kilobytes(sentBytes), kilobytes(plainBytes)];
      printRow(name, sent, plain, ms.toFixed(1), page.healthMs.toFixed(1), heldInWords(page));
    }
    if (figures.length > shownMax) console.log(`… and ${figures.length - shownMax} that are better.`);
    const judged = figures.filter(({ hasGoal }) => hasGoal);
    const [heaviest, slowest] = [judged.map((page) => page.sentBytes), judged.map(({ ms }) => ms)].map(
      (values) => Math.max(...values),
    ) as [number, number];
    console.log(
      `\n${figures.length} pages, ${requestCount} requests each: ${missed.length} miss a goal. Goals: under ${bytesGoal / 1_000} KB sent (most ${kilobytes(heaviest)}), under ${msGoal} ms (most ${slowest.toFixed(1)}; /health ${healthMs.toFixed(1)}).`,
    );
  }
  return missed.length > 0 && !isShort ? 1 : 0;
}

function heldInWords({ hasGoal, isHeld }: Figures): string {
  if (!hasGoal) return "no goal";
  if (isHeld) return "yes";
  return isShort ? "no (short run)" : "no";
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Thousands of bytes. */
function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}

function printRow(first: string, ...cells: string[]): void {
  console.log((first.padEnd(72) + cells.map((cell) => cell.padEnd(12)).join("")).trimEnd());
}
