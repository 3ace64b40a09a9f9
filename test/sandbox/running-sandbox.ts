// A running sandbox, started from settings, in which Priya has written to Ann and Lee; its pages are used over HTTP.
import { simpleParser, type ParsedMail } from "mailparser";
import { expect, onTestFinished } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { readConfig } from "../../src/config.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import { start, type StandIns, type Started } from "../../src/start.ts";
import { contentHash, getBlob } from "../../src/store/blobs.ts";
import { findInboundEmail, type InboundEmailRow } from "../../src/store/inbound-emails.ts";
import { findMessageIdOfEmail, findWholeMessage, type WholeMessageRow } from "../../src/store/messages.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { migratedDatabase } from "../support/store.ts";
import { freshToken } from "../support/form-token.ts";
import { addressOf } from "../support/world.ts";

export interface RunningSandbox {
  started: Started;
  url: string;
  world: World;
  taskId: number;
  /** The email that Ann was sent. */
  emailId: number;
  get: (path: string) => Promise<string>;
  post: (
    path: string,
    fields: Record<string, string>,
  ) => Promise<{ status: number; location: string; text: string }>;
}

/** Settings of a sandbox on this database. */
export function settings(databaseUrl: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    MAIL_COURIER: "sandbox",
    PORT: "0",
    DATABASE_URL: databaseUrl,
    SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "silent",
    ...more,
  };
}

/** Opens a sandbox for one test, which stops it when it ends. */
export async function openRunningSandbox(
  standIns: StandIns = {},
  more: NodeJS.ProcessEnv = {},
): Promise<RunningSandbox> {
  const started = await start(readConfig(settings(await migratedDatabase(), more)), {
    pool: sharedPool(),
    keeping: { isThrowaway: true },
    ...standIns,
  });
  onTestFinished(() => started.stop());
  return withEmail(started);
}

/** Opens a sandbox for the tests of a file; who opens it stops it. */
export async function openSharedSandbox(): Promise<RunningSandbox> {
  return withEmail(
    await start(readConfig(settings(await migratedDatabase())), {
      pool: sharedPool(),
      keeping: { isThrowaway: true },
    }),
  );
}

async function withEmail(started: Started): Promise<RunningSandbox> {
  const { store } = started;
  const at = timestamp(started.clock.now());
  const world = await seedWorld(store, at);
  const { taskId } = await store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: "Route new patient enquiries",
      author: world.people.priya,
      channel: "portal",
      text: "Hello Ann,\n\nthe form is mended. Is it as you wanted it?",
      postedAt: at,
      uploads: [attachment()],
    }),
  );
  await started.workers.settled();
  const [email] = await listOutboundEmailsTo(store.read, addressOf("ann"), 1);
  return { started, world, taskId, emailId: email!.id, ...pagesOf(started) };
}

/** The pages of a sandbox by its own origin. */
export function pagesOf({ localUrl: url }: Started): Pick<RunningSandbox, "url" | "get" | "post"> {
  return {
    url,
    get: async (path) => {
      const response = await fetch(`${url}${path}`);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`);
      return text;
    },
    post: async (path, fields) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      const { token, cookie } = await freshToken(url, path);
      body.set("form-token", token);
      const response = await fetch(`${url}${path}`, {
        method: "POST",
        body,
        headers: { cookie },
        redirect: "manual",
      });
      return {
        status: response.status,
        location: response.headers.get("location") ?? "",
        text: await response.text(),
      };
    },
  };
}

/** What became of the email at `/sandbox/inbound/:emailId`. */
export async function becameOf(
  { started }: Pick<RunningSandbox, "started">,
  location: string,
): Promise<{ row: InboundEmailRow; message: WholeMessageRow | undefined }> {
  const id = Number(/^\/sandbox\/inbound\/(\d+)$/u.exec(location)?.[1]);
  const { read } = started.store;
  const row = await findInboundEmail(read, id);
  if (row === undefined) throw new Error(`${location} names no inbound email.`);
  const messageId = await findMessageIdOfEmail(read, id);
  return { row, message: messageId === undefined ? undefined : await findWholeMessage(read, messageId) };
}

/** Tries a situation out on the email, from its page. */
export async function tryOut(
  { emailId, post }: RunningSandbox,
  name: string,
  fields: Record<string, string>,
): Promise<{ location: string }> {
  const answer = await post(`/sandbox/emails/${emailId}/situations/${name}`, fields);
  expect([name, answer.status, answer.status === 303 ? "" : answer.text]).toEqual([name, 303, ""]);
  return answer;
}

/** A mail as it came, parsed. */
export async function mailOf({ started }: RunningSandbox, sha256: string): Promise<ParsedMail> {
  return simpleParser(await getBlob(started.store.read, sha256));
}

/** How many emails an address was sent. */
export async function sentCount({ started }: RunningSandbox, address: string): Promise<number> {
  return (await listOutboundEmailsTo(started.store.read, address, 100)).length;
}

function attachment() {
  const bytes = Buffer.from("a;b\n1;2\n");
  return {
    filename: "Größe.csv",
    contentType: "text/csv",
    contentId: null,
    isInline: false,
    bytes,
    sha256: contentHash(bytes),
  };
}
