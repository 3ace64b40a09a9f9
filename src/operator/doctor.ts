// `inreply doctor`: prints what the checks of the set-up found, for people or as JSON. Writes a probe when it is asked to.
import { setTimeout as pause } from "node:timers/promises";
import { sendProbe } from "../actions/send-probe.ts";
import { checkOnce } from "../check-setup.ts";
import type { Config } from "../config.ts";
import { systemClock, type Clock } from "../domain/clock.ts";
import { wordsOf } from "../domain/fault.ts";
import { groupIn, type FindingStatus, type SaidFinding, type SaidGroup } from "../domain/finding.ts";
import { probeTakenUpMs, probeWaitMs } from "../domain/probe.ts";
import { openStoreAsIs, type Store } from "../store/database.ts";
import { findNewestMoment } from "../store/newest-moment.ts";
import { findProbe } from "../store/probes.ts";

const signs: Record<FindingStatus, string> = { good: "✓", warning: "!", fault: "✗", skipped: "–" };
const lookEveryMs = 500;

/** Prints the findings and answers the exit code: 0 when nothing is wrong, 1 otherwise. */
export async function runDoctor(
  config: Config,
  options: { probe?: boolean; json?: boolean },
  print: (text: string) => void,
  present: Clock = systemClock,
): Promise<number> {
  const store = await openStoreAsIs(config.databaseUrl, { bucket: config.bucket }).catch(
    (fault: unknown) => ({
      reason: wordsOf(fault),
    }),
  );
  try {
    const clock = "read" in store ? await clockOf(config, store, present) : present;
    if (options.probe === true && "read" in store) {
      await sendRound(store, clock, present, options.json === true ? () => {} : print);
    }
    const report = await checkOnce(config, store, clock);
    const groups = [...report.groups, report.roundTrip].map((group) => groupIn(group, "en"));
    print(options.json === true ? JSON.stringify(groups, undefined, 2) : inWords(groups));
    const all = groups.flatMap(({ findings }) => findings);
    return all.some(({ status }) => status === "fault") ? 1 : 0;
  } finally {
    if ("read" in store) await store.close();
  }
}

/** The clock of a sandbox may have been moved ahead; it is never behind what was written. */
async function clockOf({ courier }: Config, store: Store, present: Clock): Promise<Clock> {
  const newest =
    courier === "sandbox" ? await findNewestMoment(store.read).catch(() => undefined) : undefined;
  return () => new Date(Math.max(present().getTime(), newest === undefined ? 0 : Date.parse(newest)));
}

/** Sends a probe by the database, for the running server to take up, and waits until it is back or has taken too long. */
async function sendRound(
  store: Store,
  clock: Clock,
  present: Clock,
  say: (text: string) => void,
): Promise<void> {
  let probeId: number;
  try {
    ({ probeId } = await store.write((rows) => sendProbe(rows, clock())));
  } catch (fault) {
    // What keeps it from being written is among the findings that follow, but for the cap on probes.
    say(`No probe mail was sent: ${wordsOf(fault)}\n`);
    return;
  }
  say("A probe mail was asked for; waiting until it is back, a minute at most …\n");
  // The clock of a sandbox that is ahead may stand.
  const began = present().getTime();
  const waitedMs = () => present().getTime() - began;
  while (waitedMs() < probeWaitMs) {
    const probe = await findProbe(store.read, probeId);
    if (probe === undefined || probe.returnedAt !== null || probe.sendStatus === "refused") return;
    // Without a running server there is nothing to wait for.
    if (probe.outboundEmailId === null && waitedMs() > probeTakenUpMs) return;
    await pause(lookEveryMs);
  }
}

function inWords(groups: readonly SaidGroup[]): string {
  const told = groups.map(({ title, findings }) => [title, ...findings.map(findingInWords)].join("\n"));
  const all = groups.flatMap(({ findings }) => findings);
  const countOf = (status: FindingStatus) => all.filter((finding) => finding.status === status).length;
  const sum = `${countOf("good")} right, ${countOf("warning")} to look at, ${countOf("fault")} wrong, ${countOf("skipped")} not checked.`;
  return [...told, sum].join("\n\n");
}

function findingInWords({ status, found, todo, values }: SaidFinding): string {
  const lines = [`  ${signs[status]} ${found}`];
  if (todo !== undefined) lines.push(`    → ${todo}`);
  for (const { label, value } of values ?? []) lines.push(`      ${label}: ${value}`);
  return lines.join("\n");
}
