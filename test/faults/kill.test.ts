// Kills processes of a real installation with SIGKILL again and again while mail comes in, and then looks for anything lost or doubled.
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import type { Life, Program } from "./life.ts";
import { dice, isShort, killsOfEach, mailsOfKill, seed } from "./scale.ts";
import { expectWhole, openScene, settle, waysToRun, webOf, type Scene } from "./scene.ts";

const killMsMax = 15_000;

describe.concurrent(`a mail that got a 2xx is there once, and told once to each, whenever something is killed (CRASH_SEED=${seed})`, () => {
  it.for(waysToRun)(
    "%s, %j",
    { timeout: 120_000 + killsOfEach * killMsMax },
    async ([engine, programs], { onTestFinished }) => {
      const mailCount = 30 + killsOfEach * mailsOfKill;
      const scene = await openScene(onTestFinished, { engine, mailCount });
      const { lives, ...figures } = await killAgainAndAgain(scene, programs);
      // The last kill was followed by a start; from then on it has to come to rest by itself.
      const settledMs = await settle(scene, webOf(lives));
      const stopped = await Promise.all(lives.map((life) => life.stop()));
      expect(stopped.map(({ exit }) => exit)).toEqual(programs.map(() => 0));
      const whole = await expectWhole(scene);
      tellFigures(`kill -9, ${engine}, ${programs.join(" + ")}`, { ...figures, ...whole, settledMs });
      // Or the kills came when nothing was going on, and this proved nothing. A few may all come at such moments.
      if (isShort) return;
      expect(whole.cutCalls, "calls that a kill cut off").toBeGreaterThan(0);
      expect(whole.processedAgain + whole.handedOverAgain, "kills while work was done").toBeGreaterThan(0);
    },
  );
});

interface Killed {
  lives: Life[];
  /** By program. */
  kills: Record<string, number>;
  /** How often which step of the killed process was its last. */
  lastSteps: Record<string, number>;
  /** The longest that a process took from its beginning until it was ready. */
  startMsMax: number;
}

async function killAgainAndAgain(scene: Scene, programs: Program[]): Promise<Killed> {
  const { provider } = scene;
  const below = dice(`kill ${scene.engine} ${programs.join()}`);
  const lives = await Promise.all(programs.map((program) => scene.live(program)));
  const killed: Killed = { lives, kills: {}, lastSteps: {}, startMsMax: 0 };
  for (let killsLeft = killsOfEach; killsLeft > 0; killsLeft--) {
    const victim = below(lives.length);
    const life = lives[victim]!;
    // Some at once, when the process is still cold, and the rest later, so that mail lasts for all lives.
    const share = Math.ceil(provider.waitingCount() / (killsLeft + 1));
    const early = below(share / 2);
    const sending = [provider.send(webOf(lives), early)];
    await wait(below(400));
    const late = share - early;
    // Of each mail five lines tell: received, handled, announced, and sent to two.
    const reached = scene.steps(1 + below(late * 5));
    sending.push(provider.send(webOf(lives), late));
    await reached;
    await wait(below(15));
    await life.kill();
    killed.kills[life.program] = (killed.kills[life.program] ?? 0) + 1;
    const last = life.lastStep();
    killed.lastSteps[last] = (killed.lastSteps[last] ?? 0) + 1;
    await Promise.all(sending);
    lives[victim] = await scene.live(life.program);
    killed.startMsMax = Math.max(killed.startMsMax, lives[victim].startMs);
  }
  return killed;
}
