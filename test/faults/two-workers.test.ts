// Several processes take work from one database at once, and each email is processed by one of them, told of once and sent once.
import { describe, expect, it } from "vitest";
import { tellFigures } from "./figures.ts";
import { mailsOfFault } from "./scale.ts";
import { expectWhole, openScene, settle, type Engine } from "./scene.ts";

const workerCount = 3;
const engines: Engine[] = ["sqlite", "postgres"];

describe.concurrent("workers that claim at once take different emails", () => {
  it.for(engines)("%s", { timeout: 240_000 }, async (engine, { onTestFinished }) => {
    const scene = await openScene(onTestFinished, { engine, mailCount: mailsOfFault });
    const workers = await Promise.all(Array.from({ length: workerCount }, () => scene.live("work")));
    const web = await scene.live("web");
    const settledMs = await settle(scene, web.localUrl);
    const stopped = await Promise.all([web, ...workers].map((life) => life.stop()));
    expect(stopped.map(({ exit }) => exit)).toEqual([0, ...workers.map(() => 0)]);
    const whole = await expectWhole(scene);
    const handled = workers.map(({ stepCounts }) => stepCounts.handled);
    const sent = workers.map(({ stepCounts }) => stepCounts.sent);
    tellFigures(`${workerCount} workers, ${engine}`, {
      ...whole,
      handled: handled.join("/"),
      sent: sent.join("/"),
      settledMs,
    });
    expect(whole).toMatchObject({
      processedAgain: 0,
      handedOverAgain: 0,
      repeats: 0,
      cutCalls: 0,
      answered503: 0,
    });
    // Or they were never at it at once.
    expect(Math.min(...handled), "emails handled by whoever handled least").toBeGreaterThan(0);
    for (const { faultsLogged } of [web, ...workers]) expect(faultsLogged).toEqual({});
  });
});
