// Workers: nudged and settled, side by side, tried again after a fault, stopped in order.
import { setTimeout as wait } from "node:timers/promises";
import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { inBatches, onceIn, sideBySide, startWorkers, type Worker } from "../src/workers.ts";

function start(workers: readonly Worker[], lines: string[] = []) {
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  const started = startWorkers(workers, log);
  onTestFinished(() => started.stop());
  return started;
}

/** A promise and the function that fulfils it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Work that takes things off a list, as a claim takes rows. */
function queue(things: number[], countMax: number, work: (thing: number) => Promise<void>) {
  return sideBySide("queue", countMax, (count) => Promise.resolve(things.splice(0, count)), work);
}

describe("a nudge", () => {
  it("wakes workers at once, long before they would look by themselves", async () => {
    const things: number[] = [];
    const done: number[] = [];
    const workers = start([queue(things, 2, (thing) => Promise.resolve(void done.push(thing)))]);
    await workers.settled();
    things.push(1, 2, 3);
    const started = Date.now();
    workers.nudge();
    await workers.settled();
    expect(done).toEqual([1, 2, 3]);
    expect(Date.now() - started).toBeLessThan(900);
  });

  it("is not needed: idle workers look by themselves within two seconds", async () => {
    const things: number[] = [];
    const found = gate();
    const workers = start([queue(things, 1, () => Promise.resolve(found.open()))]);
    await workers.settled();
    things.push(1);
    await expect(Promise.race([found.opened.then(() => "found"), wait(2_000, "not found")])).resolves.toBe(
      "found",
    );
  });

  it("that comes while a batch runs is not lost", async () => {
    const running = gate();
    const end = gate();
    const things: number[] = [];
    let runs = 0;
    const workers = start([
      inBatches("slow", async () => {
        runs++;
        if (runs === 1) {
          running.open();
          await end.opened;
          return 0;
        }
        return things.splice(0).length;
      }),
    ]);
    await running.opened;
    things.push(1);
    workers.nudge();
    end.open();
    const started = Date.now();
    await workers.settled();
    expect(things).toEqual([]);
    expect(Date.now() - started).toBeLessThan(900);
  });
});

describe("settled", () => {
  it("waits for the whole chain: what one worker did is what the next one waits for", async () => {
    const stages: number[][] = [[1, 2, 3, 4, 5], [], []];
    const move = (from: number) =>
      inBatches(`stage ${from}`, async () => {
        await wait(5);
        const moved = stages[from]!.splice(0, 2);
        stages[from + 1]!.push(...moved);
        return moved.length;
      });
    const workers = start([move(1), move(0)]);
    await workers.settled();
    expect(stages).toEqual([[], [], [1, 2, 3, 4, 5]]);
  });

  it("waits for things that were begun and still go on", async () => {
    const end = gate();
    let isDone = false;
    const workers = start([
      queue([1], 5, async () => {
        await end.opened;
        isDone = true;
      }),
    ]);
    const settled = workers.settled().then(() => isDone);
    await wait(50);
    expect(isDone).toBe(false);
    end.open();
    expect(await settled).toBe(true);
  });
});

describe("side by side", () => {
  it("a slow thing keeps its own place only, and others go past it", async () => {
    const end = gate();
    const done: number[] = [];
    const workers = start([
      queue([1, 2, 3, 4, 5, 6], 2, async (thing) => {
        if (thing === 1) await end.opened;
        done.push(thing);
      }),
    ]);
    await wait(100);
    expect(done).toEqual([2, 3, 4, 5, 6]);
    end.open();
    await workers.settled();
    expect(done).toEqual([2, 3, 4, 5, 6, 1]);
  });

  it("never more than so many at once, and no more are claimed than there is room for", async () => {
    let running = 0;
    let runningMax = 0;
    const asked: number[] = [];
    const things = Array.from({ length: 20 }, (_, index) => index);
    const worker = sideBySide(
      "bounded",
      3,
      (count) => {
        asked.push(count);
        return Promise.resolve(things.splice(0, count));
      },
      async () => {
        running++;
        runningMax = Math.max(runningMax, running);
        await wait(2);
        running--;
      },
    );
    await start([worker]).settled();
    expect(things).toEqual([]);
    expect(runningMax).toBe(3);
    expect(Math.max(...asked)).toBe(3);
    expect(Math.min(...asked)).toBeGreaterThan(0);
  });

  it("what still goes on is told to the next claim", async () => {
    const end = gate();
    const told: (readonly number[])[] = [];
    const things = [1, 2];
    const worker = sideBySide<number>(
      "told",
      2,
      (_, running) => {
        told.push(running);
        return Promise.resolve(things.splice(0, 1));
      },
      (thing) => (thing === 1 ? end.opened : Promise.resolve()),
    );
    const workers = start([worker]);
    await expect.poll(() => told.length).toBeGreaterThan(1);
    expect(told.slice(0, 2)).toEqual([[], [1]]);
    end.open();
    await workers.settled();
    expect(told.at(-1)).toEqual([]);
  });

  it("what still goes on is renewed, and nothing once it is done", async () => {
    const end = gate();
    const renewed: (readonly number[])[] = [];
    const worker = sideBySide<number>(
      "renewed",
      2,
      claimOnce([1, 2]),
      (thing) => (thing === 1 ? end.opened : Promise.resolve()),
      { everyMs: 20, renew: (running) => Promise.resolve(void renewed.push(running)) },
    );
    const workers = start([worker]);
    await expect.poll(() => renewed.length).toBeGreaterThan(2);
    for (const running of renewed) expect(running).toEqual([1]);
    end.open();
    await workers.settled();
    const count = renewed.length;
    await wait(60);
    expect(renewed).toHaveLength(count);
  });

  it("one worker's slow thing does not hold another worker", async () => {
    const end = gate();
    const done: number[] = [];
    const slow = sideBySide("slow", 1, claimOnce(["x"]), () => end.opened);
    const workers = start([slow, queue([1, 2], 1, (thing) => Promise.resolve(void done.push(thing)))]);
    await wait(50);
    expect(done).toEqual([1, 2]);
    end.open();
    await workers.settled();
  });
});

describe("a batch that throws", () => {
  it("is logged with its worker's name and tried again, and other workers go on", async () => {
    const lines: string[] = [];
    const done: number[] = [];
    let runs = 0;
    const faulty = inBatches("faulty", () => {
      runs++;
      return runs === 1 ? Promise.reject(new Error("The database is away.")) : Promise.resolve(0);
    });
    const workers = start([faulty, queue([1], 1, (thing) => Promise.resolve(void done.push(thing)))], lines);
    await workers.settled();
    expect(runs).toBeGreaterThan(1);
    expect(done).toEqual([1]);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ worker: "faulty", msg: "worker failed" });
  });

  it("again and again does not spin", async () => {
    let runs = 0;
    start([
      inBatches("faulty", () => {
        runs++;
        return Promise.reject(new Error("The database is away."));
      }),
    ]);
    await wait(300);
    expect(runs).toBe(1);
  });
});

describe("stop", () => {
  it("lets what runs end and starts no more", async () => {
    const end = gate();
    const done: number[] = [];
    const things = [1, 2, 3];
    const workers = start([
      queue(things, 1, async (thing) => {
        await end.opened;
        done.push(thing);
      }),
    ]);
    await wait(20);
    let isStopped = false;
    const stopped = workers.stop().then(() => {
      isStopped = true;
    });
    await wait(50);
    expect(isStopped).toBe(false);
    end.open();
    await stopped;
    expect(done).toEqual([1]);
    expect(things).toEqual([2, 3]);
  });

  it("does not wait for idle workers, and frees whoever waits for the work to settle", async () => {
    const end = gate();
    const workers = start([sideBySide("slow", 1, claimOnce(["x"]), () => end.opened)]);
    const settled = workers.settled();
    const started = Date.now();
    const stopped = workers.stop();
    end.open();
    await Promise.all([stopped, settled]);
    expect(Date.now() - started).toBeLessThan(900);
  });
});

function claimOnce<Thing>(things: Thing[]): (count: number) => Promise<Thing[]> {
  return (count) => Promise.resolve(things.splice(0, count));
}

describe("work that is due once in a while", () => {
  it("is done at the start and when its time came again, by the given clock", async () => {
    const time = { ms: 0 };
    let looks = 0;
    const workers = start([
      onceIn(60_000, "hourly", { clock: () => new Date(time.ms) }, () => Promise.resolve((looks++, 0))),
    ]);
    await workers.settled();
    await workers.settled();
    expect(looks).toBe(1);
    time.ms = 59_999;
    await workers.settled();
    expect(looks).toBe(1);
    time.ms = 60_000;
    await workers.settled();
    expect(looks).toBe(2);
  });

  it("looks again when its clock was put back", async () => {
    const time = { ms: 1_000_000 };
    let looks = 0;
    const workers = start([
      onceIn(60_000, "hourly", { clock: () => new Date(time.ms) }, () => Promise.resolve((looks++, 0))),
    ]);
    await workers.settled();
    time.ms = 0;
    await workers.settled();
    await workers.settled();
    expect(looks).toBe(2);
  });

  it("goes on at once while there is more of it", async () => {
    const left = [2, 2, 1, 0];
    const workers = start([
      onceIn(60_000, "much", { clock: () => new Date(0) }, () => Promise.resolve(left.shift()!)),
    ]);
    await workers.settled();
    expect(left).toEqual([]);
  });

  it("is left to the process that holds the clock, and done at once by one that gets it", async () => {
    let looks = 0;
    let isHeld = false;
    const timing = { clock: () => new Date(0), holdsClock: async () => isHeld };
    const workers = start([onceIn(60_000, "much", timing, () => Promise.resolve((looks++, 0)))]);
    await workers.settled();
    expect(looks).toBe(0);
    isHeld = true;
    await workers.settled();
    await workers.settled();
    expect(looks).toBe(1);
  });
});

describe("stopping", () => {
  it("waits for what is being worked on only so long, and says what it leaves to its leases", async () => {
    const lines: string[] = [];
    const log = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
    let isTaken = false;
    const claim = async () => (isTaken ? [] : ((isTaken = true), [1]));
    const endless = sideBySide("deliver", 4, claim, () => new Promise<void>(() => {}));
    const stuck = inBatches("announce", () => new Promise<number>(() => {}));
    const workers = startWorkers([endless, stuck], log, 60);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const began = performance.now();
    await workers.stop();
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(lines.join("")).toContain("left to their leases");
    expect(lines.join("")).toContain("deliver");
  });
});
