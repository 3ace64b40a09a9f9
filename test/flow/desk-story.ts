// An installation whose clock the test moves, with Tom and Priya signed in, a task of Ann's, and mail as SendGrid posts it.
import { expect } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import type { Person } from "../../src/domain/person.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { findInboundEmail, type InboundEmailRow } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { getPerson } from "../../src/store/people.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { postForm, recipient, startInstallation } from "./running-installation.ts";

export interface MailInput {
  from: string;
  name?: string;
  to?: string;
  /** To and Cc as they stand in the email; the envelope alone is `to`. */
  toField?: string;
  cc?: string;
  subject?: string;
  words?: string;
  inReplyTo?: string;
  /** Nothing vouches for its sender. */
  isUnproved?: boolean;
}

export type DeskStory = Awaited<ReturnType<typeof openDeskStory>>;

export async function openDeskStory() {
  const time = { now: new Date("2026-03-02T10:00:00.000Z") };
  const started: Started = await startInstallation({}, { clock: () => time.now });
  const { store, keys, workers, installation } = started;
  const world: World = await seedWorld(store, "2026-03-02T09:00:00.000Z");
  const signIn = async (person: Person): Promise<Browser> => {
    const { address } = await getPerson(store.read, person);
    const asked = await store.write((rows) =>
      requestSignIn(rows, time.now, address, (id) => hashOf(signInToken(keys, id))),
    );
    const browser = openBrowser(started.localUrl);
    await browser.post(`/sign-in/${signInToken(keys, asked!.signInId)}`, {});
    return browser;
  };
  const pass = async (seconds: number): Promise<void> => {
    time.now = new Date(time.now.getTime() + seconds * 1000);
    await workers.settled();
  };
  let mailCount = 0;
  return {
    started,
    world,
    time,
    pass,
    signIn,
    tom: await signIn(world.people.tom),
    priya: await signIn(world.people.priya),
    /** A task on which Priya asks these contacts something. */
    ask: async (title: string, contacts: readonly Person[]): Promise<number> => {
      const at = time.now.toISOString();
      const [first] = contacts;
      const { clientId } = await getPerson(store.read, first!);
      const { taskId } = await store.write((rows) =>
        openTask(rows, at, {
          clientId: clientId!,
          title,
          author: world.people.priya,
          contactIds: contacts.map(({ id }) => id),
          channel: "portal",
          text: "Shall we?",
          postedAt: at,
        }),
      );
      await workers.settled();
      return taskId;
    },
    say: async (taskId: number, author: Person, text: string): Promise<void> => {
      const at = time.now.toISOString();
      await store.write((rows) =>
        postMessage(rows, at, { taskId, author, channel: "portal", text, postedAt: at }),
      );
      await workers.settled();
    },
    replyAddressOf: async (taskId: number, person: Person, isNote = false): Promise<string> => {
      const { id, version } = (await findParticipantOf(store.read, taskId, person))!;
      return replyAddress(keys, installation.replyDomain, { participantId: id, version, isNote });
    },
    mail: async (input: MailInput): Promise<InboundEmailRow> => {
      const number = ++mailCount;
      const { from, to = recipient } = input;
      const raw = [
        `From: ${input.name === undefined ? from : `"${input.name}" <${from}>`}`,
        `To: ${input.toField ?? to}`,
        ...(input.cc === undefined ? [] : [`Cc: ${input.cc}`]),
        `Subject: ${input.subject ?? "Our work"}`,
        `Message-ID: <${number}.sent@mail.example>`,
        ...(input.inReplyTo === undefined ? [] : [`In-Reply-To: ${input.inReplyTo}`]),
        "",
        input.words ?? `These are the words of email ${number}.`,
        "",
      ].join("\r\n");
      const envelope = JSON.stringify({ from, to: [to] });
      const dkim = input.isUnproved === true ? "none" : `{@${from.split("@")[1]!} : pass}`;
      const SPF = input.isUnproved === true ? "fail" : "pass";
      expect((await postForm(started, { email: raw, envelope, SPF, dkim })).status).toBe(200);
      await workers.settled();
      const row = await store.read.first<{ id: number }>(
        "select id from inbound_emails where raw_sha256 = ?",
        contentHash(Buffer.from(raw)),
      );
      return (await findInboundEmail(store.read, row!.id))!;
    },
    email: async (id: number): Promise<InboundEmailRow> => {
      await workers.settled();
      return (await findInboundEmail(store.read, id))!;
    },
    textsOn: async (taskId: number): Promise<string[]> => {
      const messages = await listMessages(store.read, taskId, { withNotes: true });
      return messages.map(({ kept }) => kept.trim());
    },
    /** Who was written to about an email's message and how far each got, by address. */
    emailsAbout: async (inboundEmailId: number): Promise<[address: string, status: string][]> => {
      const rows = await store.read.all<{ address: string; status: string }>(
        `select o.to_address as address, o.status from outbound_emails o join messages m on m.id = o.message_id
         where m.inbound_email_id = ? order by o.to_address`,
        inboundEmailId,
      );
      return rows.map(({ address, status }) => [address, status]);
    },
    eventTypes: async (since: number): Promise<string[]> => {
      const rows = await store.read.all<{ type: string }>(
        "select type from events where id > ? order by id",
        since,
      );
      return rows.map(({ type }) => type);
    },
    lastEvent: async (): Promise<number> => {
      const row = await store.read.first<{ id: number }>("select max(id) as id from events");
      return row!.id;
    },
  };
}

/** What a form on a page posts: its hidden fields, found by where it posts to and the words of its button. */
export function formOf(
  text: string,
  action: string,
): { path: string; fields: Record<string, string>; button: string } {
  const escaped = action.replaceAll(/[/.?]/gu, String.raw`\$&`);
  const form = new RegExp(`<form[^>]*action="${escaped}"[^>]*>(.*?)</form>`, "su").exec(text);
  if (form === null) throw new Error(`There is no form that posts to ${action}.`);
  const fields = Object.fromEntries(
    [...form[1]!.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/gu)].map(
      ([, name, value]) => [name!, value!],
    ),
  );
  const button = /<button[^>]*>(.*?)<\/button>/su.exec(form[1]!)?.[1] ?? "";
  return { path: action, fields, button: button.replaceAll(/<span.*<\/span>|<[^>]+>/gsu, "").trim() };
}
