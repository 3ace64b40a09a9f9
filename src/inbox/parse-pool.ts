// Parses emails and extracts replies in worker threads, so that no email holds up the thread that answers the webhook, and
// each can be stopped. Reads the bytes it is given, writes nothing.
import { Worker } from "node:worker_threads";
import type { Reply, ReplyInput } from "../reply/extract.ts";
import type { CheckedSignatures } from "./dkim.ts";
import type { DkimKeys } from "./signature-keys.ts";
import { parseLimits } from "./parse.ts";
import type { ParseLimits } from "./parse.ts";
import { settle, toThreadJob } from "./parse-job.ts";
import type { Job, JobAnswer, ThreadAnswer } from "./parse-job.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { UnreadableEmail } from "./parsed-email.ts";

export interface ParsePool {
  /** Rejects with `UnreadableEmail`. The bytes are copied when their turn comes: do not change them until then. */
  parse(raw: Uint8Array): Promise<ParsedEmail>;
  /** Rejects with `UnreadableEmail` "too_slow" when it takes longer than a parse may. */
  extract(input: ReplyInput): Promise<Reply>;
  /** Checks an email's DKIM signatures and seals by keys that were looked up. Rejects as `extract` does. */
  checkSignatures(raw: Uint8Array, keys: DkimKeys): Promise<CheckedSignatures>;
  /** Resolves when a thread can take a job, or when none comes up, which the next job will tell. */
  ready(): Promise<void>;
  /** Rejects what waits, lets what runs come to its end, and stops the threads. */
  close(): Promise<void>;
}

export interface ParsePoolOptions {
  /** Threads that take jobs; one that a slow job holds does not count. Default 2. */
  threads?: number;
  limits?: ParseLimits;
  /** Jobs that may wait; one more is rejected, since whoever asks for that many has lost count. */
  waitingMax?: number;
  /** Bounds what a thread may keep on its heap; its buffers are bounded by `emailBytesMax`. Default 512. */
  heapMegabytesMax?: number;
}

/** After this a job counts as slow, and another thread is opened in the place of the one it holds. */
const slowMs = 300;
/** Threads that slow jobs may hold at once beside the pool's own. Each costs some 80 MB for as long as it stays. */
const slowThreadsMax = 2;
/**
 * So long after the last slow job, threads that were opened for such stay. To open one costs more than most jobs do, and on
 * a machine that is busy every job is slow: opening and ending threads all the time would make it busier still.
 */
const sparesStayMs = 60_000;
const waitingMaxDefault = 10_000;
const heapMegabytesMaxDefault = 512;
/** Of a thread's heap, for what is new. V8's own default (48) lets each thread keep that much garbage more, no faster. */
const youngMegabytesMax = 24;
/** Threads that fail one after another before any came up: then something is wrong with the installation. */
const startFaultsMax = 3;

interface Thread {
  worker: Worker;
  isReady: boolean;
  isSlow: boolean;
  job: Job | undefined;
  timers: NodeJS.Timeout[];
}

/** The process is told to stop: what was to be read is read by the next one. */
export class PoolClosed extends Error {
  constructor() {
    super("The parse pool is closed.");
  }
}

interface Pool {
  threadsMin: number;
  limits: ParseLimits;
  heapMegabytesMax: number;
  threads: Set<Thread>;
  waiting: Job[];
  /** Who waits for a thread to come up. */
  whenReady: (() => void)[];
  /** Threads on their way out, for `close` to wait for. */
  ending: Set<Promise<unknown>>;
  startFaults: number;
  /** Runs while threads beyond the pool's own stay. */
  sparesStay: NodeJS.Timeout | undefined;
  isClosed: boolean;
  whenIdle: () => void;
}

/** Opens the threads at once. They keep the process alive only while they work. First come, first served. */
export function openParsePool(options: ParsePoolOptions = {}): ParsePool {
  const waitingMax = options.waitingMax ?? waitingMaxDefault;
  const pool: Pool = {
    threadsMin: options.threads ?? 2,
    limits: options.limits ?? parseLimits,
    heapMegabytesMax: options.heapMegabytesMax ?? heapMegabytesMaxDefault,
    threads: new Set(),
    waiting: [],
    whenReady: [],
    ending: new Set(),
    startFaults: 0,
    sparesStay: undefined,
    isClosed: false,
    whenIdle: () => {},
  };
  const enqueue = <Answer extends JobAnswer>(work: Job["work"]): Promise<Answer> =>
    new Promise<Answer>((resolve, reject) => {
      if (pool.isClosed) throw new PoolClosed();
      if (pool.waiting.length >= waitingMax)
        throw new Error(`More than ${waitingMax} jobs wait for a thread.`);
      pool.waiting.push({ work, resolve: resolve as Job["resolve"], reject });
      openThreads(pool);
      giveOut(pool);
    });
  openThreads(pool);
  return {
    parse: (raw) => enqueue<ParsedEmail>({ kind: "parse", raw }),
    extract: (input) => enqueue<Reply>({ kind: "extract", input }),
    checkSignatures: (raw, keys) => enqueue<CheckedSignatures>({ kind: "check", raw, keys }),
    ready: () => untilReady(pool),
    close: () => closePool(pool),
  };
}

function untilReady(pool: Pool): Promise<void> {
  return new Promise((resolve) => {
    if (pool.isClosed || [...pool.threads].some(({ isReady }) => isReady)) return resolve();
    pool.whenReady.push(resolve);
    openThreads(pool);
    giveOut(pool);
  });
}

function tellReady(pool: Pool): void {
  for (const resolve of pool.whenReady.splice(0)) resolve();
}

/** As many threads as are free of slow jobs at all times, within bounds. */
function openThreads(pool: Pool): void {
  while (!pool.isClosed && pool.startFaults < startFaultsMax && pool.threads.size < threadsWanted(pool)) {
    const worker = new Worker(new URL("./parse-thread.mjs", import.meta.url), {
      workerData: { limits: pool.limits },
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: pool.heapMegabytesMax,
        maxYoungGenerationSizeMb: youngMegabytesMax,
      },
    });
    const thread: Thread = { worker, isReady: false, isSlow: false, job: undefined, timers: [] };
    worker.on("message", (answer: ThreadAnswer) => hear(pool, thread, answer));
    worker.on("messageerror", (fault: Error) => lose(pool, thread, fault));
    worker.on("error", (fault: Error) => lose(pool, thread, fault));
    worker.on("exit", () => lose(pool, thread, new Error("The thread ended.")));
    worker.unref();
    pool.threads.add(thread);
  }
}

function threadsWanted(pool: Pool): number {
  const slow = [...pool.threads].filter(({ isSlow }) => isSlow).length;
  return pool.threadsMin + Math.min(slow, slowThreadsMax);
}

/** Gives waiting jobs to free threads, and lets the process end when there is nothing to do. */
function giveOut(pool: Pool): void {
  while (pool.waiting.length > 0) {
    const thread = [...pool.threads].find(({ isReady, job }) => isReady && job === undefined);
    const job = thread === undefined ? undefined : pool.waiting.shift();
    if (thread === undefined || job === undefined) break;
    start(pool, thread, job);
  }
  const isAwaited = pool.waiting.length > 0 || pool.whenReady.length > 0;
  const isBusy = isAwaited || [...pool.threads].some(({ job }) => job !== undefined);
  for (const { worker } of pool.threads) {
    if (isBusy) worker.ref();
    else worker.unref();
  }
  if (!isBusy) pool.whenIdle();
}

function start(pool: Pool, thread: Thread, job: Job): void {
  thread.job = job;
  const beSlow = (): void => {
    thread.isSlow = true;
    openThreads(pool);
    keepSpares(pool);
  };
  thread.timers.push(
    setTimeout(beSlow, slowMs),
    setTimeout(() => stop(pool, thread), pool.limits.timeMs),
  );
  try {
    const work = toThreadJob(job);
    thread.worker.postMessage(work, work.kind === "extract" ? [] : [work.raw.buffer]);
  } catch (fault) {
    // What cannot be copied to a thread is its caller's fault, not the thread's.
    release(thread);
    job.reject(fault instanceof Error ? fault : new Error(String(fault)));
  }
}

function keepSpares(pool: Pool): void {
  clearTimeout(pool.sparesStay);
  pool.sparesStay = setTimeout(() => {
    pool.sparesStay = undefined;
    for (const thread of pool.threads) retireSpare(pool, thread);
  }, sparesStayMs).unref();
}

function retireSpare(pool: Pool, thread: Thread): void {
  const isNeeded = thread.job !== undefined || pool.threads.size <= threadsWanted(pool);
  if (!isNeeded && pool.sparesStay === undefined) retire(pool, thread);
}

function hear(pool: Pool, thread: Thread, answer: ThreadAnswer): void {
  if (!pool.threads.has(thread)) return;
  if (answer.kind === "ready") {
    thread.isReady = true;
    pool.startFaults = 0;
    tellReady(pool);
  } else {
    const job = release(thread);
    if (job !== undefined) settle(job, answer);
  }
  retireSpare(pool, thread);
  giveOut(pool);
}

/** A job over its time: its thread can only be ended with it. */
function stop(pool: Pool, thread: Thread): void {
  const job = release(thread);
  retire(pool, thread);
  job?.reject(new UnreadableEmail("too_slow", `Reading took longer than ${pool.limits.timeMs} ms.`));
  openThreads(pool);
  giveOut(pool);
}

/** A thread that died takes its one job with it, and no other. */
function lose(pool: Pool, thread: Thread, fault: Error): void {
  if (!pool.threads.has(thread)) return;
  const job = release(thread);
  retire(pool, thread);
  job?.reject(new UnreadableEmail("reader_stopped", `The reader stopped: ${fault.message.slice(0, 200)}`));
  if (!thread.isReady) pool.startFaults += 1;
  if (pool.startFaults >= startFaultsMax && pool.threads.size === 0) {
    pool.startFaults = 0;
    tellReady(pool);
    for (const each of pool.waiting.splice(0)) each.reject(fault);
  } else {
    openThreads(pool);
  }
  giveOut(pool);
}

function release(thread: Thread): Job | undefined {
  for (const timer of thread.timers.splice(0)) clearTimeout(timer);
  const { job } = thread;
  thread.job = undefined;
  thread.isSlow = false;
  return job;
}

function retire(pool: Pool, thread: Thread): void {
  pool.threads.delete(thread);
  const ending: Promise<unknown> = thread.worker.terminate().finally(() => pool.ending.delete(ending));
  pool.ending.add(ending);
}

async function closePool(pool: Pool): Promise<void> {
  pool.isClosed = true;
  clearTimeout(pool.sparesStay);
  tellReady(pool);
  for (const job of pool.waiting.splice(0)) job.reject(new PoolClosed());
  await new Promise<void>((resolve) => {
    pool.whenIdle = resolve;
    giveOut(pool);
  });
  for (const thread of pool.threads) retire(pool, thread);
  await Promise.all(pool.ending);
}
