// Connected mailboxes from end to end: the page, the probe through the rule, what came through it, and confirmations that are
// shown on the page Mailboxes and nowhere else.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { findInboundEmail, listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { listAddresses } from "../../src/store/people.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { emailMessageId } from "../../src/threading/message-id.ts";
import { loopMarker } from "../../src/threading/loop-marker.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { postForm, recipient, startInstallation } from "./running-installation.ts";

vi.setConfig({ testTimeout: 30_000 });

let started: Started;
let world: World;
let staff: Browser;
beforeAll(async () => {
  started = await startInstallation();
  world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
  const { people } = world;
  const asked = await started.store.write((rows) =>
    requestSignIn(rows, new Date(), addressOf("priya"), (id) => hashOf(signInToken(started.keys, id))),
  );
  expect(people.priya.kind).toBe("staff");
  staff = openBrowser(started.localUrl);
  await staff.post(`/sign-in/${signInToken(started.keys, asked!.signInId)}`, {});
}, 30_000);
afterAll(() => started.stop());

let count = 0;
let mailbox: { id: number; address: string; intake: string };
beforeEach(async () => {
  count += 1;
  mailbox = await connect(`box-${count}@northbeam.example`);
});

async function connect(address: string) {
  const posted = await staff.post("/mailboxes", { address });
  expect(posted.status).toBe(303);
  const id = Number(/#mailbox-(\d+)$/u.exec(posted.location!)![1]);
  const section = await sectionOf(id);
  return { id, address, intake: /<code>(m[a-z2-7]{37}@[^<]+)<\/code>/u.exec(section)![1]! };
}

/** What the page says of one mailbox. */
async function sectionOf(id: number): Promise<string> {
  const page = await staff.get("/mailboxes");
  expect(page.status).toBe(200);
  return page.text.split(`id="mailbox-${id}"`)[1]!.split("</section>")[0]!;
}

async function receive(
  lines: string[] | string,
  { to = mailbox.intake, from = "", dkim = "none" }: { to?: string; from?: string; dkim?: string } = {},
) {
  const email = typeof lines === "string" ? lines : lines.join("\r\n");
  const answer = await postForm(started, {
    email,
    envelope: JSON.stringify({ from, to: [to] }),
    dkim,
    SPF: "none",
  });
  expect(answer.status).toBe(200);
  await started.workers.settled();
  const [newest] = await listInboundEmails(started.store.read, 1);
  return (await findInboundEmail(started.store.read, newest!.id))!;
}

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/emails/confirmations/${name}.eml`, import.meta.url), "utf8")
    .replaceAll("{{intake}}", mailbox.intake)
    .replaceAll("{{mailbox}}", mailbox.address)
    .replaceAll("\n", "\r\n");

it("a mailbox is connected once, with an intake address of its own, and steps that name it", async () => {
  const again = await connect(mailbox.address.toUpperCase());
  expect(again).toMatchObject({ id: mailbox.id, intake: mailbox.intake });
  const other = await connect(`other-${count}@northbeam.example`);
  expect(other.intake).not.toBe(mailbox.intake);
  const section = await sectionOf(mailbox.id);
  expect(section).toContain("Not verified");
  for (const words of [
    "Gmail",
    "Google Workspace",
    "5.7.520",
    "procmail",
    "Postfix",
    "Exchange Server",
    "cPanel",
  ]) {
    expect(section).toContain(words);
  }
  expect(section).toContain(`box-${count}: \\box-${count}, ${mailbox.intake}`);
  expect(section).toContain(`redirect :copy "${mailbox.intake}";`);
});

it.each([
  ["what is no address", "nobody", "not an email address"],
  ["an address that comes in here already", "x@reply.localhost", "comes in here already"],
  ["an address of a person", addressOf("priya"), "reads and writes email"],
])("%s is refused in plain words, and what was typed stays", async (_, typed, words) => {
  const address = typed.replace("reply.localhost", started.installation.replyDomain);
  const page = await staff.post("/mailboxes", { address });
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.text).toContain(words);
  expect(page.text).toContain(`value="${address}"`);
});

it("its probe goes to the mailbox itself, comes back through the rule, and turns it green", async () => {
  const posted = await staff.post(`/mailboxes/${mailbox.id}/probe`, {});
  expect(posted.location).toBe(`/mailboxes#mailbox-${mailbox.id}`);
  await started.workers.settled();
  const [sent] = await listOutboundEmailsTo(started.store.read, mailbox.address, 5);
  expect(sent).toMatchObject({ kind: "probe", toAddress: mailbox.address });
  await expect.poll(() => sectionOf(mailbox.id), { timeout: 10_000 }).toContain("It works");
  const section = await sectionOf(mailbox.id);
  expect(section).toContain("A probe mail came back through its rule on");
  const [newest] = await listInboundEmails(started.store.read, 1);
  const email = await findInboundEmail(started.store.read, newest!.id);
  expect(email).toMatchObject({ status: "handled", reason: "probe_returned", class: "probe_return" });
  expect(email!.evidence[0]!.found).toBe(`It came through the forwarding rule of ${mailbox.address}.`);
  expect(section).toContain(`/emails/${email!.id}`);
  // Its own page hides what the rule sends to.
  for (const path of [`/emails/${email!.id}`, `/emails/${email!.id}/raw`]) {
    expect((await staff.get(path)).text).not.toContain(mailbox.intake);
  }
  const setup = await staff.get("/setup");
  expect(setup.text).toContain("No probe mail was sent yet.");
});

/** A probe of this mailbox that the sandbox's own rule did not see, as a mail of ours that stands in the rows. */
async function probeOnItsWay(): Promise<number> {
  return started.store.write(async (rows) => {
    const at = new Date().toISOString();
    const probe = await rows.first<{ id: number }>(
      "insert into probes (requested_at, staff_id, mailbox_id, target_address) values (?, ?, ?, ?) returning id",
      at,
      world.people.priya.id,
      mailbox.id,
      mailbox.address,
    );
    const event = await rows.first<{ id: number }>(
      "insert into events (type, at, payload, announced_at) values ('probe.requested', ?, '{}', ?) returning id",
      at,
      at,
    );
    const row = await rows.first<{ id: number }>(
      `insert into outbound_emails (event_id, probe_id, kind, is_note, to_address, to_name, from_name, subject, text, html,
         headers, placeholder, composed_at, status, attempts, next_attempt_at)
       values (?, ?, 'probe', 0, ?, '', '', '', '', '', '{}', 'p', ?, 'sent', 1, ?) returning id`,
      event!.id,
      probe!.id,
      mailbox.address,
      at,
      at,
    );
    return row!.id;
  });
}

it("a probe is known when the forwarder wrote another Message-ID, From and envelope", async () => {
  const outboundEmailId = await probeOnItsWay();
  expect(await sectionOf(mailbox.id)).toContain("Waiting for the probe");
  const email = await receive(
    [
      `From: Somebody <${mailbox.address}>`,
      "Message-ID: <new@outlook.example>",
      `X-Inreply-Loop: ${loopMarker(started.keys, outboundEmailId)}`,
      "Auto-Submitted: auto-generated",
      "",
      "Probe",
    ],
    { from: "srs0=x=y@forwarder.example" },
  );
  expect(email).toMatchObject({ status: "handled", reason: "probe_returned" });
  expect(await sectionOf(mailbox.id)).toContain("It works");
});

it("a probe that comes to another mailbox's address, or with a mark that is not ours, verifies nothing", async () => {
  const outboundEmailId = await probeOnItsWay();
  const other = await connect(`elsewhere-${count}@northbeam.example`);
  const ours = emailMessageId(started.keys, started.installation.replyDomain, outboundEmailId);
  const strayed = await receive([`From: x@y.example`, `Message-ID: ${ours}`, "", "Probe"], {
    to: other.intake,
  });
  expect(strayed).toMatchObject({ status: "ignored", reason: "own_email" });
  const forged = await receive([
    "From: x@y.example",
    `Message-ID: ${ours.replace("m.", "m.a")}`,
    "",
    "Probe",
  ]);
  expect(forged.reason).not.toBe("probe_returned");
  expect(await sectionOf(mailbox.id)).not.toContain("It works");
  expect(await sectionOf(other.id)).toContain("Not verified");
});

it("a removed mailbox's address counts no more, its mail is still read, and connecting it again gives a new one", async () => {
  expect((await staff.post(`/mailboxes/${mailbox.id}/remove`, {})).status).toBe(303);
  expect((await staff.post(`/mailboxes/${mailbox.id}/remove`, {})).status).toBe(303);
  expect((await staff.get("/mailboxes")).text).not.toContain(mailbox.address);
  expect((await staff.post(`/mailboxes/${mailbox.id}/probe`, {})).status).toBe(404);
  const late = await receive([`From: Ann <${addressOf("ann")}>`, "Subject: Late", "", "Hello"]);
  expect(late.status).toBe("held");
  expect(late.evidence[0]!.found).toContain("which is not connected any more");
  const again = await connect(mailbox.address);
  expect(again.id).toBe(mailbox.id);
  expect(again.intake).not.toBe(mailbox.intake);
  const old = await receive([`From: Ann <${addressOf("ann")}>`, "Subject: Older", "", "Hello"]);
  expect(old.evidence[0]!.found).toContain("had before");
});

it("a client's vouched mail through the rule opens a task, and says how it came", async () => {
  const email = await receive(
    [
      `From: Ann <${addressOf("ann")}>`,
      `To: ${mailbox.address}`,
      `Message-ID: <through-${count}@x.example>`,
      "Subject: New",
      "",
      "Please.",
    ],
    { from: mailbox.address, dkim: "{@harbordental.example : pass}" },
  );
  expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
  expect(email.evidence.map(({ found }) => found)).toContain(
    `It came through the forwarding rule of ${mailbox.address}.`,
  );
  expect((await staff.get(`/emails/${email.id}`)).text).toContain("How it came");
  const [receipt] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
  expect(receipt).toMatchObject({ kind: "receipt", taskId: email.taskId });
  expect(receipt!.text).toContain("We have your request “New”.");
});

it("mail From a connected mailbox without our mark is held with the author proposed, also when it is signed", async () => {
  const email = await receive(
    [
      `From: "Ann via Box" <${mailbox.address}>`,
      `X-Original-From: Ann <${addressOf("ann")}>`,
      `Reply-To: Ann <${addressOf("ann")}>`,
      "Precedence: list",
      `List-ID: <${mailbox.address.replace("@", ".")}>`,
      `List-Post: <mailto:${mailbox.address}>`,
      "Subject: From a group",
      "",
      "Could you look?",
    ],
    { dkim: "{@northbeam.example : pass}" },
  );
  expect(email).toMatchObject({ status: "held", reason: "connected_mailbox", class: "human" });
  expect(email.contactId).toBe(world.people.ann.id);
  const answer = await staff.post(`/emails/${email.id}/add-address`, {
    author: `contact:${world.people.ann.id}`,
  });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain(`${mailbox.address} is a connected mailbox`);
  expect(await listAddresses(started.store.read, world.people.ann.id)).toEqual([addressOf("ann")]);
});

it("an address of our own becomes nobody's, whoever wrote in its name", async () => {
  const email = await receive([`From: Ann <${recipient}>`, "Subject: From you", "", "Hello"], {});
  expect(email.status).toBe("held");
  const answer = await staff.post(`/emails/${email.id}/add-address`, {
    author: `contact:${world.people.ann.id}`,
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`Mail to ${recipient} comes in here`);
});

it("a group that is connected is no mailing list, and one that is not is", async () => {
  const group = (id: string) => [
    `From: Ann <${addressOf("ann")}>`,
    "Precedence: list",
    `List-ID: <${id}>`,
    "Subject: To a group",
    "",
    "Hello",
  ];
  const options = { dkim: "{@harbordental.example : pass}" };
  expect((await receive(group(mailbox.address.replace("@", ".")), options)).class).toBe("human");
  expect((await receive(group("news.shop.example"), options)).class).toBe("auto_reply");
});

const pagesOf = (id: number) => [
  "/held",
  "/held?show=all",
  `/emails/${id}`,
  `/emails/${id}?html`,
  `/emails/${id}/raw`,
  `/emails/${id}/html`,
];

it.each([
  [
    "gmail-code",
    "google.com",
    "553914227",
    "https://mail-settings.google.com/mail/vf-%5BANGjdJ-9aZ%5D-kQ7w_Example1",
  ],
  [
    "gmail-link-only",
    "google.com",
    null,
    "https://mail.google.com/mail/vf-%5BANGjdJ9e4eXp5hKey8Wz%5D-Example2",
  ],
  ["zoho-link", "zoho.eu", null, "https://mail.zoho.eu/mail/ForwardVerification.do?digest=Example3"],
])(
  "%s, signed by its provider, is on the page Mailboxes and nowhere else",
  async (name, signer, code, link) => {
    const email = await receive(fixture(name), { from: "x@google.com", dkim: `{@${signer} : pass}` });
    expect(email).toMatchObject({ status: "handled", reason: "forwarding_confirmation" });
    const section = await sectionOf(mailbox.id);
    if (code !== null) expect(section).toContain(`<code>${code}</code>`);
    expect(section).toContain(
      `href="${link.replaceAll("=", "&#x3D;")}" target="_blank" rel="noopener noreferrer"`,
    );
    expect(section).toContain(`signed by ${signer}`);
    expect(section).not.toContain("/uf-");
    const secret = /Example\d/u.exec(link)![0];
    for (const path of pagesOf(email.id)) {
      const page = await staff.get(path);
      expect(page.text, path).not.toContain(secret);
      expect(page.text, path).not.toContain(code ?? secret);
    }
    expect((await staff.get(`/emails/${email.id}/raw`)).status).toBe(403);
    const { forwarding_confirmations: _, ...rows } = await everyText();
    expect(JSON.stringify(rows)).not.toContain(secret);
    if (code !== null) expect(JSON.stringify(rows)).not.toContain(code);
  },
);

/** All rows but the bytes of raw mail. */
async function everyText(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of ["inbound_emails", "events", "messages", "attachments", "forwarding_confirmations"]) {
    found[table] = await started.store.read.all(`select * from ${table}`);
  }
  return found;
}

it("a confirmation that its provider did not sign is held, shown as not proved, and has no link", async () => {
  const email = await receive(fixture("gmail-code"), {
    from: "x@evil.example",
    dkim: "{@evil.example : pass}",
  });
  expect(email).toMatchObject({ status: "held", reason: "forwarding_confirmation_unproved" });
  const section = await sectionOf(mailbox.id);
  expect(section).toContain("Not proved");
  expect(section).toContain("553914227");
  expect(section).not.toContain("mail-settings.google.com");
  for (const path of pagesOf(email.id)) expect((await staff.get(path)).text, path).not.toContain("553914227");
  // What staff put on a task from it holds neither.
  const ruled = await staff.post(`/emails/${email.id}/open-task`, {
    author: `contact:${world.people.ann.id}`,
  });
  expect(ruled.status).toBe(303);
  await started.workers.settled();
  const ended = await findInboundEmail(started.store.read, email.id);
  expect(ended).toMatchObject({ status: "handled", reason: "opened_task" });
  const messages = await started.store.read.all("select kept, blocks from messages");
  expect(JSON.stringify([ended, messages])).not.toMatch(/553914227|vf-/u);
});

it("codes and links go when the mailbox is verified, when it is removed, and when staff are done with them", async () => {
  const dkim = "{@google.com : pass}";
  const kept = (inboundEmailId: number) =>
    started.store.read.first(
      "select code, link from forwarding_confirmations where inbound_email_id = ?",
      inboundEmailId,
    );
  const gone = { code: null, link: null };
  const first = await receive(fixture("gmail-code"), { dkim });
  const id = /confirmations\/(\d+)\/done/u.exec(await sectionOf(mailbox.id))![1]!;
  expect((await staff.post(`/mailboxes/confirmations/${id}/done`, {})).status).toBe(303);
  expect((await staff.post("/mailboxes/confirmations/99999/done", {})).status).toBe(404);
  expect(await kept(first.id)).toEqual(gone);
  const second = await receive(fixture("gmail-link-only"), { dkim });
  await staff.post(`/mailboxes/${mailbox.id}/probe`, {});
  await expect.poll(() => sectionOf(mailbox.id), { timeout: 10_000 }).toContain("It works");
  expect(await kept(second.id)).toEqual(gone);
  const third = await receive(fixture("zoho-link"), { dkim: "{@zoho.eu : pass}" });
  await staff.post(`/mailboxes/${mailbox.id}/remove`, {});
  expect(await kept(third.id)).toEqual(gone);
  // Reading it again does not bring them back.
  await staff.post(`/emails/${second.id}/process-again`, {});
  await started.workers.settled();
  expect(await kept(second.id)).toEqual(gone);
});
