// Tells an installation to stop (SIGTERM) while mail comes in and goes out: it ends within its bound, and nothing is lost or doubled.
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { dice, mailsOfKill, seed, stopsCount } from "./scale.ts";
import { expectWhole, openScene, settle, waysToRun, webOf } from "./scene.ts";

const stopMsMax = 10_000;

describe.concurrent(`SIGTERM ends every process with 0 within ${stopMsMax} ms (CRASH_SEED=${seed})`, () => {
  it.for(waysToRun)(
    "%s, %j",
    { timeout: 120_000 + stopsCount * 2 * stopMsMax },
    async ([engine, programs], { onTestFinished }) => {
      const scene = await openScene(onTestFinished, { engine, mailCount: (1 + stopsCount) * mailsOfKill });
      const { provider } = scene;
      const below = dice(`stop ${engine} ${programs.join()}`);
      let stopMsMost = 0;
      for (let left = stopsCount; left > 0; left--) {
        const lives = await Promise.all(programs.map((program) => scene.live(program)));
        const reached = scene.steps(1 + below(mailsOfKill * 4));
        const sending = provider.send(webOf(lives), mailsOfKill);
        await reached;
        await wait(below(50));
        for (const { exit, ms } of await Promise.all(lives.map((life) => life.stop()))) {
          expect(exit).toBe(0);
          expect(ms).toBeLessThan(stopMsMax);
          stopMsMost = Math.max(stopMsMost, ms);
        }
        await sending;
        for (const { faultsLogged } of lives) expect(faultsLogged).not.toHaveProperty("processing failed");
      }
      const lives = await Promise.all(programs.map((program) => scene.live(program)));
      const settledMs = await settle(scene, webOf(lives));
      await Promise.all(lives.map((life) => life.stop()));
      const whole = await expectWhole(scene);
      // Whoever stops in order hands over nothing twice.
      expect(whole).toMatchObject({ repeats: 0 });
      tellFigures(`SIGTERM, ${engine}, ${programs.join(" + ")}`, {
        stops: stopsCount,
        stopMsMost,
        ...whole,
        settledMs,
      });
    },
  );
});

it.concurrent(
  "a mail server that has fallen silent does not keep a process from ending",
  { timeout: 120_000 },
  async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { engine: "sqlite", mailCount: mailsOfKill });
    const { provider, post } = scene;
    let silentCount = 0;
    post.behave(() => {
      silentCount++;
      return "falls silent";
    });
    const life = await scene.live();
    await provider.send(life.localUrl, mailsOfKill);
    while (silentCount === 0) await wait(50);
    const { exit, ms: stopMs } = await life.stop();
    expect(exit).toBe(0);
    expect(stopMs).toBeLessThan(stopMsMax);
    post.behave(() => "takes it");
    const next = await scene.live();
    const settledMs = await settle(scene, next.localUrl);
    await next.stop();
    const whole = await expectWhole(scene);
    expect(whole).toMatchObject({ repeats: 0 });
    tellFigures("SIGTERM, silent mail server", { stopMs, ...whole, settledMs });
  },
);
