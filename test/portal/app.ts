// The real server on a free port over a fresh store with the named world, and browsers that keep cookies.
import type { AddressInfo } from "node:net";
import { createServer as createHttpServer } from "node:http";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { openTask, type TaskInput } from "../../src/actions/open-task.ts";
import { postMessage, type MessageInput } from "../../src/actions/post-message.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { callsPerMinuteMax, refusedPerHourMax, type Api } from "../../src/api/api.ts";
import { timestamp } from "../../src/domain/clock.ts";
import type { ProviderFields } from "../../src/domain/inbound-email.ts";
import type { Person } from "../../src/domain/person.ts";
import { organisationOf } from "../../src/inbox/copied-colleagues.ts";
import { downloadFilename } from "../../src/domain/download-filename.ts";
import { linkGuessesPerHourMax, signInAsksPerHourMax } from "../../src/domain/sign-in.ts";
import { parseEmail, parseLimits } from "../../src/inbox/parse.ts";
import { receiveLimits, type Receiver } from "../../src/inbox/receive.ts";
import { feedOf } from "../../src/outbox/enclose-calendar.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { buildMime } from "../../src/outbox/mime.ts";
import { eventLimits, type EventReceiver } from "../../src/outbox/provider-events.ts";
import type { Outbox } from "../../src/outbox/outbox.ts";
import { sandboxCourier } from "../../src/outbox/sandbox.ts";
import { callerCap } from "../../src/portal/caller-cap.ts";
import { openLiveStreams } from "../../src/portal/live-streams.ts";
import { reasonInWords } from "../../src/portal/outcome-words.ts";
import { formTokenFor } from "../../src/portal/form-token.ts";
import type { MailBodies, Portal } from "../../src/portal/portal.ts";
import { ageInWords } from "../../src/portal/words.ts";
import { loadTemplates } from "../../src/render.ts";
import { movableClock } from "../../src/sandbox/movable-clock.ts";
import { sandboxRoutes, type SandboxRoute } from "../../src/sandbox/sandbox.ts";
import type { ServerParts } from "../../src/routes.ts";
import { createServer } from "../../src/server.ts";
import { contentHash, recordBlob } from "../../src/store/blobs.ts";
import { markInboundOutcome, recordInboundEmail, type Outcome } from "../../src/store/inbound-emails.ts";
import { recordAttachments, type Upload } from "../../src/store/messages.ts";
import { getPerson } from "../../src/store/people.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { mailboxAddress } from "../../src/threading/mailbox-address.ts";
import { readReplyAddress } from "../../src/threading/reply-address.ts";
import { feedToken, readFeedToken } from "../../src/threading/feed-token.ts";
import { formToken, isFormToken } from "../../src/threading/form-token.ts";
import {
  programToken,
  readProgramToken,
  shownWebhookSecret,
  webhookSecret,
} from "../../src/threading/program-token.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { readTaskLinkToken, taskLinkToken } from "../../src/threading/task-link.ts";
import { keyRing } from "../../src/threading/token.ts";
import { readUnsubscribeToken } from "../../src/threading/unsubscribe-token.ts";
import { tokenIn } from "../support/form-token.ts";
import { openWorld } from "../support/world.ts";
import { calendar } from "../support/calendar.ts";

const templates = loadTemplates();
export const keys = keyRing([{ id: 1, secret: new Uint8Array(32).fill(7) }]);
export const startedAt = "2026-03-02T09:00:00.000Z";
/** What the tests' masking replaces; the real one is tested where it is written. */
export const secretAddress = "r0secret@reply.northbeam.example";
const dayMs = 86_400_000;
const inboundToken = "let-me-in";

export type App = Awaited<ReturnType<typeof openApp>>;

export async function openApp(
  options: {
    baseUrl?: string;
    uploadBytesMax?: number;
    isSandbox?: boolean;
    proxiesTrusted?: number;
    setup?: Awaited<ReturnType<Portal["setup"]["check"]>>;
    /** A store that holds the named world and more. */
    opened?: Awaited<ReturnType<typeof openWorld>>;
  } = {},
) {
  const { store, world } = options.opened ?? (await openWorld(startedAt));
  const time = { now: new Date(startedAt) };
  const state = { nudges: 0 };
  const clock = () => time.now;
  const server = createHttpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const nudge = () => void (state.nudges += 1);
  const portal: Portal = {
    store,
    clock,
    render: templates,
    installation: {
      agencyName: "Northbeam",
      baseUrl: options.baseUrl ?? url,
      replyDomain: "reply.northbeam.example",
      mailFrom: "work@reply.northbeam.example",
      calendar,
    },
    isSandbox: options.isSandbox ?? false,
    proxiesTrusted: options.proxiesTrusted ?? 0,
    signInCap: callerCap({ countMax: signInAsksPerHourMax, windowMs: 3_600_000 }),
    linkCap: callerCap({ countMax: linkGuessesPerHourMax, windowMs: 3_600_000 }),
    live: openLiveStreams(),
    setup: {
      check: () =>
        Promise.resolve(
          structuredClone(
            options.setup ?? {
              groups: [],
              roundTrip: { title: { en: "Round trip", de: "Hin und zurück" }, findings: [] },
              isProbeUnderWay: false,
            },
          ),
        ),
      typedElsewhere: [
        {
          where: { en: "In SendGrid:", de: "In SendGrid:" },
          values: [{ label: "Destination URL", value: `${url}/inbound/sendgrid` }],
        },
      ],
    },
    exports: { owners: [] },
    uploadBytesMax: options.uploadBytesMax ?? 2 * 1_048_576,
    nudge,
    readTaskLink: (token) => readTaskLinkToken(keys, token, clock()),
    readUnsubscribing: (token) => readUnsubscribeToken(keys, token),
    readReplyAddress: (address) => readReplyAddress(keys, "reply.northbeam.example", address),
    organisationOf,
    signInTokenHashOf: (signInId) => hashOf(signInToken(keys, signInId)),
    hashOf,
    mailboxAddressOf: ({ id: mailboxId, version }) =>
      mailboxAddress(keys, portal.installation.replyDomain, { mailboxId, version }),
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
    sessionFeed: (name, sessions) => feedOf(portal.installation, name, sessions),
    formTokenOf: (subject) => formToken(keys, subject),
    isFormToken: (subject, token) => isFormToken(keys, subject, token),
    readHtml: (raw) => Promise.resolve(/<html>.*<\/html>/su.exec(Buffer.from(raw).toString("utf8"))?.[0]),
    readBodies: (raw) => readBodies(raw),
    maskSecrets: (raw) => raw.replaceAll(secretAddress, "[our reply address]"),
    downloadFilename,
  };
  const log = pino({ level: "silent" });
  const receiver: Receiver = {
    store,
    clock,
    log,
    checks: { webhookKey: undefined, inboundToken, isOpenToLoopback: false },
    limits: receiveLimits,
    load: { bytes: 0 },
    nudge,
  };
  const events: EventReceiver = {
    store,
    clock,
    log,
    keys,
    checks: receiver.checks,
    limits: eventLimits,
    load: { bytes: 0 },
  };
  const sandbox = portal.isSandbox ? openSandbox(portal, url) : [];
  const api: Api = {
    store,
    clock,
    log,
    nudge,
    readToken: (token) => readProgramToken(keys, token),
    hashOf,
    maskSecrets: portal.maskSecrets,
    callCap: callerCap({ countMax: callsPerMinuteMax, windowMs: 60_000 }),
    refusedCap: callerCap({ countMax: refusedPerHourMax, windowMs: 3_600_000 }),
  };
  const parts: ServerParts = { portal, api, receiver, events, sandboxRoutes: sandbox, log };
  server.on("request", createServer(parts));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  const taskWith = async (
    input: Partial<TaskInput> & Pick<TaskInput, "clientId" | "author">,
  ): Promise<number> => {
    const at = timestamp(clock());
    const whole = {
      title: "Fix lead routing",
      text: "Hello",
      channel: "portal" as const,
      postedAt: at,
      ...input,
    };
    return (await store.write((rows) => openTask(rows, at, whole))).taskId;
  };
  const say = async (
    input: Partial<MessageInput> & Pick<MessageInput, "taskId" | "author">,
  ): Promise<number> => {
    const at = input.postedAt ?? timestamp(clock());
    const whole = { text: "Words", channel: "portal" as const, postedAt: at, ...input };
    const posted = await store.write((rows) => postMessage(rows, at, whole));
    if (posted.kind !== "posted") throw new Error("It was posted before.");
    return posted.messageId;
  };
  /** The path of the link in an email to this person about this task. */
  const linkFor = async (taskId: number, person: Person, days = 30): Promise<string> => {
    const participant = await findParticipantOf(store.read, taskId, person);
    if (participant === undefined) throw new Error("They take no part in this task.");
    const expiresOn = Math.floor(time.now.getTime() / dayMs) + days;
    const { id, version } = participant;
    return `/t/${taskLinkToken(keys, { participantId: id, version, expiresOn })}`;
  };
  const signInPath = async (person: Person): Promise<string> => {
    const { address } = await getPerson(store.read, person);
    const asked = await store.write((rows) =>
      requestSignIn(rows, clock(), address, portal.signInTokenHashOf),
    );
    if (asked === undefined) throw new Error("They asked too often.");
    return `/sign-in/${signInToken(keys, asked.signInId)}`;
  };
  const signedIn = async (person: Person): Promise<Browser> => {
    const browser = openBrowser(url);
    await browser.post(await signInPath(person), {});
    return browser;
  };
  return {
    url,
    store,
    world,
    portal,
    parts,
    time,
    state,
    taskWith,
    say,
    linkFor,
    signInPath,
    signedIn,
    browser: () => openBrowser(url),
  };
}

/** The sandbox's pages over the same store, wired as `start` wires them; nothing here processes what they post. */
function openSandbox(portal: Portal, localUrl: string): SandboxRoute[] {
  const { store, clock, render, installation, nudge, signInTokenHashOf, maskSecrets } = portal;
  return sandboxRoutes({
    store,
    clock,
    movableClock: movableClock(clock),
    isClockShared: false,
    emailBytesMax: receiveLimits.emailBytesMax,
    outbox: outboxOf(portal),
    maskSecrets,
    render,
    installation,
    localUrl,
    inboundToken,
    nudge,
    settled: () => Promise.resolve(),
    fillIn: (row) => fillIn({ store, keys, installation }, row),
    buildMime,
    signInTokenHashOf,
    formTokenFor: (response) => formTokenFor(portal, response),
    signInPathOf: (signInId) => `/sign-in/${signInToken(keys, signInId)}`,
  });
}

/** What sends the emails of an app, by the sandbox's courier, when a test asks it to. */
export function outboxOf({ store, clock, render, installation }: Portal): Outbox {
  const log = pino({ level: "silent" });
  return {
    store,
    clock,
    render,
    keys,
    installation,
    courier: sandboxCourier(),
    log,
    words: { reason: reasonInWords, age: ageInWords },
  };
}

export interface Page {
  status: number;
  headers: Headers;
  text: string;
  /** Where a redirect leads, without the site. */
  location: string | null;
}

export type Browser = ReturnType<typeof openBrowser>;

export function openBrowser(url: string) {
  const cookies = new Map<string, string>();
  const go = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url + path, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/u.exec(line)!;
      if (/Expires=Thu, 01 Jan 1970/u.test(line)) cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get("location"),
    };
  };
  /** The page of a link, dead or not, could have been open since the link was good. */
  const tokenFor = async (path: string): Promise<string> => {
    const linkToken = /^\/sign-in\/([^/?]+)$/u.exec(path)?.[1];
    if (linkToken !== undefined) return formToken(keys, `link:${decodeURIComponent(linkToken)}`);
    return tokenIn((await go("/sign-in", {})).text);
  };
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => go(path, { headers }),
    head: (path: string) => go(path, { method: "HEAD" }),
    /** Sends a form as one of our pages would, with the token that the page holds. */
    post: async (
      path: string,
      fields: Record<string, string> | FormData,
      headers: Record<string, string> = {},
    ) => {
      const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
      if (!body.has("form-token")) body.set("form-token", await tokenFor(path));
      return go(path, { method: "POST", headers, body });
    },
    /** Sends exactly these fields. */
    postBare: (path: string, fields: Record<string, string> | FormData) =>
      go(path, { method: "POST", body: fields instanceof FormData ? fields : new URLSearchParams(fields) }),
    tokenFor,
  };
}

/** A multipart form with these fields and files. */
export function formWith(fields: Record<string, string>, files: readonly File[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files", file);
  return form;
}

export function uploadOf(filename: string, contentType: string, bytes: Uint8Array | string): Upload {
  const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  return {
    filename,
    contentType,
    contentId: null,
    isInline: false,
    bytes: content,
    sha256: contentHash(content),
  };
}

/** The hidden key of the form that posts to `action`. */
export function formKey(page: Page, action: string): string {
  const form = page.text.slice(page.text.indexOf(`action="${action}"`));
  return /name="key" value="([^"]+)"/u.exec(form)![1]!;
}

const heldOutcome: Outcome = {
  status: "held",
  reason: "stranger",
  class: "human",
  evidence: [
    { step: "classify", found: "Nothing about it says that a program wrote it." },
    { step: "admit", found: "Nobody here is known by sam@elsewhere.example." },
  ],
  fromAddress: "sam@elsewhere.example",
  fromName: "Sam Hill",
  subject: "About the routing",
  internetMessageId: "<one@elsewhere.example>",
  text: "Could you also look at the form?",
  taskId: null,
  author: undefined,
};

/** An inbound email as processing leaves it behind: held, unless `outcome` says otherwise. */
export async function receiveEmail(
  app: App,
  outcome: Partial<Outcome> = {},
  {
    raw = `From: sam@elsewhere.example\r\n\r\nHello ${Math.random()}`,
    uploads = [],
    providerFields = {},
  }: { raw?: string; uploads?: Upload[]; providerFields?: ProviderFields } = {},
): Promise<number> {
  const at = timestamp(app.time.now);
  return app.store.write(async (rows) => {
    const bytes = Buffer.from(raw);
    await recordBlob(rows, contentHash(bytes), bytes);
    const id = await recordInboundEmail(rows, {
      source: "raw",
      rawSha256: contentHash(bytes),
      envelopeFrom: "sam@elsewhere.example",
      envelopeTo: secretAddress,
      providerFields: {
        spf: "pass",
        dkim: "{@elsewhere.example : pass}",
        senderIp: "192.0.2.7",
        ...providerFields,
      },
      receivedAt: at,
    });
    await markInboundOutcome(rows, id!, { ...heldOutcome, ...outcome }, at);
    await recordAttachments(rows, { inboundEmailId: id! }, uploads);
    return id!;
  });
}

/** How many rows each table has. */
export async function countRows(app: App): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const row = await app.store.read.first<{ count: number | string }>(
      `select count(*) as count from ${table}`,
    );
    counts[table] = Number(row!.count);
  }
  return counts;
}

const tables = [
  "plans",
  "clients",
  "contacts",
  "contact_addresses",
  "staff",
  "tasks",
  "participants",
  "blobs",
  "inbound_emails",
  "intake_faults",
  "messages",
  "attachments",
  "thread_ids",
  "message_moves",
  "events",
  "sign_ins",
  "mailboxes",
  "forwarding_confirmations",
  "probes",
  "outbound_emails",
  "delivery_events",
  "paused_addresses",
  "email_rulings",
  "held_summaries",
  "copied_colleagues",
  "breakers",
  "waiting_events",
  "digest_entries",
  "delivery_problems",
  "staff_availability",
  "sessions",
  "session_ledger",
  "session_replies",
];

/** The body of a mail without parts; the real reading is the inbox's. */
async function readBodies(raw: Uint8Array): Promise<MailBodies | undefined> {
  const { text, html } = await parseEmail(Buffer.from(raw), parseLimits);
  return { text, html };
}
