// Kills a real installation with SIGKILL again and again while mail comes in, and then looks for anything lost or doubled.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/database.ts";
import { leaseMs } from "../../src/store/leases.ts";
import { keyRing } from "../../src/threading/token.ts";
import { listDamage } from "../store/filled-database.ts";
import { addressMail, draftMails } from "../support/load/mails.ts";
import { openTasks } from "../support/load/open-tasks.ts";
import { countUnfinished, findWrong } from "./find-wrong.ts";
import { startLife, type Life } from "./life.ts";
import { openProvider, type Provider } from "./provider.ts";

const mailCount = 500;
const killCount = 30;
const replyDomain = "reply.northbeam.example";
/** Chooses the moments of the kills; a failure names it. What the machine does between them stays its own. */
const seed = Number(process.env["CRASH_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
/** After the last kill: what the dead held is free after their leases, and then there is little left to do. */
const settleMsMax = leaseMs + 30_000;

it(
  `a mail that got a 2xx is there once, and told once to each, whenever the process is killed (CRASH_SEED=${seed})`,
  { timeout: 300_000 },
  async ({ annotate }) => {
    const folder = mkdtempSync(join(tmpdir(), "inreply-crash-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const databaseUrl = `sqlite:${join(folder, "crash.db")}`;
    const secret = Buffer.alloc(32, 7);
    const environment = {
      MAIL_COURIER: "sandbox",
      // So many mails in a minute are a storm, which is not what is tried here.
      STORM_EMAILS_MAX: "1000000",
      PORT: "0",
      DATABASE_URL: databaseUrl,
      REPLY_DOMAIN: replyDomain,
      SECRET_KEYS: `0:${secret.toString("base64")}`,
    };
    // Closed before the first life: a connection of ours would spare it the recovery of the write-ahead log.
    const before = await openStore(databaseUrl);
    const drafts = draftMails(folder, mailCount);
    const addresses = [...new Set(drafts.map(({ from }) => from))];
    const parts = { store: before, keys: keyRing([{ id: 0, secret }]), replyDomain };
    const replyAddresses = await openTasks(parts, addresses, { hasColleague: true });
    const mails = drafts.map((draft) => addressMail(draft, replyAddresses[draft.from] ?? ""));
    await before.close();
    const provider = openProvider(mails);

    const lastSteps = await killAgainAndAgain(environment, provider);

    const life = await startLife(environment);
    onTestFinished(() => life.kill());
    const startedAt = performance.now();
    await provider.send(life.localUrl, mailCount);
    expect(provider.waitingCount(), "mails without a 2xx at the end").toBe(0);
    expect(provider.faults()).toEqual([]);
    const store = await openStore(databaseUrl);
    onTestFinished(() => store.close());
    while ((await countUnfinished(store.read)) > 0 && performance.now() - startedAt < settleMsMax)
      await wait(250);
    const settledMs = Math.round(performance.now() - startedAt);
    expect(await countUnfinished(store.read), `unfinished after ${settledMs} ms`).toBe(0);
    await life.stop();

    const taskCount = new Set(mails.map(({ replyTo }) => replyTo)).size;
    expect(await findWrong(store.read, mails, taskCount)).toEqual([]);
    expect(await listDamage(databaseUrl)).toEqual([]);
    const tried = async (table: string) =>
      store.read.all<{ attempts: number; count: number }>(
        `select attempts, count(*) as count from ${table} group by attempts order by attempts`,
      );
    const [processed, delivered] = [await tried("inbound_emails"), await tried("outbound_emails")];
    await annotate(
      JSON.stringify({ lastSteps, cutCount: provider.cutCount(), processed, delivered, settledMs }),
    );
    // Or the kills came when nothing was going on, and this proved nothing.
    expect(provider.cutCount(), "calls that a kill cut off").toBeGreaterThan(0);
    expect(processed.length, "kills while mails were processed").toBeGreaterThan(1);
    expect(delivered.length, "kills while emails were delivered").toBeGreaterThan(1);
  },
);

/** Answers how often which step of the work was the last before a kill. */
async function killAgainAndAgain(
  environment: Record<string, string>,
  provider: Provider,
): Promise<Record<string, number>> {
  const chance = chances(seed);
  const below = (limit: number) => Math.floor(chance() * limit);
  const lastSteps: Record<string, number> = {};
  for (let killsLeft = killCount; killsLeft > 0; killsLeft--) {
    const life: Life = await startLife(environment);
    onTestFinished(() => life.kill());
    // Some at once, when the process is still cold, and the rest later, so that mail lasts for all lives.
    const share = Math.ceil(provider.waitingCount() / (killsLeft + 1));
    const early = below(share / 2);
    const sending = [provider.send(life.localUrl, early)];
    await wait(below(400));
    const late = share - early;
    // Of each mail five lines tell: received, handled, announced, and sent to two.
    const killed = life.killAfter(1 + below(late * 5), below(15));
    sending.push(provider.send(life.localUrl, late));
    const last = await killed;
    lastSteps[last] = (lastSteps[last] ?? 0) + 1;
    await Promise.all(sending);
  }
  return lastSteps;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function chances(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
