// Moves the clock of a real installation forwards and backwards by hours while mail comes in and goes out, and sets it back while
// nothing runs.
import { describe, expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { mailsOfFault } from "./scale.ts";
import { expectWhole, openScene, settle, type Engine } from "./scene.ts";

const hourMs = 3_600_000;
/** Of the installation's clock ahead of the real one, one after another. */
const jumps = [3, -5, 26, -1].map((hours) => hours * hourMs);
/** Where it stands when the process is killed; the next one begins with the real time. */
const aheadAtDeath = 6 * hourMs;
const engines: Engine[] = ["sqlite", "postgres"];

describe.concurrent("a clock that jumps loses, doubles and delays nothing", () => {
  it.for(engines)("%s", { timeout: 240_000 }, async (engine, { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { engine, mailCount: mailsOfFault });
    const share = Math.floor(mailsOfFault / (jumps.length + 2));
    const before = await scene.live("moved");
    for (const aheadMs of jumps) {
      const sending = scene.provider.send(before.localUrl, share);
      await scene.steps(share);
      before.setClockAhead(aheadMs);
      await sending;
    }
    before.setClockAhead(aheadAtDeath);
    // Of each mail five lines tell, so that this is in the midst of it.
    const halfway = scene.steps(3 * share);
    await scene.provider.send(before.localUrl, share);
    await halfway;
    await before.kill();
    const after = await scene.live("moved");
    const settledMs = await settle(scene, after.localUrl);
    expect((await after.stop()).exit).toBe(0);
    tellFigures(`clock jumps, ${engine}`, { ...(await expectWhole(scene)), settledMs });
  });
});
