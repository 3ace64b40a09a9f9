// How fast real mail becomes messages with their notifications, beside mailparser alone over the same mails.
// Writes a temporary folder and removes it. Flags: --short (few mails; the goal is printed and not enforced), --json.
// Exit 1: a mail that came out wrong, or a goal missed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { draftMails } from "../support/load/mails.ts";
import { countFsyncs, measure, type Measured } from "./measure.ts";

/** At least a quarter of what parsing alone would do. */
const ratioGoal = 0.25;

const isShort = process.argv.includes("--short");
const mailCount = isShort ? 200 : 2_000;
/** So many that the compiler has come to rest on both sides: what is measured is a server that runs, not one that starts. */
const warmUpCount = isShort ? 200 : 1_000;
/** In the run that counts fsyncs. */
const tracedCount = 200;

const folder = mkdtempSync(join(tmpdir(), "inreply-bench-"));
try {
  const drafts = draftMails(folder, warmUpCount + mailCount);
  const [warmUp, measured] = [drafts.slice(0, warmUpCount), drafts.slice(warmUpCount)];
  const figures = await measure(folder, warmUp, measured);
  const fsyncsPerMail = await countFsyncs(folder, warmUp, measured.slice(0, tracedCount));
  process.exitCode = report({ ...figures, fsyncsPerMail });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Prints the figures and answers the exit code. */
function report(figures: Measured & { fsyncsPerMail: number | undefined }): number {
  const { perSecond, parserPerSecond, cpuMsPerMail, rssPeakBytes, wrong, fsyncsPerMail } = figures;
  const ratio = perSecond / parserPerSecond;
  const isHeld = ratio >= ratioGoal;
  const sentCount = warmUpCount + mailCount;
  if (process.argv.includes("--json")) {
    const { wrong: _, ...rest } = { ...figures, fsyncsPerMail: fsyncsPerMail ?? null };
    const counts = { mailCount, warmUpCount, wrongCount: wrong.length };
    console.log(JSON.stringify({ ...counts, ...rest, ratio, ratioGoal, isHeld }));
  } else {
    printRow("figure", "ours", "mailparser alone", "ratio", "goal", "held");
    const [ours, theirs] = [perSecond.toFixed(1), parserPerSecond.toFixed(1)];
    const held = isHeld ? "yes" : isShort ? "no (short run)" : "no";
    printRow("mails a second", ours, theirs, ratio.toFixed(2), `at least ${ratioGoal}`, held);
    const isRight = wrong.length === 0 ? "yes" : "no";
    printRow("mails right", `${sentCount - wrong.length} of ${sentCount}`, "-", "-", "all", isRight);
    const parserCpuMs = 1_000 / parserPerSecond;
    const cpuRatio = (cpuMsPerMail / parserCpuMs).toFixed(1);
    printRow("CPU ms a mail", cpuMsPerMail.toFixed(1), parserCpuMs.toFixed(1), cpuRatio, "-", "-");
    printRow("peak memory (RSS), MiB", (rssPeakBytes / 1_048_576).toFixed(0), "-", "-", "-", "-");
    const fsyncs = fsyncsPerMail?.toFixed(2) ?? "not measured: no strace";
    printRow("fsyncs a mail", fsyncs, "-", "-", "-", "-");
  }
  for (const line of wrong.slice(0, 20)) console.error(line);
  return wrong.length > 0 || (!isHeld && !isShort) ? 1 : 0;
}

function printRow(first: string, ...cells: string[]): void {
  console.log((first.padEnd(30) + cells.map((cell) => cell.padEnd(20)).join("")).trimEnd());
}
