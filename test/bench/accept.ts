// How fast mail is accepted when nothing else happens: stored durably before its 2xx, beside the same server that reads the same
// bodies and stores nothing.
import { join } from "node:path";
import type { Draft } from "../support/load/mails.ts";
import { postMails } from "./post-mails.ts";
import { openFor, startInstallation } from "./running.ts";

const rounds = 4;

/** Mails a second of each, by turns over the same mails in `rounds` rounds, so that a noisy machine hurts both alike. */
export async function measureAccept(
  folder: string,
  warmUp: Draft[],
  drafts: Draft[],
): Promise<{ storedPerSecond: number; readPerSecond: number }> {
  const storing = startInstallation(`sqlite:${join(folder, "accept.db")}`, { role: "web" });
  const reading = startInstallation(`sqlite:${join(folder, "read.db")}`, { role: "web", isStoring: false });
  try {
    const both = [
      { ...(await openFor(storing, warmUp, drafts)), ms: 0 },
      { ...(await openFor(reading, warmUp, drafts)), ms: 0 },
    ];
    for (const { localUrl, lists } of both) await postMails(localUrl, lists[0] ?? []);
    const size = Math.ceil(drafts.length / rounds);
    for (let round = 0; round < rounds; round++) {
      for (const one of both) {
        const startedAt = performance.now();
        await postMails(one.localUrl, one.lists[1]?.slice(round * size, (round + 1) * size) ?? []);
        one.ms += performance.now() - startedAt;
      }
    }
    await storing.stop();
    await reading.stop();
    const [storedPerSecond = 0, readPerSecond = 0] = both.map(({ ms }) => (drafts.length * 1_000) / ms);
    return { storedPerSecond, readPerSecond };
  } finally {
    storing.kill();
    reading.kill();
  }
}
