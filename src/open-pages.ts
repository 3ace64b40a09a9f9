// Everything that the port serves, as one handler: pages, live pages, the API, the webhooks, and the sandbox's own pages.
import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { ParsePool } from "./inbox/parse-pool.ts";
import { openApi, openEventReceiver, openPortal, openReceiver } from "./open-doors.ts";
import { fillIn } from "./outbox/fill-in.ts";
import { buildMime } from "./outbox/mime.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { formTokenFor } from "./portal/form-token.ts";
import type { Portal } from "./portal/portal.ts";
import type { MovableClock } from "./sandbox/movable-clock.ts";
import { sandboxRoutes, type SandboxRoute } from "./sandbox/sandbox.ts";
import { createServer } from "./server.ts";
import { maskSecrets } from "./threading/mask.ts";
import { signInToken } from "./threading/sign-in-token.ts";
import type { Workers } from "./workers.ts";

export interface PageParts {
  outbox: Outbox;
  pool: ParsePool;
  workers: Workers;
  /** Whether those are in this process. */
  hasOwnWorkers: boolean;
  movableClock: MovableClock;
  localUrl: string;
  log: Logger;
}

export interface Pages {
  handler: RequestListener;
  /** Ends the live pages, which would go on for ever. */
  close: () => void;
}

export function openPages(config: Config, parts: PageParts): Pages {
  const { outbox, pool, workers, log } = parts;
  const { store, clock, render, keys, installation } = outbox;
  const portal = openPortal(config, { store, clock, render, keys, installation, pool, workers });
  const receiver = openReceiver(config, { store, clock, log, workers, keys, installation });
  const api = openApi({ store, clock, keys, workers, log });
  const events = openEventReceiver(config, { store, clock, log, keys });
  const sandbox = config.courier === "sandbox" ? openSandbox(config, portal, parts) : [];
  return {
    handler: createServer({ portal, api, receiver, events, sandboxRoutes: sandbox, log }),
    close: () => portal.live.close(),
  };
}

function openSandbox(config: Config, portal: Portal, parts: PageParts): SandboxRoute[] {
  const { outbox, workers, movableClock, localUrl, hasOwnWorkers } = parts;
  return sandboxRoutes({
    ...outbox,
    movableClock,
    isClockShared: !hasOwnWorkers,
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
    formTokenFor: (response) => formTokenFor(portal, response),
    signInPathOf: (signInId) => `/sign-in/${signInToken(outbox.keys, signInId)}`,
  });
}
