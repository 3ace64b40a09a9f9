// What telling other programs works with, and its limits.
import type { LookupAddress } from "node:dns";
import type { Logger } from "pino";
import type { Clock } from "../domain/clock.ts";
import type { Store } from "../store/database.ts";
import type { KeyRing } from "../threading/token.ts";

export interface Programs {
  store: Store;
  clock: Clock;
  keys: KeyRing;
  log: Logger;
  /** The sandbox tells programs on this machine, too, over http; nothing else does. */
  isSandbox: boolean;
  /** All addresses of a host; that of the system unless a test stands in for it. */
  resolveHost?: (host: string) => Promise<LookupAddress[]>;
}

/** Calls at the same time. */
export const webhooksAtOnceMax = 10;
/** From the first byte out to the answer's head. Standard Webhooks advises 15 to 30 s; who takes longer does it behind its answer. */
export const answerTimeoutMs = 10_000;
/** Attempts; the waits below make the last about three days after the first. */
export const webhookAttemptsMax = 19;
export const firstWebhookRetryMs = 30_000;
export const longestWebhookRetryMs = 8 * 60 * 60_000;
/** Days for which it is kept what was told, and after which what waits for a paused endpoint is dropped. */
export const webhookDays = 30;
