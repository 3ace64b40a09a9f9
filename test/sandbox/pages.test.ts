import type { AddressInfo } from "node:net";
import express, { type Request, type Response } from "express";
import { simpleParser } from "mailparser";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { addContact } from "../../src/actions/add-contact.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { Problem } from "../../src/domain/problem.ts";
import { storeIncoming, receiveLimits, type Receiver } from "../../src/inbox/receive.ts";
import { receiveSendgrid } from "../../src/inbox/receive-sendgrid.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { buildMime } from "../../src/outbox/mime.ts";
import { keepForm, readForm } from "../../src/portal/form.ts";
import { statusOf } from "../../src/portal/problem.ts";
import { movableClock } from "../../src/sandbox/movable-clock.ts";
import { providerFieldsOf } from "../../src/sandbox/post-inbound.ts";
import { sandboxRoutes, type SandboxParts } from "../../src/sandbox/sandbox.ts";
import { programs } from "../../src/sandbox/programs.ts";
import { writeNewEmail } from "../../src/sandbox/simulator.ts";
import { getBlob } from "../../src/store/blobs.ts";
import {
  findInboundEmail,
  listInboundEmails,
  markInboundOutcome,
  type InboundStatus,
} from "../../src/store/inbound-emails.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { maskSecrets } from "../../src/threading/mask.ts";
import { addressOf } from "../support/world.ts";
import { at, installation, openOutbox, sendAll } from "../support/outgoing.ts";
import { openReceived } from "./received.ts";

const hostile = `<script>alert("x")</script><img src=x onerror=alert(1)> & "quoted" 'single' {{title}}`;

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
beforeEach(async () => {
  sandbox = await openSandbox();
});

test("the first page shows everybody, by client and plan, with ways in", async () => {
  const html = await sandbox.page("/sandbox");
  for (const name of [
    "Priya Nair",
    "Tom Becker",
    "Ann Weber",
    "Dana Ruiz",
    "Marta Silva",
    "Lumen Robotics",
  ]) {
    expect(html).toContain(name);
  }
  expect(html).toContain("on the Elite plan");
  for (const name of ["Priya", "Ann"]) expect(html).toContain(`Sign in as ${name}`);
  expect(html).toContain("Route new patient enquiries");
});

test("every page answers 200, allows no inline code, and shows hostile words as words", async () => {
  const { store, world, taskId } = sandbox;
  await store.write((rows) =>
    addContact(rows, at, {
      own: undefined,
      clientId: world.clients.harbor,
      name: hostile,
      address: "evil@harbordental.example",
    }),
  );
  const bytes = Buffer.from("x");
  const upload = { filename: hostile, contentType: "text/html", contentId: null, isInline: false, bytes };
  await store.write((rows) =>
    postMessage(rows, at, {
      taskId,
      author: world.people.priya,
      channel: "portal",
      text: hostile,
      postedAt: at,
      uploads: [{ ...upload, sha256: contentHash(bytes) }],
    }),
  );
  await sendAll(openOutbox(store));
  const [email] = await listOutboundEmailsTo(store.read, addressOf("ann"), 1);
  const pages = [
    `/sandbox`,
    `/sandbox/people/contact/1`,
    `/sandbox/people/staff/1`,
    `/sandbox/emails/${email!.id}`,
  ];
  for (const view of ["html", "text", "headers", "source", "nonsense"]) {
    pages.push(`/sandbox/emails/${email!.id}?view=${view}`);
  }
  for (const status of ["pending", "handled", "held", "ignored", "failed"] as const) {
    pages.push(`/sandbox/inbound/${await sandbox.receive(status)}`);
  }
  for (const tried of ["situations/twice", "scan"]) {
    const form = new FormData();
    form.set("words", hostile);
    form.set("program", "gmail-web");
    const response = await sandbox.post(`/sandbox/emails/${email!.id}/${tried}`, form);
    pages.push(response.headers.get("location")!);
  }
  pages.push("/sandbox");
  for (const path of pages) {
    const html = await sandbox.page(path);
    expect(html, path).not.toMatch(/<script|<img|onerror=alert\(1\)>|\sstyle=/iu);
    expect(html, path).toContain("<!doctype html>");
  }
  expect(await sandbox.page(`/sandbox/emails/${email!.id}?view=text`)).toContain("&lt;script&gt;alert");
  expect(await sandbox.page("/sandbox")).toContain("&lt;script&gt;alert");
});

test("an email's html stands in a frame of its own, with its links and without scripts", async () => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  const page = await sandbox.page(`/sandbox/emails/${email!.id}`);
  expect(page).toContain(
    `sandbox="allow-popups allow-popups-to-escape-sandbox" src="/sandbox/emails/${email!.id}/html"`,
  );
  const response = await fetch(`${sandbox.url}/sandbox/emails/${email!.id}/html`);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'");
  expect(policy).not.toContain("script");
  const html = await response.text();
  expect(html).toMatch(/<head><base target="_blank">/u);
  expect(html).toMatch(/href="http:\/\/localhost:3000\/t\/[a-z2-7]{40}"/u);
});

test("the source of an email is the message that a courier would send", async () => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  const headers = await sandbox.page(`/sandbox/emails/${email!.id}?view=headers`);
  expect(headers.replaceAll("\n ", " ")).toContain(
    `Message-ID: &lt;${email!.internetMessageId.slice(1, -1)}&gt;`,
  );
  expect(headers).toContain("Reply-To: r");
  expect(await sandbox.page(`/sandbox/emails/${email!.id}?view=source`)).toContain("multipart/alternative");
});

test("every mail program can be chosen, by where it is used, and the person's own one is chosen already", async () => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  for (const path of [`/sandbox/emails/${email!.id}`, `/sandbox/people/contact/${email!.contactId}`]) {
    const page = await sandbox.page(path);
    const offered = [...page.matchAll(/name="program" value="([^"]+)"( checked)?/gu)];
    expect(offered.map(([, name]) => name)).toEqual(programs.map(({ name }) => name));
    expect(offered.filter(([, , checked]) => checked !== undefined).map(([, name]) => name)).toEqual([
      "outlook-desktop",
    ]);
    const groups = [...page.matchAll(/role="group" aria-label="([^"]+)"/gu)].map(([, title]) => title);
    expect(groups).toEqual(["In a browser", "On a computer", "On a phone", "Plain text"]);
    expect(page).toMatch(/mutt <small>answers between the lines<\/small>/u);
  }
});

test("an answer goes through the real webhook, files and all, and leads to what became of it", async () => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  const form = new FormData();
  form.set("words", "Yes,\r\nplease.");
  form.set("program", "apple-mail");
  form.append("files", new File([Buffer.from([0, 159, 13, 10])], "Größe.bin"));
  form.append("files", new File([], ""));
  const response = await sandbox.post(`/sandbox/emails/${email!.id}/answer`, form);
  expect(response.status).toBe(303);
  const [listed] = await listInboundEmails(sandbox.store.read, 1);
  expect(response.headers.get("location")).toBe(`/sandbox/inbound/${listed!.id}`);
  const row = await findInboundEmail(sandbox.store.read, listed!.id);
  expect(row).toMatchObject({ source: "sendgrid", envelopeFrom: addressOf("ann") });
  expect(row?.providerFields).toMatchObject({ spf: "pass", dkim: "{@harbordental.example : pass}" });
  const mail = await simpleParser(await getBlob(sandbox.store.read, row!.rawSha256));
  expect(mail.text?.startsWith("Yes,\nplease.\n")).toBe(true);
  expect(mail.attachments.map(({ filename, content }) => [filename, [...content]])).toEqual([
    ["Größe.bin", [0, 159, 13, 10]],
  ]);
  expect(mail.inReplyTo).toBe(email!.internetMessageId);
});

test("a new email goes from a person to the agency's address", async () => {
  const form = new FormData();
  form.set("subject", "A new\r\nreport");
  form.set("words", "Please.");
  form.set("program", "outlook-desktop");
  const { id } = sandbox.world.people.dana;
  expect((await sandbox.post(`/sandbox/people/contact/${id}/emails`, form)).status).toBe(303);
  const [row] = await listInboundEmails(sandbox.store.read, 1);
  expect(row).toMatchObject({ envelopeFrom: addressOf("dana"), envelopeTo: installation.mailFrom });
  expect(await sandbox.page(`/sandbox/people/contact/${id}`)).toContain(`/sandbox/inbound/${row!.id}`);
});

test("what the webhook refuses is told in its own words", async () => {
  const { id } = sandbox.world.people.dana;
  const form = new FormData();
  form.set("words", "Please.");
  form.set("program", "gmail-web");
  form.append("files", new File([Buffer.alloc(3 * 1024 * 1024)], "large.bin"));
  const response = await sandbox.post(`/sandbox/people/contact/${id}/emails`, form);
  expect(response.status).toBe(413);
  expect(await response.text()).toContain("The webhook answered 413");
});

test("signing in as staff asks for a link as anybody would and opens its page", async () => {
  const { id } = sandbox.world.people.priya;
  const response = await sandbox.post(`/sandbox/people/staff/${id}/sign-in`, new FormData());
  expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in/token-1"]);
  for (let more = 0; more < 4; more++)
    await sandbox.post(`/sandbox/people/staff/${id}/sign-in`, new FormData());
  const refused = await sandbox.post(`/sandbox/people/staff/${id}/sign-in`, new FormData());
  expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining("within an hour")]);
});

test("a mailbox shows the first words of each email, without what stands below them or in the place of links", async () => {
  const mailbox = `/sandbox/people/staff/${sandbox.world.people.priya.id}`;
  await sandbox.post(`${mailbox}/sign-in`, new FormData());
  await sendAll(openOutbox(sandbox.store));
  const html = (await sandbox.page(mailbox)) + (await sandbox.page("/sandbox/people/contact/1"));
  expect(html).toContain("It works once, for 15 minutes");
  expect(html).toContain("Altona reaches Altona");
  expect(html).not.toMatch(/place-[0-9a-f]|Your reply goes to/u);
});

test.each([
  "/sandbox/emails/999",
  "/sandbox/emails/1x",
  "/sandbox/emails/999/html",
  "/sandbox/inbound/999",
  "/sandbox/inbound/-1",
  "/sandbox/people/contact/999",
  "/sandbox/people/robot/1",
  "/sandbox/people/constructor/1",
])("%s is not there", async (path) => {
  expect((await fetch(`${sandbox.url}${path}`)).status).toBe(404);
});

test.each([
  ["mail program", { program: "__proto__" }],
  ["place for the answer", { program: "gmail-web", posting: "constructor" }],
  ["language", { program: "gmail-web", language: "xx" }],
])("a %s that is not offered is refused", async (_, fields) => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  const form = new FormData();
  form.set("words", "Yes");
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  expect((await sandbox.post(`/sandbox/emails/${email!.id}/answer`, form)).status).toBe(422);
});

test("an answer of blanks alone is refused", async () => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  const form = new FormData();
  form.set("words", "  \r\n ");
  form.set("program", "gmail-web");
  expect((await sandbox.post(`/sandbox/emails/${email!.id}/answer`, form)).status).toBe(422);
});

test("an answer below the quote of a program that speaks German comes in so", async () => {
  const [email] = await listOutboundEmailsTo(sandbox.store.read, addressOf("ann"), 1);
  const form = new FormData();
  form.set("words", "Ja, bitte.");
  form.set("program", "gmail-web");
  form.set("posting", "below");
  form.set("language", "de");
  expect((await sandbox.post(`/sandbox/emails/${email!.id}/answer`, form)).status).toBe(303);
  const [listed] = await listInboundEmails(sandbox.store.read, 1);
  const row = await findInboundEmail(sandbox.store.read, listed!.id);
  const mail = await simpleParser(await getBlob(sandbox.store.read, row!.rawSha256));
  expect(mail.text).toMatch(/^Am \w{2}\., \d{1,2}\. \S+ \d{4} um \d{1,2}:\d{2} Uhr schrieb /mu);
  expect(mail.text?.trimEnd().endsWith("Ja, bitte.")).toBe(true);
});

/** The sandbox's routes and the real webhook on a free port, with nobody who processes what came in. */
async function openSandbox() {
  const opened = await openReceived();
  const { store, outbox } = opened;
  const receiver: Receiver = {
    store,
    clock: outbox.clock,
    log: outbox.log,
    checks: { webhookKey: undefined, inboundToken: undefined, isOpenToLoopback: true },
    limits: { ...receiveLimits, emailBytesMax: 2 * 1024 * 1024 },
    load: { bytes: 0 },
    nudge: () => {},
  };
  const app = express();
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parts: SandboxParts = {
    store,
    clock: outbox.clock,
    movableClock: movableClock(outbox.clock),
    isClockShared: false,
    render: outbox.render,
    installation,
    localUrl: url,
    emailBytesMax: receiver.limits.emailBytesMax,
    outbox,
    maskSecrets,
    nudge: () => {},
    settled: () => Promise.resolve(),
    fillIn: (row) => fillIn(outbox, row),
    buildMime,
    signInTokenHashOf: (id) => `hash-${id}`,
    formTokenFor: () => "token",
    signInPathOf: (id) => `/sign-in/token-${id}`,
  };
  for (const { method, path, handle, uploadBytesMax } of sandboxRoutes(parts)) {
    app[method](path, async (request, response) => {
      // Whether a form is ours is checked by the server, and its tests.
      if (method === "post") keepForm(request, await readForm(request, uploadBytesMax?.()));
      await handle(request, response);
    });
  }
  app.post("/inbound/sendgrid", (request, response) => receiveSendgrid(receiver, request, response));
  app.use((fault: unknown, _request: Request, response: Response, _next: unknown) => {
    if (!(fault instanceof Problem)) throw fault;
    response.status(statusOf(fault)).send(fault.message);
  });
  return {
    ...opened,
    url,
    page: async (path: string) => {
      const response = await fetch(`${url}${path}`);
      const html = await response.text();
      expect(response.status, `${path}: ${html.slice(0, 400)}`).toBe(200);
      return html;
    },
    post: (path: string, body: FormData) =>
      fetch(`${url}${path}`, { method: "POST", body, redirect: "manual" }),
    receive: (status: InboundStatus) => receiveHostile(receiver, status),
  };
}

/** Stores an email full of hostile words and gives it an outcome. */
async function receiveHostile(receiver: Receiver, status: InboundStatus): Promise<number> {
  const author = { name: hostile, address: addressOf("ann"), timeZone: "UTC" };
  const typed = { author, program: "gmail-web", words: `${status} ${hostile}`, at: new Date(at) } as const;
  const email = await writeNewEmail({ to: installation.mailFrom, subject: hostile }, typed);
  await storeIncoming(receiver, {
    source: "sendgrid",
    raw: email.raw,
    envelopeFrom: email.envelopeFrom,
    envelopeTo: [email.envelopeTo],
    providerFields: providerFieldsOf(email),
  });
  const [row] = await listInboundEmails(receiver.store.read, 1);
  if (status !== "pending" && status !== "processing") {
    const outcome = {
      status,
      reason: hostile,
      class: "human",
      evidence: [{ step: "thread" as const, found: hostile }],
      fromAddress: addressOf("ann"),
      fromName: hostile,
      subject: hostile,
      internetMessageId: null,
      text: hostile,
      taskId: 1,
      author: undefined,
    };
    await receiver.store.write((rows) => markInboundOutcome(rows, row!.id, outcome, at));
  }
  return row!.id;
}
