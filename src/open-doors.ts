// What the server is given from the settings: the portal, and the receivers of the two webhooks.
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { callsPerMinuteMax, refusedPerHourMax, type Api } from "./api/api.ts";
import { openSetup } from "./check-setup.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./domain/clock.ts";
import type { Installation } from "./domain/installation.ts";

import { organisationOf } from "./inbox/copied-colleagues.ts";
import { downloadFilename } from "./domain/download-filename.ts";
import { linkGuessesPerHourMax, signInAsksPerHourMax } from "./domain/sign-in.ts";
import type { ParsePool } from "./inbox/parse-pool.ts";
import { UnreadableEmail, type ParsedEmail } from "./inbox/parsed-email.ts";
import { receiveLimits, type Receiver } from "./inbox/receive.ts";
import { replyInput } from "./inbox/reply-input.ts";
import { feedOf } from "./outbox/enclose-calendar.ts";
import { eventLimits, type EventReceiver } from "./outbox/provider-events.ts";
import { callerCap } from "./portal/caller-cap.ts";
import { openLiveStreams } from "./portal/live-streams.ts";
import { reasonInWords } from "./portal/outcome-words.ts";
import type { MailBodies, Portal } from "./portal/portal.ts";
import { ageInWords } from "./portal/words.ts";
import type { Render } from "./render.ts";
import { typedElsewhere } from "./setup/typed-elsewhere.ts";
import type { Store } from "./store/database.ts";
import { mailboxAddress } from "./threading/mailbox-address.ts";
import { feedToken, readFeedToken } from "./threading/feed-token.ts";
import { formToken, isFormToken } from "./threading/form-token.ts";
import { maskSecrets } from "./threading/mask.ts";
import {
  programToken,
  readProgramToken,
  shownWebhookSecret,
  webhookSecret,
} from "./threading/program-token.ts";
import { readReplyAddress } from "./threading/reply-address.ts";
import { openAddress, sealAddress } from "./threading/sealed-address.ts";
import { hashOf } from "./threading/secret-hash.ts";
import { signInToken } from "./threading/sign-in-token.ts";
import { readTaskLinkToken } from "./threading/task-link.ts";
import { readUnsubscribeToken } from "./threading/unsubscribe-token.ts";
import type { KeyRing } from "./threading/token.ts";
import type { Workers } from "./workers.ts";

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

/** How emails say what the pages say, too. */
export const pageWords = { reason: reasonInWords, age: ageInWords };

export function openPortal(
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
    linkCap: callerCap({ countMax: linkGuessesPerHourMax, windowMs: 3_600_000 }),
    live: openLiveStreams(),
    setup: {
      check: openSetup(config, installation, store, clock),
      typedElsewhere: typedElsewhere({ ...config, ...installation, program }),
    },
    exports: { owners: [] },
    uploadBytesMax: config.uploadBytesMax,
    nudge: workers.nudge,
    readTaskLink: (token) => readTaskLinkToken(keys, token, clock()),
    readUnsubscribing: (token) => readUnsubscribeToken(keys, token),
    readReplyAddress: (kept) =>
      readReplyAddress(keys, installation.replyDomain, openAddress(keys, installation.replyDomain, kept)),
    organisationOf,
    signInTokenHashOf: (signInId) => hashOf(signInToken(keys, signInId)),
    hashOf,
    mailboxAddressOf: ({ id: mailboxId, version }) =>
      mailboxAddress(keys, installation.replyDomain, { mailboxId, version }),
    programs: {
      tokenOf: (apiTokenId) => programToken(keys, apiTokenId),
      keyId: keys.current.id,
      secretOf: (endpoint) => {
        const secret = webhookSecret(keys, endpoint);
        return secret && shownWebhookSecret(secret);
      },
    },
    feedPathOf: (feed) => `/sessions/feed/${feedToken(keys, feed)}.ics`,
    readFeedToken: (token) => readFeedToken(keys, token),
    sessionFeed: (name, sessions) => feedOf(installation, name, sessions),
    formTokenOf: (subject) => formToken(keys, subject),
    isFormToken: (subject, token) => isFormToken(keys, subject, token),
    readHtml: (raw) => readHtml(pool, raw),
    readBodies: (raw) => readBodies({ store, keys, pool }, raw),
    maskSecrets,
    downloadFilename,
  };
}

export function openApi({
  store,
  clock,
  keys,
  workers,
  log,
}: Pick<Parts, "store" | "clock" | "keys" | "workers"> & { log: Logger }): Api {
  return {
    store,
    clock,
    log,
    nudge: workers.nudge,
    readToken: (token) => readProgramToken(keys, token),
    hashOf,
    maskSecrets,
    callCap: callerCap({ countMax: callsPerMinuteMax, windowMs: 60_000 }),
    refusedCap: callerCap({ countMax: refusedPerHourMax, windowMs: 3_600_000 }),
  };
}

export function openReceiver(
  config: Config,
  parts: Pick<Parts, "store" | "clock" | "workers" | "keys" | "installation"> & { log: Logger },
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
    sealAddress: (address) => sealAddress(parts.keys, parts.installation.replyDomain, address),
    nudge: parts.workers.nudge,
  };
}

export function openEventReceiver(
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
  return (await readEmail(pool, raw))?.html;
}

/** What reply extraction is given of a raw email, with the email of ours that it names as the one it answers. */
async function readBodies(
  parts: Pick<Parts, "store" | "keys" | "pool">,
  raw: Uint8Array,
): Promise<MailBodies | undefined> {
  const email = await readEmail(parts.pool, raw);
  return email && replyInput(parts, email, undefined);
}

async function readEmail(pool: ParsePool, raw: Uint8Array): Promise<ParsedEmail | undefined> {
  try {
    return await pool.parse(raw);
  } catch (fault) {
    if (fault instanceof UnreadableEmail) return undefined;
    throw fault;
  }
}
