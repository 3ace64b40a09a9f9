// What processes on one PostgreSQL tell one another beside the rows, by its notifications and one lock.
import { watchByHearing } from "./hear-events.ts";
import { openHearing } from "./hearing.ts";
import type { Rows } from "./rows.ts";
import type { Signals } from "./signals.ts";

/** Word of work goes out once in this time at most. */
const tellEveryMs = 10;
const workChannel = "inreply_work";

/**
 * Word of work follows the commit instead of being part of it: transactions that notify commit one after another, each waiting
 * for the disk alone. A process that dies in between is made up for by the look that idle workers take by themselves.
 */
export function signalsByHearing(read: Rows, url: string): Signals {
  const hearing = openHearing(url);
  const { watch, close } = watchByHearing(read, hearing);
  let isTelling = false;
  let isMore = false;

  async function tell(): Promise<void> {
    if (isTelling) {
      isMore = true;
      return;
    }
    isTelling = true;
    do {
      isMore = false;
      await read.all("select pg_notify(?, '')", workChannel).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, tellEveryMs));
    } while (isMore);
    isTelling = false;
  }

  return {
    watch,
    tellOfWork: () => void tell(),
    hearOfWork: (onWork) => hearing.hear(workChannel, { onNotice: onWork, onGap: onWork }),
    holdsClock: hearing.holdsClock,
    close: async () => {
      await close();
      await hearing.close();
    },
  };
}
