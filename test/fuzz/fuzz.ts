// `npm run fuzz`: damages real mails and webhook bodies and posts them to a running installation. Prints one table.
// Flags: --count N (1500), --seed S (1), --from N (first number, 0), --only NUMBER (that one mutant, with what became of it),
// --corpus DIR (more mails), --connections N (8), --out DIR (for findings). Exit 1: a finding.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { drive, timeMsMax, type Figures, type Finding } from "./drive.ts";
import { startKeyServer } from "./key-server.ts";
import { makeMutant, type MutantSource } from "./mutant.ts";
import { replyDomain, startServer, type RunningServer } from "./running-server.ts";
import { readSeeds } from "./seeds.ts";
import { readWorld } from "./world.ts";

/** Of mutants that were too slow among others, so many are tried alone; the rest stay findings. */
const aloneMax = 500;
/** Memory at the end over that near the start: what is more than this grows. */
const memoryRatioMax = 1.25;
const memoryBytesMax = 64 * 1024 * 1024;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1500" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    only: { type: "string" },
    corpus: { type: "string" },
    connections: { type: "string", default: "8" },
    out: { type: "string" },
  },
});
const seed = Number(values.seed);
const count = values.only === undefined ? Number(values.count) : 1;
const first = Number(values.only ?? values.from);
const out = values.out ?? join(tmpdir(), `inreply-fuzz-findings-${seed}`);
const folder = mkdtempSync(join(tmpdir(), "inreply-fuzz-"));
/** What each installation has in it. */
const sources = new WeakMap<RunningServer, MutantSource["world"]>();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
// Also when it is told to stop halfway.
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const keyServer = await startKeyServer();
try {
  process.exitCode = await run();
} finally {
  keyServer.close();
}

async function run(): Promise<number> {
  const startedAt = performance.now();
  const seeds = await readSeeds(folder, values.corpus);
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  const connections = values.only === undefined ? Number(values.connections) : 1;
  const { figures, server } = await runOn("main", seeds, numbers, connections);
  const { watch } = server;
  const { findings, tried } = await withoutMerelyCrowded(seeds, figures.findings);
  for (const what of watch.complaints.slice(0, 50)) findings.push({ number: undefined, what });
  if (watch.healthMsMax > timeMsMax)
    findings.push({ number: undefined, what: `/health took ${Math.round(watch.healthMsMax)} ms.` });
  if (watch.healthFaults > 0)
    findings.push({ number: undefined, what: `/health was not answered ${watch.healthFaults} times.` });
  const memory = memoryOf(watch.rssBytes);
  if (
    memory.late > memory.early * memoryRatioMax &&
    memory.late - memory.early > memoryBytesMax &&
    count >= 5_000
  )
    findings.push({ number: undefined, what: "Memory grows." });
  const seconds = (performance.now() - startedAt) / 1_000;
  report(figures, server, { memory, findings, tried, seedCount: seeds.length, seconds });
  if (values.only !== undefined) console.log(makeMutant(sourceOf(server, seeds), first).story.join(" · "));
  keep(findings, sourceOf(server, seeds));
  return findings.length === 0 ? 0 : 1;
}

function sourceOf(server: RunningServer, seeds: MutantSource["seeds"]): MutantSource {
  return { seed, seeds, world: sources.get(server)!, proofs: server.proofs };
}

async function runOn(
  name: string,
  seeds: MutantSource["seeds"],
  numbers: readonly number[],
  connections: number,
) {
  const place = join(folder, name);
  mkdirSync(place);
  const server = await startServer(place, keyServer.address);
  try {
    sources.set(server, await readWorld(server.databaseUrl, server.keys, replyDomain));
    const source = sourceOf(server, seeds);
    const startedAt = performance.now();
    let toldAt = startedAt;
    let seen = 0;
    const figures = await drive(
      server,
      numbers,
      (number) => makeMutant(source, number),
      connections,
      (so) => {
        for (const { number, what, isSlow } of so.findings.slice(seen))
          if (isSlow !== true) console.error(`${number ?? "-"}: ${what.slice(0, 300)}`);
        seen = so.findings.length;
        if (performance.now() - toldAt < 30_000) return;
        toldAt = performance.now();
        const perSecond = (so.calls * 1_000) / (toldAt - startedAt);
        console.error(`${so.calls} calls, ${perSecond.toFixed(0)} a second, ${so.findings.length} findings`);
      },
    );
    return { figures, server };
  } finally {
    await server.stop();
  }
}

/** What was too slow among others is tried alone on a fresh installation, and counts when it is too slow there too. */
async function withoutMerelyCrowded(
  seeds: MutantSource["seeds"],
  findings: readonly Finding[],
): Promise<{ findings: Finding[]; tried: string }> {
  const others = findings.filter(({ isSlow }) => isSlow !== true);
  const slow = findings.filter(({ isSlow }) => isSlow === true);
  const numbers = [...new Set(slow.flatMap(({ number }) => number ?? []))].slice(0, aloneMax);
  if (numbers.length === 0) return { findings: [...findings], tried: "none" };
  console.error(`${numbers.length} were too slow among others; each is tried alone.`);
  // What the run before left for the disk to write would hold up the first of them.
  execFileSync("sync");
  const { figures, server } = await runOn(`alone-${numbers[0]}`, seeds, numbers, 1);
  const complaints = server.watch.complaints.slice(0, 50).map((what) => ({ number: undefined, what }));
  const untried = slow.filter(({ number }) => number === undefined || !numbers.includes(number));
  const found = figures.findings.filter(({ isSlow }) => isSlow === true);
  return {
    findings: [...others, ...untried, ...figures.findings, ...complaints],
    tried: `${numbers.length}, tried alone: ${found.length} too slow there too`,
  };
}

function memoryOf(samples: readonly number[]): { early: number; late: number; peak: number } {
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const median = (some: readonly number[]) =>
    some.toSorted((one, other) => one - other)[some.length >> 1] ?? 0;
  return {
    early: median(samples.slice(tenth, 2 * tenth)),
    late: median(samples.slice(-tenth)),
    peak: Math.max(0, ...samples),
  };
}

interface Summary {
  memory: ReturnType<typeof memoryOf>;
  findings: readonly Finding[];
  tried: string;
  seedCount: number;
  seconds: number;
}

function report(
  { calls, answers, stored, outcomes, answerMsMax, processMsMax }: Figures,
  { watch }: RunningServer,
  { memory, findings, tried, seedCount, seconds }: Summary,
): void {
  const counts = (record: Record<string, number>) =>
    Object.entries(record)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([name, times]) => `${name}: ${times}`)
      .join(", ");
  const mebibytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MiB`;
  const rows: [string, string][] = [
    ["seed", `${seed}, numbers ${first} to ${first + count - 1}, of ${seedCount} mails`],
    ["mutants posted", `${calls} of ${count} in ${seconds.toFixed(0)} s`],
    ["answers", counts(answers)],
    ["emails stored", `${stored} (each for one recipient)`],
    ["outcomes", counts(outcomes)],
    ["slowest answer", `${Math.round(answerMsMax)} ms`],
    ["slowest from receipt to outcome", `${Math.round(processMsMax)} ms, with others beside it`],
    [`over ${timeMsMax / 1_000} s among others`, tried],
    ["slowest /health", `${Math.round(watch.healthMsMax)} ms`],
    [
      "memory (RSS), median of",
      `2nd tenth ${mebibytes(memory.early)}, last tenth ${mebibytes(memory.late)}; peak ${mebibytes(memory.peak)}`,
    ],
    ["lines on standard error or of errors in the log", String(watch.complaints.length)],
    ["findings", String(findings.length)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  for (const [name, value] of rows) console.log(name.padEnd(width) + value);
  for (const { number, what } of findings.slice(0, 40))
    console.log(`${number === undefined ? "-" : `--seed ${seed} --only ${number}`}: ${what.slice(0, 600)}`);
}

/** Each finding with its bytes, so that it can be looked at. */
function keep(findings: readonly Finding[], source: MutantSource): void {
  if (findings.length === 0) return;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "findings.json"), `${JSON.stringify(findings, null, 2)}\n`);
  for (const number of new Set(findings.flatMap((finding) => finding.number ?? []))) {
    const { body, raw, path, headers, story } = makeMutant(source, number);
    writeFileSync(join(out, `${number}.body`), body);
    if (raw !== undefined) writeFileSync(join(out, `${number}.eml`), raw);
    writeFileSync(
      join(out, `${number}.json`),
      `${JSON.stringify({ seed, number, path, headers, story }, null, 2)}\n`,
    );
  }
  console.log(`Written to ${out}.`);
}
