// Sees when the clock was set back, by an operator or by the network, and takes up what would wait until it gets there again.
import type { Logger } from "pino";
import { timestamp, type Clock } from "./domain/clock.ts";
import type { Store } from "./store/database.ts";
import { leaseMs } from "./store/leases.ts";
import { hasAhead, makeAheadDue } from "./store/set-back.ts";

/** The clocks of several machines may differ by less, and no lease is longer. */
const aheadMs = 2 * leaseMs;

/** Looks at the first call, since the clock may have been set back while nothing ran. Answers how many rows it made due. */
export function clockTender({
  store,
  clock,
  log,
}: {
  store: Store;
  clock: Clock;
  log: Logger;
}): () => Promise<number> {
  let seenMs = Infinity;
  return async () => {
    const nowMs = clock().getTime();
    const isSetBack = nowMs < seenMs;
    seenMs = nowMs;
    if (!isSetBack) return 0;
    const moments = { now: timestamp(new Date(nowMs)), ahead: timestamp(new Date(nowMs + aheadMs)) };
    if (!(await hasAhead(store.read, moments))) return 0;
    const count = await store.write((rows) => makeAheadDue(rows, moments));
    log.warn({ count }, "clock set back");
    return count;
  };
}
