// Two installations as two processes, each one's outgoing mail posted into the other, each known to the other as a contact; and
// one installation against responders that answer every mail and mark none. All fall silent by themselves.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { addStaff } from "../../src/actions/add-staff.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { openStore, migrate, type Store } from "../../src/store/database.ts";
import { listOpenBreakers } from "../../src/store/breakers.ts";
import { emptyDatabase } from "../support/store.ts";
import { startLife, type Life } from "../faults/life.ts";

const token = "a-token-for-two-installations";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Sent {
  to: string;
  from: string;
  raw: Buffer;
}

interface Post {
  port: number;
  sent: Sent[];
  /** Mails that were taken and not yet handed on. */
  onTheWay: () => number;
}

/** A mail server that takes everything and hands each mail on to `carry`. */
async function startPost(carry: (sent: Sent) => Promise<void>): Promise<Post> {
  const sent: Sent[] = [];
  let carried = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        callback();
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        for (const { address: to } of envelope.rcptTo) {
          const one = { to, from, raw: Buffer.concat(chunks) };
          sent.push(one);
          void carry(one).then(() => void (carried += 1));
        }
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, sent, onTheWay: () => sent.length - carried };
}

interface Desk {
  store: Store;
  life: () => Promise<Life>;
  start: (smtpPort: number) => Promise<void>;
  mailFrom: string;
}

async function newDesk(
  name: string,
  contacts: readonly string[],
): Promise<Desk & { contactIds: number[]; clientId: number; staffId: number }> {
  const url = await emptyDatabase();
  await migrate(url);
  const store = await openStore(url);
  closing.push(() => store.close());
  const at = new Date().toISOString();
  const made = await store.write(async (rows) => {
    const { staffId } = await addStaff(rows, at, {
      own: undefined,
      name: `Staff of ${name}`,
      address: `staff@${name}.example`,
    });
    const { clientId } = await addClient(rows, at, { name: "Client", plan: "Standard" });
    const contactIds: number[] = [];
    for (const address of contacts)
      contactIds.push(
        (await addContact(rows, at, { own: undefined, clientId, name: address, address })).contactId,
      );
    return { staffId, clientId, contactIds };
  });
  let running: Promise<Life> | undefined;
  const mailFrom = `requests@reply.${name}.example`;
  return {
    ...made,
    store,
    mailFrom,
    life: () => running!,
    start: async (smtpPort) => {
      running = startLife({
        MAIL_COURIER: "smtp",
        SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        SMTP_TLS: "optional",
        HOST: "127.0.0.1",
        DATABASE_URL: url,
        SECRET_KEYS: `0:${Buffer.alloc(32, name.length).toString("base64")}`,
        AGENCY_NAME: name,
        BASE_URL: "http://localhost:3000",
        REPLY_DOMAIN: `reply.${name}.example`,
        MAIL_FROM: mailFrom,
        INBOUND_TOKEN: token,
        PARSE_THREADS: "1",
      });
      const life = await running;
      closing.push(() => life.kill());
    },
  };
}

/** Hands a mail to an installation as the mail server in front of it does, which vouches for its sender. */
async function deliver(desk: Desk, { from, to, raw }: Sent): Promise<void> {
  const { from: sender } = await simpleParser(raw);
  const domain = sender?.value[0]?.address?.split("@")[1] ?? "";
  const query = new URLSearchParams({ from, to, spf: "pass", dkim: `{@${domain} : pass}` });
  const { origin } = new URL((await desk.life()).localUrl);
  const response = await fetch(`${origin}/inbound/raw?${query.toString()}`, {
    method: "POST",
    headers: { "content-type": "message/rfc822", authorization: `Basic ${btoa(`inreply:${token}`)}` },
    body: new Uint8Array(raw),
  });
  expect(response.status).toBe(200);
}

/** Resolves when no mail was sent and none waits for so long. */
async function silence(desks: readonly Desk[], post: Post, stillMs = 3_000): Promise<void> {
  let seen = -1;
  let since = Date.now();
  while (Date.now() - since < stillMs) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const waiting = await Promise.all(
      desks.map(({ store }) =>
        store.read.first<{ count: number }>(
          "select (select count(*) from inbound_emails where status in ('pending', 'processing')) + (select count(*) from events where announced_at is null) + (select count(*) from outbound_emails where status in ('queued', 'sending')) as count",
        ),
      ),
    );
    if (post.onTheWay() === 0 && post.sent.length === seen && waiting.every((row) => row!.count === 0))
      continue;
    seen = post.sent.length;
    since = Date.now();
  }
}

async function ask(desk: Awaited<ReturnType<typeof newDesk>>): Promise<number> {
  const at = new Date().toISOString();
  const { taskId } = await desk.store.write((rows) =>
    openTask(rows, at, {
      clientId: desk.clientId,
      title: "Booking form",
      author: { kind: "staff", id: desk.staffId },
      channel: "portal",
      text: "Which colour?",
      contactIds: desk.contactIds,
      postedAt: at,
    }),
  );
  return taskId;
}

it("two installations wired at each other end after one mail", async () => {
  const north = await newDesk("north", ["requests@reply.south.example"]);
  const south = await newDesk("south", ["requests@reply.north.example"]);
  const desks = [north, south];
  const post = await startPost(async (sent) => {
    const desk = desks.find(({ mailFrom }) => sent.to.split("@")[1] === mailFrom.split("@")[1]);
    if (desk !== undefined) await deliver(desk, sent);
  });
  await ask(north);
  for (const desk of desks) await desk.start(post.port);
  await silence(desks, post);
  const between = post.sent.filter(({ to }) => to.includes("@reply."));
  const toNorth = between.filter(({ to }) => to.includes("north"));
  expect({ toSouth: between.length - toNorth.length, toNorth: toNorth.length }).toEqual({
    toSouth: 1,
    toNorth: 0,
  });
}, 120_000);

it.each([
  [
    "the same words each time",
    () => "Thank you for writing. Your words are important to us and somebody will look at them soon.",
    1,
  ],
  [
    "words with a number of their own",
    (count: number) =>
      `Thank you for writing. Your words have the number ${count} here and somebody will look at them soon.`,
    1,
  ],
  [
    "other words each time, but for a sentence",
    (count: number) =>
      `Thank you for writing. We were moved by ${"x".repeat(count)} and somebody will look at your words again soon.`,
    5,
  ],
])(
  "responders that answer every mail with %s, a new id and a subject of their own, fall silent",
  async (_, words, eachMax) => {
    const responders = ["one@client.example", "two@client.example"];
    const desk = await newDesk("north", responders);
    const answered = new Map<string, number>();
    const post = await startPost(async ({ to, raw }) => {
      if (!responders.includes(to)) return;
      const count = (answered.get(to) ?? 0) + 1;
      answered.set(to, count);
      const mail = await simpleParser(raw);
      const reply = mail.replyTo?.value[0]?.address ?? mail.from!.value[0]!.address!;
      const quoted = (mail.text ?? "")
        .split("\n")
        .map((line) => `> ${line}`)
        .join("\r\n");
      const answer = [
        `From: ${to}`,
        `To: ${reply}`,
        `Subject: We have your mail ${count}`,
        `Message-ID: <${to}-${count}@responder.example>`,
        "",
        `${words(count)}\r\n\r\nOn Monday somebody wrote:\r\n${quoted}`,
      ].join("\r\n");
      await deliver(desk, { from: to, to: reply, raw: Buffer.from(answer) });
    });
    const taskId = await ask(desk);
    await desk.start(post.port);
    await silence([desk], post);
    const kept = await desk.store.read.first<{ count: number }>(
      "select count(*) as count from messages where task_id = ?",
      taskId,
    );
    const told = await desk.store.read.first<{ count: number }>(
      "select count(*) as count from messages where task_id = ? and channel = 'email' and is_quiet = 0",
      taskId,
    );
    const total = [...answered.values()].reduce((sum, count) => sum + count, 0);
    // Nothing is lost: our question and every answer are on the task.
    expect(kept!.count).toBe(1 + total);
    expect(told!.count).toBeLessThanOrEqual(eachMax * responders.length);
    const open = await listOpenBreakers(desk.store.read, "2000");
    expect(open.length > 0).toBe(eachMax > 1);
    expect(
      post.sent.some(({ to, raw }) => to === "staff@north.example" && raw.includes("Too many emails")),
    ).toBe(eachMax > 1);
  },
  180_000,
);
