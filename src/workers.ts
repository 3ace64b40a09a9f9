// The workers: process, announce, deliver, and what is due once in a while. Each works while there is something to do, then
// waits for a nudge or a while.
import type { Logger } from "pino";

/** One kind of work. `run` does or begins one batch and answers how many things that were. */
export interface Worker {
  name: string;
  run: (nudge: () => void) => Promise<number>;
  /** Whether something it began still goes on. */
  isBusy: () => boolean;
}

/** Work done in whole batches, one after another. */
export function inBatches(name: string, run: () => Promise<number>): Worker {
  return { name, run, isBusy: () => false };
}

export interface Timing {
  clock: () => Date;
  /** Whether this is this process's to do; asked only when it is time. */
  holdsClock?: () => Promise<boolean>;
}

/**
 * Work in batches that is looked for once in `everyMs` by this clock, first at the start: what a batch leaves is gone on with
 * at once. A clock that was put back, as the sandbox does to tell its story, does not keep it waiting.
 */
export function onceIn(
  everyMs: number,
  name: string,
  { clock, holdsClock = async () => true }: Timing,
  run: () => Promise<number>,
): Worker {
  let lookedAtMs = -Infinity;
  return inBatches(name, async () => {
    const nowMs = clock().getTime();
    if (nowMs >= lookedAtMs && nowMs < lookedAtMs + everyMs) return 0;
    if (!(await holdsClock())) return 0;
    const count = await run();
    if (count === 0) lookedAtMs = nowMs;
    return count;
  });
}

/** What keeps hold of things while they are worked on, so that only those of a dead process are free for another. */
export interface Renewal<Thing> {
  everyMs: number;
  /** Must not throw. */
  renew: (running: readonly Thing[]) => Promise<void>;
}

/**
 * Work on single things, up to `countMax` at the same time: a slow one keeps only its own place, and others go past it.
 * `claim` is told what is still being worked on. `work` must not throw; what it cannot do it records.
 */
export function sideBySide<Thing>(
  name: string,
  countMax: number,
  claim: (countMax: number, running: readonly Thing[]) => Promise<Thing[]>,
  work: (thing: Thing) => Promise<void>,
  renewal?: Renewal<Thing>,
): Worker {
  const running = new Set<Thing>();
  // A claim is a transaction whatever it finds, so it waits until a quarter of the places are free.
  const freeMin = Math.max(1, Math.floor(countMax / 4));
  let renewing: NodeJS.Timeout | undefined;

  function begin(thing: Thing, nudge: () => void): void {
    running.add(thing);
    if (renewal !== undefined)
      renewing ??= setInterval(() => void renewal.renew([...running]), renewal.everyMs);
    void work(thing).finally(() => {
      running.delete(thing);
      if (running.size === 0) {
        clearInterval(renewing);
        renewing = undefined;
      }
      nudge();
    });
  }

  return {
    name,
    isBusy: () => running.size > 0,
    run: async (nudge) => {
      if (countMax - running.size < freeMin) return 0;
      const things = await claim(countMax - running.size, [...running]);
      for (const thing of things) begin(thing, nudge);
      return things.length;
    },
  };
}

export interface Workers {
  /** Something was written: every worker looks again. */
  nudge: () => void;
  /** Resolves when no worker found anything to do since the last nudge. */
  settled: () => Promise<void>;
  /** Lets running batches end and starts no more. After a while it leaves the rest to their leases. */
  stop: () => Promise<void>;
}

/** How long an idle worker waits before it looks by itself; nudges make this rarely matter. */
const idleMs = 1_000;
/** After a batch that failed as a whole (the database is away), so that the log is not flooded. */
const faultPauseMs = 1_000;
/** How long stopping waits for what is being worked on, unless it is said. */
const usualStopMsMax = 4_000;

/** Starts all workers. A batch that throws is logged and tried again; workers never end by themselves. */
export function startWorkers(workers: readonly Worker[], log: Logger, stopMsMax = usualStopMsMax): Workers {
  let isStopping = false;
  let wakers: (() => void)[] = [];
  let nudges = 0;
  // The nudge count each worker had seen when it last found nothing to do.
  const seen = new Map<string, number>();
  let watchers: (() => void)[] = [];

  const nudge = () => {
    nudges++;
    for (const wake of wakers.splice(0)) wake();
  };
  const isSettled = () => workers.every(({ name, isBusy }) => seen.get(name) === nudges && !isBusy());

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (isStopping) return resolve();
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        wakers = wakers.filter((wake) => wake !== done);
        resolve();
      }
      wakers.push(done);
    });

  async function loop(worker: Worker): Promise<void> {
    while (!isStopping) {
      const nudgesBefore = nudges;
      let count = 0;
      try {
        count = await worker.run(nudge);
      } catch (fault) {
        log.error({ fault, worker: worker.name }, "worker failed");
        await pause(faultPauseMs);
        continue;
      }
      if (count > 0) {
        // What one worker did is what the next one waits for.
        nudge();
        continue;
      }
      if (nudges !== nudgesBefore) continue;
      seen.set(worker.name, nudges);
      if (isSettled()) for (const watcher of watchers.splice(0)) watcher();
      await pause(idleMs);
    }
  }

  const loops = workers.map(loop);
  return {
    nudge,
    settled: () =>
      new Promise((resolve) => {
        watchers.push(resolve);
        nudge();
      }),
    stop: async () => {
      isStopping = true;
      for (const wake of wakers.splice(0)) wake();
      let isOver = false;
      const over = new Promise<void>((resolve) => {
        setTimeout(() => resolve(void (isOver = true)), stopMsMax).unref();
      });
      await Promise.race([Promise.all(loops), over]);
      while (!isOver && workers.some(({ isBusy }) => isBusy()))
        await new Promise((resolve) => setTimeout(resolve, 10));
      const left = workers.filter(({ isBusy }) => isBusy()).map(({ name }) => name);
      if (isOver) log.warn({ workers: left }, "left to their leases");
      for (const watcher of watchers.splice(0)) watcher();
    },
  };
}
