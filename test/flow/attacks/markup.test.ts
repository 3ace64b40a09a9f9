// Stored and reflected markup (OWASP A03): mails whose every field is hostile are posted, then every page is opened by every
// kind of visitor, and no element, attribute or address of any page came from the mails.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addContact } from "../../../src/actions/add-contact.ts";
import { addMailbox } from "../../../src/actions/add-mailbox.ts";
import { requestSignIn } from "../../../src/actions/request-sign-in.ts";
import { tripBreaker } from "../../../src/actions/trip-breaker.ts";
import type { Person } from "../../../src/domain/person.ts";
import { fillIn } from "../../../src/outbox/fill-in.ts";
import type { World } from "../../../src/sandbox/seed-world.ts";
import type { Started } from "../../../src/start.ts";
import { findOutboundEmail, listOutboundEmailsTo } from "../../../src/store/outbound-emails.ts";
import { hashOf } from "../../../src/threading/secret-hash.ts";
import { signInToken } from "../../../src/threading/sign-in-token.ts";
import { openBrowser, type Browser, type Page } from "../../portal/app.ts";
import { headerFaults } from "../../support/header-faults.ts";
import { addressOf } from "../../support/world.ts";
import { askAnn, postForm, recipient, startInstallation } from "../running-installation.ts";
import { hostile, hostileAtom, strangeParts } from "./hostile-words.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let started: Started;
let world: World;
let taskId: number;
let messageId: number;
let link: string;
/** Every page that was read, by who read it and where. */
const pages: { who: string; path: string; page: Page }[] = [];

beforeAll(async () => {
  started = await startInstallation();
  const asked = await askAnn(started);
  ({ world, taskId } = asked);
  await started.store.write(async (rows) => {
    const { contactId } = await addContact(rows, new Date().toISOString(), {
      own: undefined,
      clientId: world.clients.harbor,
      name: "Eve",
      address: "eve@harbordental.example",
    });
    // Longer than a form takes, so that it holds the whole payload.
    await rows.run("update contacts set name = ? where id = ?", hostile("contact"), contactId);
    await rows.run("update staff set name = ? where id = ?", hostile("staff"), world.people.tom.id);
    await rows.run("update clients set name = ? where id = ?", hostile("client"), world.clients.harbor);
  });
  await started.workers.settled();
  const [question] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
  const sent = await fillIn(started.outbox, question!);
  link = new URL(/https?:\/\/\S+\/t\/\S+/u.exec(sent.text)![0]).pathname;
  await postForm(started, formOf(addressOf("ann"), asked.to, "reply", sent.headers["Message-ID"]));
  await postForm(started, formOf(addressOf("ann"), recipient, "opened"));
  await postForm(started, formOf("stranger@evil.example", recipient, "stranger"));
  await postForm(started, formOf(`${hostileAtom("odd")}@evil.example`, recipient, "atom"));
  await postForm(started, formOf("stranger@evil.example", recipient, "calendar", "", calendar));
  await postForm(started, reportOn(sent.envelopeFrom));
  await postForm(started, forwardByStaff());
  await postForm(started, confirmation());
  await started.workers.settled();
  const { ann, priya } = world.people;
  await started.store.write(async (rows) => {
    const at = new Date().toISOString();
    const byStaffId = priya.id;
    await addMailbox(rows, at, { address: "hello@northbeam.example", byStaffId, own: started.installation });
    await tripBreaker(rows, at, { kind: "sender", taskId, sender: ann });
  });
  // No email at all: what a broken form says stands on the held desk.
  await postForm(started, { [hostile("field")]: hostile("value"), envelope: hostile("envelope") });
  await started.workers.settled();
  const reader = openBrowser(started.localUrl);
  await reader.get(link);
  const message = await started.store.read.first<{ id: number }>(
    "select id from messages where task_id = ? and channel = 'email'",
    taskId,
  );
  messageId = message!.id;
  await reader.post(`/messages/${messageId}/reply-cases`, { verdict: "cut_too_much" });
});
afterAll(() => started.stop());

describe("what a mail says", () => {
  it("was taken in everywhere it can stand: a message, a new task, held mail, a report, a paused address, a case", async () => {
    const { read } = started.store;
    const kinds = await read.all<{ status: string; reason: string }>(
      "select status, reason from inbound_emails",
    );
    for (const reason of ["posted", "opened_task", "forwarding_confirmation"])
      expect(kinds.map((kind) => kind.reason)).toContain(reason);
    expect(kinds.some(({ status }) => status === "held")).toBe(true);
    expect(await read.first("select 1 as one from inbound_emails where forwarded is not null")).toBeDefined();
    for (const table of [
      "paused_addresses",
      "reply_cases",
      "delivery_events",
      "attachments",
      "intake_faults",
      "copied_colleagues",
      "forwarding_confirmations",
      "breakers",
    ]) {
      expect([table, (await read.all(`select 1 as one from ${table}`)).length > 0]).toEqual([table, true]);
    }
  });

  it("becomes no element, attribute or address of any page, whoever opens it", async () => {
    for (const [who, browser] of Object.entries(await visitors())) await crawl(who, browser);
    const opened = new Set(pages.map(({ path }) => path.replaceAll(/\d+/gu, "N").replace(/\?.*/u, "")));
    for (const path of [
      "/",
      "/tasks/N",
      "/messages/N",
      "/held",
      "/emails/N",
      "/emails/N/raw",
      "/emails/N/html",
      "/paused-addresses",
      "/reply-cases",
      "/reply-cases/N",
      "/reply-cases/N/fixture",
      "/attachments/N",
      "/setup",
      "/mailboxes",
      "/held.csv",
      "/clients",
      "/clients/N",
      "/plans",
      "/outgoing",
      "/outgoing/N",
      "/audit",
      "/audit.csv",
      "/messages/N/redact",
      "/sandbox",
      "/sandbox/inbound/N",
      "/sandbox/people/contact/N",
      "/sandbox/emails/N",
    ]) {
      expect(opened, path).toContain(path);
    }
    // The words are there, as words.
    const marks =
      "reply stranger contact staff client diagnostic filename colleague forwarded-name forwarded-subject forwarded-words";
    for (const mark of marks.split(" "))
      expect([mark, pages.some(({ page }) => page.text.includes(`${mark}&quot;`))]).toEqual([mark, true]);
    for (const { who, path, page } of pages) {
      await breathe();
      const type = page.headers.get("content-type") ?? "";
      const route = path.replace(/\?.*/u, "");
      expect([who, path, headerFaults(page, route)]).toEqual([who, path, []]);
      // An email's own html is hostile by nature; its policy, looked at above, lets it do nothing.
      if (!type.startsWith("text/html") || route.endsWith("/html")) {
        expect([path, type]).toEqual([
          path,
          expect.stringMatching(
            /^(?:text\/plain|text\/html|text\/csv|text\/css|text\/javascript|application\/|image\/)/u,
          ),
        ]);
        continue;
      }
      expect([who, path, strangeParts(page.text)]).toEqual([who, path, []]);
    }
  });

  it("is sent to be saved or shown as what it safely is, and never as a page or a script", async () => {
    const staff = (await visitors()).staff!;
    const files = await started.store.read.all<{ id: number }>("select id from attachments");
    expect(files.length).toBeGreaterThan(3);
    for (const { id } of files) {
      for (const path of [`/attachments/${id}`, `/attachments/${id}?show`]) {
        const { headers } = await staff.get(path);
        expect([path, headers.get("content-type")]).toEqual([
          path,
          expect.not.stringMatching(/html|svg|xml|script/u),
        ]);
        expect(headers.get("content-disposition")).toMatch(
          /^attachment; filename=(?:"[^"\\/<>]*"|[\w.-]+)(?:; filename\*=[\w'%.~!$&+-]+)?$|^inline$/u,
        );
      }
    }
  });
});

it("becomes no element, attribute or address of any email that we send", async () => {
  const rows = await started.store.read.all<{ id: number }>("select id from outbound_emails order by id");
  const marks = new Set<string>();
  for (const { id } of rows) {
    await breathe();
    const { html } = await fillIn(started.outbox, (await findOutboundEmail(started.store.read, id))!);
    for (const [, mark] of html.matchAll(/([a-z]+)(?:&quot;|&#34;|&#x22;)/gu)) marks.add(mark!);
    // Emails are laid out by styles of ours.
    expect([
      id,
      strangeParts(html).filter((part) => !part.endsWith("[style]") && part !== "<style>"),
    ]).toEqual([id, []]);
  }
  for (const mark of ["opened", "client", "staff"]) expect(marks).toContain(mark);
});

describe("what an address asks for", () => {
  it("is reflected on no page as markup", async () => {
    const words = [hostile("reflected"), "javascript:xss()"];
    const { stranger, staff } = await visitors();
    const answers: [path: string, page: Page][] = [];
    for (const browser of [stranger!, staff!]) {
      for (const word of words) {
        const typed = encodeURIComponent(word);
        for (const path of [
          `/${typed}`,
          `/sign-in?next=${typed}`,
          `/sign-in?sent=${typed}`,
          `/sign-in/${typed}`,
          `/t/${typed}`,
          `/tasks/${typed}`,
          `/tasks/${taskId}?before=${typed}`,
          `/tasks/new?client=${typed}`,
          `/held?show=${typed}&page=${typed}`,
          `/?turn=${typed}&page=${typed}`,
          `/emails/${typed}`,
          `/emails/1?moved=${typed}&html=${typed}`,
          `/sandbox/emails/1?view=${typed}`,
          `/sandbox/people/${typed}/1`,
          `/sandbox/previews/${typed}/${typed}`,
          `/assets/${typed}`,
        ]) {
          answers.push([path, await browser.get(path)]);
        }
        for (const path of ["/sign-in", `/tasks/${taskId}/messages`, "/tasks", "/sandbox/clock"]) {
          const fields = {
            address: word,
            next: word,
            text: word.repeat(3000),
            title: word,
            client: word,
            at: word,
          };
          const asked = { ...fields, "form-token": await browser.tokenFor(path) };
          answers.push(
            [path, await browser.postBare(path, asked)],
            [path, await browser.postBare(path, fields)],
          );
        }
      }
    }
    for (const [path, page] of answers) {
      await breathe();
      expect([path, page.status < 500]).toEqual([path, true]);
      if (page.location !== null) expect(page.location).toMatch(/^\/(?!\/)/u);
      else expect([path, strangeParts(page.text)]).toEqual([path, []]);
    }
  });
});

/** Reading pages holds up everything else: connections that the server closed meanwhile must be heard of. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function visitors(): Promise<Record<string, Browser>> {
  const holder = openBrowser(started.localUrl);
  await holder.get(link);
  return {
    stranger: openBrowser(started.localUrl),
    holder,
    client: await signedIn(world.people.lee),
    staff: await signedIn(world.people.priya),
  };
}

const signedInAs = new Map<string, Browser>();

async function signedIn(person: Person): Promise<Browser> {
  const key = `${person.kind}:${person.id}`;
  const known = signedInAs.get(key);
  if (known !== undefined) return known;
  const address = person.kind === "staff" ? addressOf("priya") : addressOf("lee");
  const asked = await started.store.write((rows) =>
    requestSignIn(rows, new Date(), address, (id) => hashOf(signInToken(started.keys, id))),
  );
  const browser = openBrowser(started.localUrl);
  await browser.post(`/sign-in/${signInToken(started.keys, asked!.signInId)}`, {});
  signedInAs.set(key, browser);
  return browser;
}

const pagesMax = 200;
/** Of pages that differ by an id only. */
const pagesOfShapeMax = 8;

/** Follows every link, frame and picture of our own pages. */
async function crawl(who: string, browser: Browser): Promise<void> {
  const waiting = [
    "/",
    `/tasks/${taskId}`,
    `/messages/${messageId}`,
    "/held?show=all",
    "/paused-addresses",
    "/reply-cases",
    "/setup",
    "/mailboxes",
    "/held.csv",
    "/clients",
    "/plans",
    "/outgoing",
    "/audit",
    "/audit.csv",
    `/messages/${messageId}/redact`,
    "/sandbox",
  ];
  const seen = new Set(waiting);
  const countByShape = new Map<string, number>();
  for (let path = waiting.shift(); path !== undefined && seen.size < pagesMax; path = waiting.shift()) {
    const page = await browser.get(path);
    if (page.location !== null) continue;
    pages.push({ who, path, page });
    // Previews are of fixed words and have a test of their own.
    if (page.headers.get("content-type")?.startsWith("text/html") !== true || path.endsWith("/html"))
      continue;
    for (const next of linksIn(page.text)) {
      if (seen.has(next) || next.startsWith("/sandbox/previews") || next.startsWith("/assets")) continue;
      const shape = next.replaceAll(/\d+/gu, "N");
      const count = countByShape.get(shape) ?? 0;
      if (count >= pagesOfShapeMax) continue;
      countByShape.set(shape, count + 1);
      seen.add(next);
      waiting.push(next);
    }
  }
}

function linksIn(html: string): string[] {
  return [...html.matchAll(/ (?:href|src)="(\/[^"#]*)/gu)].map(([, path]) =>
    path!.replaceAll("&#x3D;", "=").replaceAll("&amp;", "&"),
  );
}

/** A form of SendGrid whose every field, and whose mail's every header, is hostile. */
function formOf(from: string, to: string, mark: string, answered = "", part = ""): Record<string, string> {
  const word = hostile(mark).replaceAll('"', '\\"');
  const encoded = `=?utf-8?B?${Buffer.from(hostile(mark)).toString("base64")}?=`;
  const colleague = `=?utf-8?B?${Buffer.from(hostile("colleague")).toString("base64")}?=`;
  const filename = encodeURIComponent(hostile("filename"));
  const email = [
    `From: "${word}" <${from}>`,
    `To: "${word}" <${to}>`,
    `Cc: ${encoded} <cc@evil.example>, "${word}" <lee@harbordental.example>, ${colleague} <bo@harbordental.example>`,
    `Reply-To: "${word}" <reply@evil.example>`,
    `Subject: ${encoded}`,
    `Message-ID: <${hostile(`id-${mark}`).replaceAll(/[<>\s]/gu, "")}@evil.example>`,
    `In-Reply-To: ${answered}`,
    `References: <${hostile(`ref-${mark}`).replaceAll(/[<>\s]/gu, "")}@evil.example> ${answered}`,
    `Date: ${hostile("date")}`,
    `X-Mailer: ${hostile("mailer")}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    'Content-Type: multipart/alternative; boundary="a"',
    "",
    "--a",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `${hostile(mark)} https://evil.example/"onmouseover=xss() javascript:xss()`,
    "",
    `On Monday, ${hostile("quoter")} wrote:`,
    `> ${hostile("quoted")}`,
    "-- ",
    hostile("signature"),
    "--a",
    "Content-Type: text/html; charset=utf-8",
    "",
    `<p onclick="xss()">${mark} <b>bold</b> <a href="javascript:xss()">x</a> <a href="jAva&#9;script:xss()">x</a><a href="https://evil.example/&quot;onx=1">y</a>`,
    `<svg><script>xss()</script></svg><math><mtext><table><mglyph><style><img src=x onerror=xss()></style></table></math>`,
    `<noscript><p title="</noscript><img src=x onerror=xss()>"></noscript><style>@import "x"</style><xss-probe onxss=1>${escape(hostile("html"))}</xss-probe></p>`,
    "--a--",
    ...["image/svg+xml", "text/html", "image/png", hostile("type")].flatMap((type) => [
      "--b",
      `Content-Type: ${type}; name="${word}"`,
      `Content-Disposition: attachment; filename*=utf-8''${filename}`,
      `Content-ID: <${hostile("cid").replaceAll(/[<>\s]/gu, "")}>`,
      "",
      `<svg xmlns="http://www.w3.org/2000/svg" onload="xss()"><script>xss()</script></svg>`,
    ]),
    ...(part === "" ? [] : ["--b", part]),
    "--b--",
    "",
  ].join("\r\n");
  return {
    email,
    envelope: JSON.stringify({ from, to: [to] }),
    dkim: `{@${from.slice(from.lastIndexOf("@") + 1)} : pass}`,
    SPF: "pass",
    sender_ip: hostile("ip"),
    from: hostile("form-from"),
    to: hostile("form-to"),
    subject: hostile("form-subject"),
    charsets: hostile("charsets"),
    spam_report: hostile("spam"),
    [hostile("name")]: hostile("extra"),
  };
}

const calendar = [
  'Content-Type: text/calendar; charset=utf-8; method=REQUEST; name="x.ics"',
  "",
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "METHOD:REQUEST",
  "BEGIN:VEVENT",
  `UID:${hostile("uid")}`,
  "DTSTART:20260302T090000Z",
  `SUMMARY:${hostile("summary")}`,
  `LOCATION:${hostile("location")}`,
  `ORGANIZER;CN="${hostile("cn").replaceAll('"', "")}":mailto:eve@evil.example`,
  "END:VEVENT",
  "END:VCALENDAR",
].join("\r\n");

/** A delivery report about an email of ours, whose server says hostile things. */
function reportOn(bounceTo: string): Record<string, string> {
  const email = [
    `From: MAILER-DAEMON ${hostile("daemon").replaceAll(/[<>"]/gu, "")} <mailer-daemon@evil.example>`,
    `To: <${bounceTo}>`,
    "Subject: Undelivered Mail Returned to Sender",
    "Message-ID: <report@evil.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    "",
    "--r",
    "Content-Type: text/plain",
    "",
    hostile("report"),
    "--r",
    "Content-Type: message/delivery-status",
    "",
    `Reporting-MTA: dns; ${hostile("mta")}`,
    "",
    `Final-Recipient: rfc822; ${addressOf("ann")}`,
    "Action: failed",
    "Status: 5.1.1",
    `Diagnostic-Code: smtp; 550 5.1.1 ${hostile("diagnostic")}`,
    "--r--",
    "",
  ].join("\r\n");
  return { email, envelope: JSON.stringify({ from: "", to: [bounceTo] }) };
}

/** An email that staff passed on by hand, whose author and subject are hostile. */
function forwardByStaff(): Record<string, string> {
  const from = addressOf("priya");
  const subject = Buffer.from(`Fwd: ${hostile("forward")}`).toString("base64");
  const email = [
    `From: Priya Nair <${from}>`,
    `To: <${recipient}>`,
    `Subject: =?utf-8?B?${subject}?=`,
    "Message-ID: <forward@mail.example>",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "See below.",
    "",
    "---------- Forwarded message ---------",
    `From: ${hostile("forwarded-name")} <eve@evil.example>`,
    "Date: Tue, Mar 3, 2026 at 10:00 AM",
    `Subject: ${hostile("forwarded-subject")}`,
    "To: Priya Nair <priya@northbeam.example>",
    "",
    hostile("forwarded-words"),
    "",
  ].join("\r\n");
  const envelope = JSON.stringify({ from, to: [recipient] });
  return { email, envelope, dkim: "{@northbeam.example : pass}", SPF: "pass" };
}

/** What Gmail asks before it forwards, with a link that tries to be more than one. */
function confirmation(): Record<string, string> {
  const from = "forwarding-noreply@google.com";
  const email = [
    `From: ${hostile("gmail").replaceAll(/[<>"]/gu, "")} <${from}>`,
    `To: <${recipient}>`,
    `Subject: (#123456789) Gmail Forwarding Confirmation - Receive Mail from hello@northbeam.example${hostile("confirm")}`,
    "Message-ID: <confirmation@google.com>",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `hello@northbeam.example asks for it. Confirmation code: 123456789 ${hostile("code")}`,
    "javascript:xss() https://mail.google.com/mail/vf-`onmouseover=xss();{{title}}&#34;onx=1",
    "",
  ].join("\r\n");
  const envelope = JSON.stringify({ from, to: [recipient] });
  return { email, envelope, dkim: "{@google.com : pass}", SPF: "pass" };
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
