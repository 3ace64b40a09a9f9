// What was tried of late that is more than one email: kept in memory only, for the page that shows how it went.
import type { Scan } from "./scan.ts";

/** One call of the webhook and its answer. */
export interface AnsweredCall {
  /** Which of several this is, in a few words. */
  about: string;
  envelopeTo: string;
  sizeBytes: number;
  status: number;
  /** What the webhook did, in its own sentence when it refused. */
  said: string;
  /** The row that the email is stored in; undefined when it was refused. */
  inboundEmailId: number | undefined;
}

export type Try =
  | { kind: "calls"; title: string; expected: string; emailPath: string; calls: AnsweredCall[] }
  | { kind: "scan"; emailPath: string; subject: string; scan: Scan };

export interface Tries {
  /** Keeps it and answers its number. */
  add: (tried: Try) => number;
  find: (id: number) => Try | undefined;
}

/** Tries that are kept; an older one is forgotten. */
const triesMax = 50;

export function openTries(): Tries {
  const kept = new Map<number, Try>();
  let last = 0;
  return {
    add: (tried) => {
      last += 1;
      kept.set(last, tried);
      kept.delete(last - triesMax);
      return last;
    },
    find: (id) => kept.get(id),
  };
}
