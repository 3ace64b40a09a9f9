// Wires an installation, or one of its processes, from its settings: store, inbox, outbox, workers and pages; and stops it in
// order.
import pino, { type Logger } from "pino";
import type { Config } from "./config.ts";
import { systemClock, type Clock } from "./domain/clock.ts";
import type { Installation } from "./domain/installation.ts";
import type { Inbox } from "./inbox/inbox.ts";
import { openParsePool, type ParsePool } from "./inbox/parse-pool.ts";
import { parseLimits } from "./inbox/parse.ts";
import { openCourier } from "./open-courier.ts";
import { pageWords } from "./open-doors.ts";
import { openKept } from "./open-kept.ts";
import { openPages } from "./open-pages.ts";
import { openPort } from "./open-port.ts";
import type { Courier } from "./outbox/courier.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { loadTemplates } from "./render.ts";
import { openResolver } from "./resolver.ts";
import { movableClock, type MovableClock } from "./sandbox/movable-clock.ts";
import type { Keeping, Store } from "./store/database.ts";
import type { KeyRing } from "./threading/token.ts";
import { startWork } from "./work.ts";
import { workersElsewhere } from "./workers-elsewhere.ts";
import type { Workers } from "./workers.ts";

/** What a process does: all of it, the pages and webhooks only, or the background work only. */
export type Role = "start" | "web" | "work";

/** A running installation. */
export interface Started {
  /** Where it listens on this machine: `http://127.0.0.1:3000`; of a process that only works, where the pages are said to be. */
  localUrl: string;
  installation: Installation;
  /** By which it lives; only the sandbox moves it. */
  clock: MovableClock;
  store: Store;
  keys: KeyRing;
  outbox: Outbox;
  pool: ParsePool;
  workers: Workers;
  log: Logger;
  /** Ends within 10 s: what is still being worked on then is left to its leases. */
  stop: () => Promise<void>;
}

/** What tests may stand in for. */
export interface StandIns {
  clock?: Clock;
  courier?: Courier;
  log?: Logger;
  /** Stays open when the installation stops. */
  pool?: ParsePool;
  /** How the rows are kept, when nobody misses them afterwards. */
  keeping?: Keeping;
}

/** Starts everything of this role and answers when the server listens. On a fault nothing stays open. */
export async function start(config: Config, standIns: StandIns = {}, role: Role = "start"): Promise<Started> {
  const log =
    standIns.log ?? pino({ level: config.logLevel, serializers: { fault: pino.stdSerializers.err } });
  const clock = movableClock(standIns.clock ?? systemClock);
  const render = loadTemplates();
  const port = role === "work" ? undefined : await openPort(config.host, config.port);
  const installation = { ...config.installation };
  // Only a test or the demo asks for any free port; its links must lead to the one it was given.
  if (config.port === 0 && port !== undefined) installation.baseUrl = `http://localhost:${port.number}`;
  const localUrl = port === undefined ? installation.baseUrl : `http://127.0.0.1:${port.number}`;

  const { store, keys } = await openKept(config, clock, standIns.keeping).catch(async (fault: unknown) => {
    await port?.close();
    throw fault;
  });
  const pool = standIns.pool ?? openParsePool({ threads: config.parseThreads, limits: parseLimits });
  const courier = standIns.courier ?? openCourier(config, localUrl, store, keys);
  const outbox: Outbox = {
    store,
    clock: clock.now,
    render,
    keys,
    installation,
    courier,
    log,
    emailsAboutInboundMax: config.stormEmailsMax,
    quotedCountMax: config.quotedCountMax,
    words: pageWords,
  };
  const workers =
    role === "web"
      ? workersElsewhere(store, clock.now)
      : startWork(config, openInbox(config, outbox, pool), outbox);
  const hasOwnWorkers = role !== "web";
  if (hasOwnWorkers) await store.hearOfWork(workers.nudge);
  const pages =
    port && openPages(config, { outbox, pool, workers, hasOwnWorkers, movableClock: clock, localUrl, log });
  if (pages !== undefined) port?.serve(pages.handler);
  return {
    localUrl,
    installation,
    clock,
    store,
    keys,
    outbox,
    pool,
    workers,
    log,
    stop: async () => {
      pages?.close();
      await port?.close();
      await workers.stop();
      courier.close?.();
      if (pool !== standIns.pool) await pool.close();
      await store.close();
    },
  };
}

function openInbox(config: Config, outbox: Outbox, pool: ParsePool): Inbox {
  const { store, clock, keys, installation, log } = outbox;
  const resolver = openResolver(config.dnsServers);
  // The sandbox asks nobody outside this machine anything, unless it is told whom.
  const hasDns = config.courier !== "sandbox" || config.dnsServers.length > 0;
  const askDns: Inbox["askDns"] = hasDns ? (name, type) => resolver.resolve(name, type) : undefined;
  return { store, clock, keys, installation, pool, log, askDns, trust: config.trust };
}
