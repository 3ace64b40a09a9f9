// What the interface for other programs works with, and its limits. README.md describes its calls.
import type { Logger } from "pino";
import type { Clock } from "../domain/clock.ts";
import type { Store } from "../store/database.ts";

export interface Api {
  store: Store;
  clock: Clock;
  log: Logger;
  /** Wakes the workers after something was written. */
  nudge: () => void;
  /** The row that a token names, when we wrote it. */
  readToken: (token: string) => number | undefined;
  hashOf: (secret: string) => string;
  /** Replaces our own addresses and links in words, which would let their reader speak for others. */
  maskSecrets: (words: string) => string;
  /** Caps calls by each token, and calls without a good one by each address. Answers how many milliseconds to wait. */
  callCap: { take: (caller: string, now: Date) => number };
  refusedCap: { take: (address: string, now: Date) => number };
}

/** Calls of one token in a minute. */
export const callsPerMinuteMax = 120;
/** Calls without a good token from one address in an hour. */
export const refusedPerHourMax = 100;
/** The JSON of one call; the longest is a message of 100,000 characters. */
export const bodyBytesMax = 1_048_576;
/** Rows of one page, and how many when nobody asks for fewer or more. */
export const pageSizeMax = 100;
export const pageSizeUsual = 50;
