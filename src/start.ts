// Wires an installation from its settings: store, inbox, outbox, portal, workers and server; and stops it in order.
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import pino, { type Logger } from "pino";
import type { Config } from "./config.ts";
import { systemClock, type Clock } from "./domain/clock.ts";
import type { Installation } from "./domain/installation.ts";
import { openParsePool, type ParsePool } from "./inbox/parse-pool.ts";
import { parseLimits } from "./inbox/parse.ts";
import type { AskDns } from "./inbox/signature-keys.ts";
import type { Inbox } from "./inbox/inbox.ts";
import { sealEnvelopes } from "./inbox/seal-envelopes.ts";
import { keyBesideDatabase } from "./key-file.ts";
import type { Courier } from "./outbox/courier.ts";
import { fillIn } from "./outbox/fill-in.ts";
import { buildMime } from "./outbox/mime.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { openCourier } from "./open-courier.ts";
import { formTokenFor } from "./portal/form-token.ts";
import type { Portal } from "./portal/portal.ts";
import { loadTemplates } from "./render.ts";
import { openResolver } from "./resolver.ts";
import { movableClock, type MovableClock } from "./sandbox/movable-clock.ts";
import { sandboxRoutes } from "./sandbox/sandbox.ts";
import { openApi, openEventReceiver, openPortal, openReceiver, pageWords } from "./open-doors.ts";
import { createServer } from "./server.ts";
import { sqliteFile, type Keeping, type Store } from "./store/database.ts";
import { findNewestMoment } from "./store/newest-moment.ts";
import { maskSecrets } from "./threading/mask.ts";
import { signInToken } from "./threading/sign-in-token.ts";
import { keyRing, type KeyRing } from "./threading/token.ts";
import { listen, openDatabase } from "./unavailable.ts";
import { startWork } from "./work.ts";
import type { Workers } from "./workers.ts";

/** A running installation. */
export interface Started {
  /** Where it listens on this machine: `http://127.0.0.1:3000`. */
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

/** Starts everything and answers when the server listens. On a fault nothing stays open. */
export async function start(config: Config, standIns: StandIns = {}): Promise<Started> {
  const log =
    standIns.log ?? pino({ level: config.logLevel, serializers: { fault: pino.stdSerializers.err } });
  const movable = movableClock(standIns.clock ?? systemClock);
  const clock = movable.now;
  const render = loadTemplates();
  const server = createHttpServer();
  server.on("request", answerStarting);
  const { port } = await listen(server, config.host, config.port);
  const installation = { ...config.installation };
  // Only a test or the demo asks for any free port; its links must lead to the one it was given.
  if (config.port === 0) installation.baseUrl = `http://localhost:${port}`;
  const localUrl = `http://127.0.0.1:${port}`;

  const { store, keys } = await openKept(config, movable, standIns.keeping).catch((fault: unknown) => {
    server.close();
    throw fault;
  });
  const pool = standIns.pool ?? openParsePool({ threads: config.parseThreads, limits: parseLimits });
  const courier = standIns.courier ?? openCourier(config, localUrl, store, keys);
  const outbox: Outbox = {
    store,
    clock,
    render,
    keys,
    installation,
    courier,
    log,
    emailsAboutInboundMax: config.stormEmailsMax,
    quotedCountMax: config.quotedCountMax,
    words: pageWords,
  };
  const resolver = openResolver(config.dnsServers);
  // The sandbox asks nobody outside this machine anything, unless it is told whom.
  const hasDns = config.courier !== "sandbox" || config.dnsServers.length > 0;
  const askDns: AskDns | undefined = hasDns ? (name, type) => resolver.resolve(name, type) : undefined;
  const inbox: Inbox = { store, clock, keys, installation, pool, log, askDns, trust: config.trust };
  const workers = startWork(config, inbox, outbox);
  const portal = openPortal(config, { store, clock, render, keys, installation, pool, workers });
  const receiver = openReceiver(config, { store, clock, log, workers, keys, installation });
  const api = openApi({ store, clock, keys, workers, log });
  const events = openEventReceiver(config, { store, clock, log, keys });
  const sandbox =
    config.courier === "sandbox"
      ? openSandbox(config, { movableClock: movable, localUrl, outbox, workers, portal })
      : [];
  server.off("request", answerStarting);
  server.on("request", createServer({ portal, api, receiver, events, sandboxRoutes: sandbox, log }));
  return {
    localUrl,
    installation,
    clock: movable,
    store,
    keys,
    outbox,
    pool,
    workers,
    log,
    stop: async () => {
      portal.live.close();
      await closeServer(server);
      await workers.stop();
      courier.close?.();
      if (pool !== standIns.pool) await pool.close();
      await store.close();
    },
  };
}

/** Whoever calls before all is open: a migration may take a while, and mail comes again for a 503. */
function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "retry-after": "5", "content-type": "text/plain" }).end("Inreply is starting.\n");
}

/**
 * What outlives the process. The key of a SQLite database is made only once that database is known to open. The sandbox's
 * clock, which may have been moved ahead, does not go back behind what was written.
 */
async function openKept(
  { databaseUrl, bucket, secretKeys, courier, installation }: Config,
  clock: MovableClock,
  keeping: Keeping = {},
): Promise<{ store: Store; keys: KeyRing }> {
  const store = await openDatabase(databaseUrl, { bucket, ...keeping });
  try {
    const newest = courier === "sandbox" ? await findNewestMoment(store.read) : undefined;
    if (newest !== undefined) clock.advanceTo(new Date(newest));
    const keys = keyRing(secretKeys.length > 0 ? secretKeys : [keyBesideDatabase(sqliteFile(databaseUrl))]);
    await sealEnvelopes({ store, clock: clock.now }, keys, installation.replyDomain);
    return { store, keys };
  } catch (fault) {
    await store.close();
    throw fault;
  }
}

/** Requests that are being answered may end; what is idle or hangs is cut after this long. */
const closeMs = 5_000;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), closeMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function openSandbox(
  config: Config,
  parts: { movableClock: MovableClock; localUrl: string; outbox: Outbox; workers: Workers; portal: Portal },
): ReturnType<typeof sandboxRoutes> {
  const { outbox, workers, portal, ...others } = parts;
  return sandboxRoutes({
    ...outbox,
    ...others,
    emailBytesMax: config.emailBytesMax,
    outbox,
    maskSecrets,
    ...(config.inboundToken === undefined ? {} : { inboundToken: config.inboundToken }),
    settled: workers.settled,
    nudge: workers.nudge,
    fillIn: (row) => fillIn(outbox, row),
    buildMime,
    signInTokenHashOf: portal.signInTokenHashOf,
    formTokenFor: (response) => formTokenFor(portal, response),
    signInPathOf: (signInId) => `/sign-in/${signInToken(outbox.keys, signInId)}`,
  });
}
