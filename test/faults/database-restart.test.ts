// Ends PostgreSQL under an installation while mail comes in, in each way there is, and starts it again on what it had on its disk.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { dice, mailsOfKill, restartsOfEach, seed } from "./scale.ts";
import { expectWhole, openScene, settle } from "./scene.ts";

const manners = { SIGINT: "fast", SIGQUIT: "immediate", SIGKILL: "killed" } as const;
const signals = Object.keys(manners) as (keyof typeof manners)[];
/** From the start of the database until a mail is taken again. */
const recoveryMsMax = 10_000;

it(
  `PostgreSQL that is stopped fast, at once, or killed costs no mail and no second email (CRASH_SEED=${seed})`,
  { timeout: 120_000 + restartsOfEach * 60_000 },
  async ({ onTestFinished }) => {
    const rounds = Array.from({ length: restartsOfEach }, () => signals).flat();
    const mailCount = (1 + rounds.length) * 2 * mailsOfKill;
    const scene = await openScene(onTestFinished, {
      engine: "postgres",
      mailCount,
      isServerKept: true,
      // What an operator may have set for other databases on it.
      serverSettings: { synchronous_commit: "off" },
    });
    const { provider, server } = scene;
    const below = dice("database");
    const life = await scene.live();
    let recoveryMsMost = 0;
    for (const signal of rounds) {
      const reached = scene.steps(1 + below(mailsOfKill * 5));
      const sending = [provider.send(life.localUrl, mailsOfKill)];
      await reached;
      await wait(below(50));
      await server!.stop(signal);
      // It comes, is answered 503, and comes again.
      sending.push(provider.send(life.localUrl, mailsOfKill));
      await wait(below(3_000));
      await Promise.all(sending);
      await server!.start();
      const startedAt = performance.now();
      for (
        const before = provider.acknowledged.length;
        provider.acknowledged.length === before;
        await wait(50)
      )
        await provider.send(life.localUrl, 1);
      const recoveryMs = Math.round(performance.now() - startedAt);
      expect(recoveryMs, `after ${manners[signal]}`).toBeLessThan(recoveryMsMax);
      recoveryMsMost = Math.max(recoveryMsMost, recoveryMs);
    }
    const settledMs = await settle(scene, life.localUrl);
    expect((await life.stop()).exit).toBe(0);
    const whole = await expectWhole(scene);
    const restarts = Object.fromEntries(signals.map((signal) => [manners[signal], restartsOfEach]));
    tellFigures("PostgreSQL restarted", { restarts, ...whole, recoveryMsMost, settledMs });
    expect(whole.answered503, "mails put off while the database was away").toBeGreaterThan(0);
  },
);
