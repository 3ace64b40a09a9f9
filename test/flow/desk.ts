// A running installation with its people, as the stories need it: emails that come in with what the provider says of them,
// every email that goes out, and who sees what.
import { createHash } from "node:crypto";
import { expect } from "vitest";
import type { ContactKey, StaffKey } from "../../fixtures/world.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { timestamp } from "../../src/domain/clock.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { StandIns, Started } from "../../src/start.ts";
import { findInboundEmail, type InboundEmailRow } from "../../src/store/inbound-emails.ts";
import { listMessages, type WholeMessageRow } from "../../src/store/messages.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { passHours, postForm, recipient, startInstallation } from "./running-installation.ts";

/** An email that somebody sends, and what SendGrid says of it beside its bytes. */
export interface Letter {
  /** The whole From value; several make several From fields. */
  from: string | string[];
  to?: string;
  subject?: string;
  /** Further header lines. */
  headers?: string[];
  /** Everything below the head; plain text unless `headers` say otherwise. */
  body?: string | Buffer;
  /** Of the envelope; those of From and To unless they are named. */
  envelope?: { from?: string; to?: string };
  /** Domains whose signature passes; the one of From unless they are named. */
  signedBy?: string[];
  spf?: "pass" | "fail" | "none";
  /** The whole field in which SendGrid tells of signatures, in place of what `signedBy` makes of it. */
  dkim?: string;
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Starts it; `stop` it yourself. `sent` holds every email that went out, oldest first. */
export async function openDesk(settings: Record<string, string> = {}, standIns: StandIns = {}) {
  const sent: OutgoingEmail[] = [];
  const send = (email: OutgoingEmail) => {
    sent.push(email);
    return Promise.resolve({ kind: "sent" as const });
  };
  const started = await startInstallation(settings, { courier: { name: "sandbox", send }, ...standIns });
  const world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
  const browsers: Partial<Record<ContactKey | StaffKey, Promise<Browser>>> = {};
  const settled = async () => {
    started.workers.nudge();
    await started.workers.settled();
  };
  return {
    started,
    world,
    sent,
    settled,
    /** Priya writes to these contacts of Harbor Dental's; answers the task, and the email that each got. */
    ask: (contacts: ContactKey[] = ["ann", "lee"], words = "Which colour should it have?") =>
      ask({ started, world, sent, settled }, contacts, words),
    /** Brings an email in through SendGrid's webhook, raw mode, and answers what became of it. */
    bring: (letter: Letter) => bring(started, letter),
    messagesOn: (taskId: number): Promise<WholeMessageRow[]> =>
      listMessages(started.store.read, taskId, { withNotes: true }),
    /** Their one browser, in which they signed in by an emailed link. */
    signedIn: (key: ContactKey | StaffKey): Promise<Browser> =>
      (browsers[key] ??= signIn(started, addressOf(key))),
    stop: () => started.stop(),
  };
}

type Parts = { started: Started; world: World; sent: OutgoingEmail[]; settled: () => Promise<void> };

async function ask({ started, world, sent, settled }: Parts, contacts: ContactKey[], words: string) {
  const at = timestamp(started.clock.now());
  const { taskId } = await started.store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: "Booking form",
      author: world.people.priya,
      contactIds: contacts.map((key) => world.people[key].id),
      channel: "portal",
      text: words,
      postedAt: at,
    }),
  );
  await settled();
  /** The newest email that went to them. */
  const received = (key: ContactKey | StaffKey): OutgoingEmail =>
    sent.findLast(({ to }) => to.address === addressOf(key))!;
  return { taskId, received, replyTo: received(contacts[0]!).replyTo! };
}

async function bring(started: Started, letter: Letter): Promise<InboundEmailRow> {
  const { raw, fields } = formOf(letter);
  expect((await postForm(started, fields)).status).toBe(200);
  await started.workers.settled();
  const row = await started.store.read.first<{ id: number }>(
    "select id from inbound_emails where raw_sha256 = ?",
    createHash("sha256").update(raw).digest("hex"),
  );
  return (await findInboundEmail(started.store.read, row!.id))!;
}

/** Ann's answer on a task, hours after her last, and the message that it became. */
export async function answerOn(
  desk: Desk,
  { taskId, replyTo }: { taskId: number; replyTo: string },
  letter: Partial<Letter>,
) {
  passHours(desk.started);
  const from = "Ann Weber <ann@harbordental.example>";
  const email = await desk.bring({ from, to: replyTo, ...letter });
  expect(email).toMatchObject({ status: "handled", taskId });
  const message = (await desk.messagesOn(taskId)).find(({ inboundEmailId }) => inboundEmailId === email.id)!;
  return { email, message };
}

let letterCount = 0;

/** The bytes of an email, and the form in which SendGrid posts it. */
export function formOf(letter: Letter): { raw: Buffer; fields: Record<string, string | Uint8Array> } {
  const froms = [letter.from].flat();
  const sender = /<([^<>]+)>$/u.exec(froms[0]!)?.[1] ?? froms[0]!;
  const to = letter.to ?? recipient;
  const headers = letter.headers ?? [];
  const has = (name: string) => headers.some((line) => line.toLowerCase().startsWith(name));
  letterCount += 1;
  const head = [
    ...froms.map((from) => `From: ${from}`),
    ...(has("to:") ? [] : [`To: <${to}>`]),
    `Subject: ${letter.subject ?? "Re: Booking form"}`,
    ...(has("message-id:") ? [] : [`Message-ID: <letter-${letterCount}@mail.example>`]),
    ...(has("content-type:") ? [] : ["Content-Type: text/plain; charset=utf-8"]),
    ...headers,
    "",
    "",
  ].join("\r\n");
  const body = letter.body ?? "Blue, please.";
  const raw = Buffer.concat([
    Buffer.from(head),
    typeof body === "string" ? Buffer.from(body.replace(/\r?\n/gu, "\r\n")) : body,
  ]);
  const signedBy = letter.signedBy ?? [sender.split("@")[1]!];
  const dkim =
    letter.dkim ??
    (signedBy.length === 0 ? "none" : `{${signedBy.map((domain) => `@${domain} : pass`).join(", ")}}`);
  const envelope = { from: letter.envelope?.from ?? sender, to: [letter.envelope?.to ?? to] };
  return {
    raw,
    fields: { email: raw, envelope: JSON.stringify(envelope), dkim, SPF: letter.spf ?? "pass" },
  };
}

async function signIn(started: Started, address: string): Promise<Browser> {
  const asked = await started.store.write((rows) =>
    requestSignIn(rows, started.clock.now(), address, (id) => hashOf(signInToken(started.keys, id))),
  );
  const browser = openBrowser(started.localUrl);
  await browser.post(`/sign-in/${signInToken(started.keys, asked!.signInId)}`, {});
  // The email with the link goes out now, and not in the middle of what a story counts.
  started.workers.nudge();
  await started.workers.settled();
  return browser;
}
