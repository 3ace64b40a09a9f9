// The tasks of a generated world in the order in which they were opened: when, whose, how much was written on each. A few numbers
// for each, since all of them are known before the first is written.
import type { Chance } from "./chance.ts";
import { skewedAround } from "./chance.ts";
import { sizeShares } from "./people.ts";

export interface TaskFacts {
  /** Milliseconds since 1970, rising. */
  openedMs: Float64Array;
  /** The place of its client among them. */
  client: Uint32Array;
  messageCount: Uint32Array;
}

/** Messages on a task on average. Half of the tasks have at most six, a few have hundreds. */
export const messagesEach = 10;
const messageSkew = 1;
/** One to ask and one to answer. */
const messagesMin = 2;
/** With this skew the average is `messagesEach`. */
const messagesMiddle = messagesEach * Math.exp(-(messageSkew ** 2) / 2);

export function planTasks(
  chance: Chance,
  { tasks, clients, fromMs, toMs }: { tasks: number; clients: number; fromMs: number; toMs: number },
): TaskFacts {
  // More and more from year to year: in the last three times as many a day as in the first.
  const openedMs = Float64Array.from({ length: tasks }, () => {
    const share = (Math.sqrt(1 + 8 * chance.next()) - 1) / 2;
    return Math.floor(fromMs + share * (toMs - fromMs));
  }).toSorted();
  return {
    openedMs,
    client: pickClients(chance, tasks, clients),
    messageCount: countMessages(chance, tasks),
  };
}

/** By the share of each. */
function pickClients(chance: Chance, tasks: number, clients: number): Uint32Array {
  let sum = 0;
  const upTo = sizeShares(clients).map((share) => (sum += share));
  return Uint32Array.from({ length: tasks }, () => {
    const wanted = chance.next() * sum;
    let [low, high] = [0, clients - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (upTo[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** Exactly `messagesEach` on average. */
function countMessages(chance: Chance, tasks: number): Uint32Array {
  const counts = Uint32Array.from({ length: tasks }, () =>
    Math.max(messagesMin, Math.round(skewedAround(chance, messagesMiddle, messageSkew))),
  );
  let left = tasks * messagesEach - counts.reduce((one, other) => one + other, 0);
  while (left !== 0) {
    const index = chance.below(tasks);
    const step = Math.sign(left);
    if (counts[index]! + step < messagesMin) continue;
    counts[index]! += step;
    left -= step;
  }
  return counts;
}
