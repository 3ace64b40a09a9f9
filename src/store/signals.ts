// What processes on one database tell one another beside the rows: that there is work, and which of them has the clock. On
// SQLite nobody is told: each looks whether another one committed.
import { watchByLooking, type Watch } from "./watch-events.ts";
import type { OpenedFile } from "./sqlite.ts";

/** A look takes microseconds; a person does not notice twice as long. */
export const lookEveryMs = 20;

export interface Signals {
  /** Tells of events soon after they are committed, also by another process. */
  watch: Watch;
  /** Something that workers have to do was committed here, where there are none. Costs no write anything. */
  tellOfWork: () => void;
  /** Calls once another process may have committed work, until the store closes. At worst it was not told of it. */
  hearOfWork: (onWork: () => void) => Promise<void>;
  /** Whether what is due by the clock is this process's to do: one of all does it. */
  holdsClock: () => Promise<boolean>;
  close: () => Promise<void>;
}

/** Each thing that is due is taken in one transaction that looks whether it was taken, so that SQLite's lock is enough. */
export function signalsByLooking({ read, othersVersion }: OpenedFile): Signals {
  const { watch, close } = watchByLooking(read);
  let looking: NodeJS.Timeout | undefined;
  return {
    watch,
    tellOfWork: () => {},
    hearOfWork: async (onWork) => {
      let version = othersVersion();
      clearInterval(looking);
      looking = setInterval(() => {
        const now = othersVersion();
        if (now === version) return;
        version = now;
        onWork();
      }, lookEveryMs);
      looking.unref();
    },
    holdsClock: async () => true,
    close: () => {
      clearInterval(looking);
      return close();
    },
  };
}
