// Wires an installation from its settings: store, inbox, outbox, portal, workers and server; and stops it in order.
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { fileURLToPath } from "node:url";
import pino, { type Logger } from "pino";
import { openSetup } from "./check-setup.ts";
import type { Config } from "./config.ts";
import { systemClock, type Clock } from "./domain/clock.ts";
import type { Installation } from "./domain/installation.ts";
import { signInAsksPerHourMax } from "./domain/sign-in.ts";
import { downloadFilename } from "./inbox/content-filename.ts";
import { openParsePool, type ParsePool } from "./inbox/parse-pool.ts";
import { forgetRaw } from "./inbox/forget-raw.ts";
import { parseLimits } from "./inbox/parse.ts";
import { UnreadableEmail } from "./inbox/parsed-email.ts";
import type { Inbox } from "./inbox/inbox.ts";
import { claimWaiting, emailsMax, processOne, renewProcessing } from "./inbox/process.ts";
import { receiveLimits, type Receiver } from "./inbox/receive.ts";
import { keyBesideDatabase } from "./key-file.ts";
import { announce } from "./outbox/announce.ts";
import type { Courier } from "./outbox/courier.ts";
import { claimDue, deliverOne, deliveriesMax, renewSending } from "./outbox/deliver.ts";
import { fillIn } from "./outbox/fill-in.ts";
import { buildMime } from "./outbox/mime.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { eventLimits, type EventReceiver } from "./outbox/provider-events.ts";
import { sandboxCourier } from "./outbox/sandbox.ts";
import { sendgridCourier } from "./outbox/sendgrid.ts";
import { smtpCourier } from "./outbox/smtp.ts";
import { callerCap } from "./portal/caller-cap.ts";
import type { Portal } from "./portal/portal.ts";
import { loadTemplates, type Render } from "./render.ts";
import { openResolver } from "./resolver.ts";
import { movableClock, type MovableClock } from "./sandbox/movable-clock.ts";
import { bringHome } from "./sandbox/bring-home.ts";
import { sandboxRoutes } from "./sandbox/sandbox.ts";
import { createServer } from "./server.ts";
import { typedElsewhere } from "./setup/typed-elsewhere.ts";
import { sqliteFile, type Store } from "./store/database.ts";
import type { ClaimedEmail } from "./store/inbound-emails.ts";
import { renewEveryMs } from "./store/leases.ts";
import { findNewestMoment } from "./store/newest-moment.ts";
import type { OutboundEmailRow } from "./store/outbound-emails.ts";
import { maskSecrets } from "./threading/mask.ts";
import { hashOf } from "./threading/secret-hash.ts";
import { signInToken } from "./threading/sign-in-token.ts";
import { readTaskLinkToken } from "./threading/task-link.ts";
import { keyRing, type KeyRing } from "./threading/token.ts";
import { listen, openDatabase } from "./unavailable.ts";
import { inBatches, onceIn, sideBySide, startWorkers, type Workers } from "./workers.ts";

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

  const { store, keys } = await openKept(config, movable).catch((fault: unknown) => {
    server.close();
    throw fault;
  });
  const pool = openParsePool({ threads: config.parseThreads, limits: parseLimits });
  const courier = standIns.courier ?? openCourier(config, localUrl);
  const outbox: Outbox = { store, clock, render, keys, installation, courier, log };
  const resolver = openResolver(config.dnsServers);
  // The sandbox asks nobody outside this machine anything, unless it is told whom.
  const hasDns = config.courier !== "sandbox" || config.dnsServers.length > 0;
  const lookUpText = hasDns ? (name: string) => resolver.resolveTxt(name) : undefined;
  const inbox: Inbox = { store, clock, keys, installation, pool, log, lookUpText };
  const workers = startWorkers(
    [
      sideBySide<ClaimedEmail>(
        "process",
        emailsMax,
        (count, running) => claimWaiting(inbox, count, running),
        (email) => processOne(inbox, email),
        { everyMs: renewEveryMs, renew: (running) => renewProcessing(inbox, running) },
      ),
      inBatches("announce", () => announce(outbox)),
      sideBySide<OutboundEmailRow>(
        "deliver",
        deliveriesMax,
        (count, running) => claimDue(outbox, count, running),
        (row) => deliverOne(outbox, row),
        { everyMs: renewEveryMs, renew: (running) => renewSending(outbox, running) },
      ),
      onceIn(forgetEveryMs, "forget raw mail", clock, () => forgetRaw(inbox, config.rawMailDays)),
    ],
    log,
  );
  const portal = openPortal(config, { store, clock, render, keys, installation, pool, workers });
  const receiver = openReceiver(config, { store, clock, log, workers });
  const events = openEventReceiver(config, { store, clock, log, keys });
  const sandbox =
    config.courier === "sandbox"
      ? sandboxRoutes({
          store,
          clock,
          movableClock: movable,
          render,
          installation,
          localUrl,
          emailBytesMax: config.emailBytesMax,
          outbox,
          maskSecrets,
          ...(config.inboundToken === undefined ? {} : { inboundToken: config.inboundToken }),
          settled: workers.settled,
          nudge: workers.nudge,
          fillIn: (row) => fillIn(outbox, row),
          buildMime,
          signInTokenHashOf: portal.signInTokenHashOf,
          signInPathOf: (signInId) => `/sign-in/${signInToken(keys, signInId)}`,
        })
      : [];
  server.off("request", answerStarting);
  server.on("request", createServer({ portal, receiver, events, sandboxRoutes: sandbox, log }));
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
      await closeServer(server);
      await workers.stop();
      courier.close?.();
      await pool.close();
      await store.close();
    },
  };
}

/** Whoever calls before all is open: a migration may take a while, and mail comes again for a 503. */
function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "retry-after": "5", "content-type": "text/plain" }).end("Inreply is starting.\n");
}

/** How often raw mail is looked through for what is past RAW_MAIL_DAYS. */
const forgetEveryMs = 3_600_000;

/**
 * What outlives the process. The key of a SQLite database is made only once that database is known to open. The sandbox's
 * clock, which may have been moved ahead, does not go back behind what was written.
 */
async function openKept(
  { databaseUrl, secretKeys, courier }: Config,
  clock: MovableClock,
): Promise<{ store: Store; keys: KeyRing }> {
  const store = await openDatabase(databaseUrl);
  try {
    const newest = courier === "sandbox" ? await findNewestMoment(store.read) : undefined;
    if (newest !== undefined) clock.advanceTo(new Date(newest));
    return {
      store,
      keys: keyRing(secretKeys.length > 0 ? secretKeys : [keyBesideDatabase(sqliteFile(databaseUrl))]),
    };
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

function openCourier(config: Config, localUrl: string): Courier {
  switch (config.courier) {
    case "sandbox":
      return sandboxCourier({
        replyDomain: config.installation.replyDomain,
        bringIn: bringHome(localUrl, config.inboundToken),
      });
    case "sendgrid":
      return sendgridCourier({ apiKey: config.sendgridApiKey ?? "" });
    case "smtp":
      return smtpCourier({ url: config.smtpUrl!, isTlsOptional: config.isSmtpTlsOptional });
  }
}

interface Parts {
  store: Store;
  clock: Clock;
  render: Render;
  keys: KeyRing;
  installation: Installation;
  pool: ParsePool;
  workers: Workers;
}

/** The commands on this machine, for a mail server's pipe. */
const program = `${process.execPath} ${fileURLToPath(new URL("./inreply.mjs", import.meta.url))}`;

function openPortal(
  config: Config,
  { store, clock, render, keys, installation, pool, workers }: Parts,
): Portal {
  return {
    store,
    clock,
    render,
    installation,
    isSandbox: config.courier === "sandbox",
    proxiesTrusted: config.proxiesTrusted,
    signInCap: callerCap({ countMax: signInAsksPerHourMax, windowMs: 3_600_000 }),
    setup: {
      check: openSetup(config, installation, store, clock),
      typedElsewhere: typedElsewhere({ ...config, ...installation, program }),
    },
    uploadBytesMax: config.uploadBytesMax,
    nudge: workers.nudge,
    readTaskLink: (token) => readTaskLinkToken(keys, token, clock()),
    signInTokenHashOf: (signInId) => hashOf(signInToken(keys, signInId)),
    hashOf,
    readHtml: (raw) => readHtml(pool, raw),
    maskSecrets,
    downloadFilename,
  };
}

function openReceiver(
  config: Config,
  parts: Pick<Parts, "store" | "clock" | "workers"> & { log: Logger },
): Receiver {
  return {
    store: parts.store,
    clock: parts.clock,
    log: parts.log,
    checks: {
      webhookKey: config.webhookKey,
      inboundToken: config.inboundToken,
      isOpenToLoopback: config.courier === "sandbox",
    },
    limits: { ...receiveLimits, emailBytesMax: config.emailBytesMax },
    load: { bytes: 0 },
    nudge: parts.workers.nudge,
  };
}

function openEventReceiver(
  config: Config,
  parts: Pick<EventReceiver, "store" | "clock" | "log" | "keys">,
): EventReceiver {
  return {
    ...parts,
    checks: {
      webhookKey: config.eventsKey,
      inboundToken: config.inboundToken,
      isOpenToLoopback: config.courier === "sandbox",
    },
    limits: eventLimits,
    load: { bytes: 0 },
  };
}

/** The html of a raw email; none when the email cannot be read at all. */
async function readHtml(pool: ParsePool, raw: Uint8Array): Promise<string | undefined> {
  try {
    return (await pool.parse(raw)).html;
  } catch (fault) {
    if (fault instanceof UnreadableEmail) return undefined;
    throw fault;
  }
}
