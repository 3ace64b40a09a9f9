// Whoever takes our emails answers badly, late, half or not at all: each goes out in the end, and twice only if it may have
// been lost, then with the same Message-ID and the same words. Mail comes in all the while.
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openStoreAsIs } from "../../src/store/database.ts";
import type { Rows } from "../../src/store/rows.ts";
import { tellFigures } from "./figures.ts";
import { countUnfinished } from "./find-wrong.ts";
import { openPost, smtpManners, type Post } from "./post.ts";
import { dice, mailsOfFault, seed } from "./scale.ts";
import { expectWhole, openScene } from "./scene.ts";
import { openSendgrid, resetAfterSeconds, sendgridManners } from "./sendgrid.ts";

const silenceMs = 800;
/** What was perhaps taken is sent again after half an hour. */
const roundMs = 31 * 60_000;
const badRounds = 3;
const roundsMax = 12;

const couriers: [name: string, open: () => Promise<Post>, manners: readonly string[]][] = [
  ["smtp", openPost, smtpManners],
  ["sendgrid", openSendgrid, sendgridManners],
];

describe.concurrent(`a bad courier (CRASH_SEED=${seed})`, () => {
  it.for(couriers)("%s", { timeout: 400_000 }, async ([courier, open, manners], { onTestFinished }) => {
    const post = await open();
    onTestFinished(() => post.close());
    const scene = await openScene(onTestFinished, { engine: "sqlite", mailCount: mailsOfFault, post });
    const life = await scene.live("moved", {
      MAIL_COURIER: courier,
      SILENCE_MS: String(silenceMs),
      SENDGRID_API_KEY: "SG.a-key-of-nobody",
      SENDGRID_URL: `http://127.0.0.1:${post.port}/`,
    });
    const store = await openStoreAsIs(scene.databaseUrl);
    onTestFinished(() => store.close());
    post.behave(chooseFrom(manners, courier));
    let aheadMs = 0;
    let rounds = 0;
    for (; rounds === 0 || (await countUnfinished(store.read)) > 0; rounds++) {
      expect(rounds, "rounds until all was sent").toBeLessThan(roundsMax);
      if (rounds === badRounds) post.behave(() => "takes it");
      const { waitingCount, send } = scene.provider;
      await send(life.localUrl, Math.ceil(waitingCount() / Math.max(badRounds - rounds, 1)));
      await untilNothingIsDue(store.read, aheadMs);
      if (courier === "sendgrid" && rounds === 0)
        expect(await earliestReset(store.read)).toBeGreaterThan(0.9);
      aheadMs += roundMs;
      life.setClockAhead(aheadMs);
    }
    const { exit, ms: stopMs } = await life.stop();
    expect(exit).toBe(0);
    const whole = await expectWhole(scene);
    const { counts } = post;
    tellFigures(`bad courier, ${courier}`, { ...whole, counts, rounds, stopMs });
    for (const manner of manners) expect(counts[manner], manner).toBeGreaterThan(0);
    const takenUnsaid = ["takes it and breaks off", "takes it and fails"];
    const unsaidCount = takenUnsaid.reduce((sum, manner) => sum + (counts[manner] ?? 0), 0);
    expect(whole.repeats, "emails that came twice").toBe(unsaidCount);
    // Nobody who sends us mail feels any of it.
    expect(whole.answered503 + whole.cutCalls).toBe(0);
    expect(life.faultsLogged).toEqual({});
  });
});

/** All manners one after another, in an order that changes each time around. */
function chooseFrom(manners: readonly string[], name: string): () => string {
  const below = dice(`courier ${name}`);
  let left: string[] = [];
  return () => {
    if (left.length === 0) left = [...manners];
    return left.splice(below(left.length), 1)[0]!;
  };
}

/** Resolves when all mail is processed and nothing that is due is still to be handed over. */
async function untilNothingIsDue(read: Rows, aheadMs: number): Promise<void> {
  for (;;) {
    const now = new Date(Date.now() + aheadMs).toISOString();
    const due = await read.first<{ count: number }>(
      `select (select count(*) from inbound_emails where status in ('pending', 'processing'))
         + (select count(*) from events where announced_at is null)
         + (select count(*) from outbound_emails where status = 'sending' or (status = 'queued' and next_attempt_at <= ?)
            or (status = 'unknown' and leased_until < ?)) as count`,
      now,
      now,
    );
    if (due?.count === 0) return;
    await wait(100);
  }
}

/** How much of the time that a 429 asked for the soonest of such emails waits. */
async function earliestReset(read: Rows): Promise<number> {
  const rows = await read.all<{ next: string }>(
    "select next_attempt_at as next from outbound_emails where status = 'queued' and reason like '%(429)%'",
  );
  expect(rows.length, "emails put off by a 429").toBeGreaterThan(0);
  const soonest = Math.min(...rows.map(({ next }) => Date.parse(next)));
  return (soonest - Date.now()) / (resetAfterSeconds * 1_000);
}
