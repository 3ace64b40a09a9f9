// One connection to PostgreSQL, of its own, for what belongs to a connection: notifications, and the lock of the clock. Opened
// when it is first needed, and again whenever it breaks.
import pg from "pg";

const firstPauseMs = 500;
/** Another process takes the clock over within a minute. */
const pauseMsMax = 10_000;
const connectMsMax = 5_000;
/** How often a process that does not hold the clock asks for it. */
const askEveryMs = 15_000;
/** Any number, as long as nothing else of ours locks the same. */
const clockLock = 7042016;
/** The server finds out in 40 s that a machine went away without a word, and lets go of its locks. */
const keepAlive = `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3`;

interface Ear {
  onNotice: (payload: string) => void;
  /** Something may have been missed. */
  onGap: () => void;
}

export interface Hearing {
  /** Resolves once it listens, or could not for now. */
  hear: (channel: string, ear: Ear) => Promise<void>;
  /** Whether this process holds the clock, which one process does; asks for it when nobody may have it. */
  holdsClock: () => Promise<boolean>;
  close: () => Promise<void>;
}

export function openHearing(url: string): Hearing {
  const ears = new Map<string, Ear>();
  let connection: pg.Client | undefined;
  let opening: Promise<void> | undefined;
  let isClosed = false;
  let pauseMs = firstPauseMs;
  let pausing: NodeJS.Timeout | undefined;
  let isClockHeld = false;
  let asking: { until: number; answer: Promise<boolean> } | undefined;

  async function open(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: connectMsMax,
    });
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      if (connection === client) {
        connection = undefined;
        isClockHeld = false;
        asking = undefined;
      }
      client.end().catch(() => undefined);
      if (isClosed) return;
      pausing = setTimeout(() => {
        opening = open();
      }, pauseMs);
      pauseMs = Math.min(pauseMs * 2, pauseMsMax);
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ({ channel, payload }) => ears.get(channel)?.onNotice(payload ?? ""));
    try {
      await client.connect();
      await client.query(keepAlive);
      // Also those that are added meanwhile.
      for (const channel of ears.keys()) await client.query(`listen ${channel}`);
      connection = client;
      pauseMs = firstPauseMs;
      for (const { onGap } of ears.values()) onGap();
    } catch {
      lose();
    }
  }

  async function askForClock(client: pg.Client): Promise<boolean> {
    try {
      const { rows } = await client.query<{ isHeld: boolean }>(
        `select pg_try_advisory_lock(${clockLock}) as "isHeld"`,
      );
      // Locks went with a connection that broke meanwhile.
      isClockHeld = connection === client && rows[0]?.isHeld === true;
      return isClockHeld;
    } catch {
      return false;
    }
  }

  return {
    hear: async (channel, ear) => {
      ears.set(channel, ear);
      const client = connection;
      opening ??= open();
      await opening;
      // One that breaks opens anew and listens then.
      if (client !== undefined) await client.query(`listen ${channel}`).catch(() => undefined);
    },
    holdsClock: async () => {
      opening ??= open();
      await opening;
      if (isClockHeld) return true;
      if (connection === undefined) return false;
      if (asking === undefined || asking.until < performance.now())
        asking = { until: performance.now() + askEveryMs, answer: askForClock(connection) };
      return asking.answer;
    },
    close: async () => {
      isClosed = true;
      ears.clear();
      clearTimeout(pausing);
      await opening;
      // The server lets go of them a moment after the connection ends; who starts just then need not wait for that.
      if (isClockHeld) await connection?.query("select pg_advisory_unlock_all()").catch(() => undefined);
      await connection?.end();
    },
  };
}
