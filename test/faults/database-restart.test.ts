// Ends PostgreSQL under an installation while mail comes in, in each way there is, and starts it again on what it had on its
// disk; or cuts its connections alone.
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { dice, mailsOfKill, restartsOfEach, seed } from "./scale.ts";
import { expectWhole, openScene, settle } from "./scene.ts";

const manners = ["connections cut", "stopped fast", "stopped at once", "killed"] as const;
const signals = { "stopped fast": "SIGINT", "stopped at once": "SIGQUIT", killed: "SIGKILL" } as const;
/** From the start of the database until a mail is taken again. */
const recoveryMsMax = 10_000;

it(
  `PostgreSQL that is stopped or killed, or cuts its connections, costs no mail and no second email (CRASH_SEED=${seed})`,
  { timeout: 120_000 + restartsOfEach * 60_000 },
  async ({ onTestFinished }) => {
    const rounds = Array.from({ length: restartsOfEach }, () => manners).flat();
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
    for (const manner of rounds) {
      const reached = scene.steps(1 + below(mailsOfKill * 5));
      const sending = [provider.send(life.localUrl, mailsOfKill)];
      await reached;
      await wait(below(50));
      if (manner === "connections cut") await cutConnections(server!.url);
      else await server!.stop(signals[manner]);
      // It comes, is answered 503, and comes again.
      sending.push(provider.send(life.localUrl, mailsOfKill));
      await wait(below(3_000));
      await Promise.all(sending);
      if (manner !== "connections cut") await server!.start();
      const startedAt = performance.now();
      for (
        const before = provider.acknowledged.length;
        provider.acknowledged.length === before;
        await wait(50)
      )
        await provider.send(life.localUrl, 1);
      const recoveryMs = Math.round(performance.now() - startedAt);
      expect(recoveryMs, `after ${manner}`).toBeLessThan(recoveryMsMax);
      recoveryMsMost = Math.max(recoveryMsMost, recoveryMs);
    }
    const settledMs = await settle(scene, life.localUrl);
    expect((await life.stop()).exit).toBe(0);
    const whole = await expectWhole(scene);
    const restarts = Object.fromEntries(manners.map((manner) => [manner, restartsOfEach]));
    tellFigures("PostgreSQL restarted", { restarts, ...whole, recoveryMsMost, settledMs });
    expect(whole.answered503, "mails put off while the database was away").toBeGreaterThan(0);
  },
);

/** As a pooler that is restarted, a firewall or an administrator does: the server is there, and whoever calls anew is served. */
async function cutConnections(url: string): Promise<void> {
  const administrator = new pg.Client({ connectionString: url });
  await administrator.connect();
  await administrator.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  await administrator.end();
}
