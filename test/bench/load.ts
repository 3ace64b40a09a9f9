// How fast real mail becomes messages with their notifications, and what that costs, beside mailparser alone and a bare pipeline
// over the same mails. Writes a temporary folder and removes it. Flags: --short (few mails; goals are told and not enforced),
// --json. Exit 1: a mail that came out wrong, or a goal missed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { draftMails } from "../support/load/mails.ts";
import { measureAccept } from "./accept.ts";
import { measureBare } from "./bare.ts";
import { countFsyncs, measure } from "./measure.ts";
import { limitRow, ratioRow, report, rightRow, type Row } from "./table.ts";

const isShort = process.argv.includes("--short");
const mailCount = isShort ? 200 : 2_000;
/** So many that the compiler has come to rest on both sides: what is measured is a server that runs, not one that starts. */
const warmUpCount = isShort ? 200 : 4_000;
/** In the run that counts fsyncs. */
const tracedCount = 200;

const noStrace: Row = {
  figure: "fsyncs a mail, 8 connections",
  ours: "no strace",
  peer: "-",
  peerName: "",
  ratio: undefined,
  goal: "at most 1",
  isHeld: undefined,
};

const folder = mkdtempSync(join(tmpdir(), "inreply-bench-"));
try {
  const drafts = draftMails(folder, warmUpCount + mailCount);
  const [warmUp, mails] = [drafts.slice(0, warmUpCount), drafts.slice(warmUpCount)];
  const found = await measure(folder, warmUp, mails);
  const barePerSecond = await measureBare(folder, warmUp, mails);
  const accept = await measureAccept(folder, warmUp.slice(0, mailCount), mails);
  const fsyncsPerMail = await countFsyncs(folder, warmUp.slice(0, tracedCount), mails.slice(0, tracedCount));
  const { perSecond, parserPerSecond, cpuMsPerMail, parserCpuMsPerMail, wrong } = found;
  const mebibytes = found.rssPeakBytes / 1_048_576;
  const rows: Row[] = [
    rightRow(wrong, warmUpCount + mailCount),
    ratioRow("mails a second, end to end", perSecond, parserPerSecond, "mailparser alone", { atLeast: 0.6 }),
    ratioRow("mails a second, end to end", perSecond, barePerSecond, "bare pipeline"),
    ratioRow("CPU ms a mail", cpuMsPerMail, parserCpuMsPerMail, "mailparser alone", { atMost: 2 }),
    ratioRow(
      "mails a second, accepted and durable",
      accept.storedPerSecond,
      accept.readPerSecond,
      "read and not stored",
      { atLeast: 0.5 },
    ),
    limitRow("ms to a 2xx while processing, 99 in 100", found.acceptMsP99, 50),
    limitRow("peak memory (RSS), MiB", mebibytes, 250),
    fsyncsPerMail === undefined ? noStrace : limitRow("fsyncs a mail, 8 connections", fsyncsPerMail, 1),
  ];
  for (const line of wrong.slice(0, 20)) console.error(line);
  const exitCode = report("load", rows, { mailCount, warmUpCount });
  process.exitCode = wrong.length > 0 ? 1 : exitCode;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
