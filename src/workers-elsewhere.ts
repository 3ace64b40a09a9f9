// The workers of a process that has none: others, which the store tells of what was written.
import { timestamp, type Clock } from "./domain/clock.ts";
import type { Store } from "./store/database.ts";
import { hasUnfinished } from "./store/unfinished.ts";
import type { Workers } from "./workers.ts";

const lookEveryMs = 50;
/** Longer than any page of the sandbox waits for them. */
const settleMsMax = 15_000;

export function workersElsewhere(store: Store, clock: Clock): Workers {
  return {
    nudge: store.tellOfWork,
    settled: async () => {
      store.tellOfWork();
      const began = performance.now();
      while (await hasUnfinished(store.read, timestamp(clock()))) {
        if (performance.now() - began > settleMsMax) throw new Error("No worker does what there is to do.");
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
      }
    },
    stop: async () => {},
  };
}
