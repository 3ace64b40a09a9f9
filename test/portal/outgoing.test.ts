// Where staff see every email that goes out, how far it got and what it says, and never a secret of it.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { recordDelivery } from "../../src/actions/record-delivery.ts";
import { sendProbe } from "../../src/actions/send-probe.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { announce } from "../../src/outbox/announce.ts";
import type { SendOutcome } from "../../src/outbox/courier.ts";
import { claimDue, deliverOne } from "../../src/outbox/deliver.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { emailKinds } from "../../src/portal/outgoing-words.ts";
import { storedText } from "../../src/portal/stored-text.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { addressOf } from "../support/world.ts";
import { keys, openApp, outboxOf, secretAddress, type App } from "./app.ts";

/** Everything that is due, handed to a courier that answers so. */
async function sendAll({ portal }: App, outcome?: SendOutcome): Promise<void> {
  const outbox = outboxOf(portal);
  await announce(outbox);
  const courier = { ...outbox.courier, send: () => Promise.resolve(outcome!) };
  for (const row of await claimDue(outbox, 100, []))
    await deliverOne(outcome === undefined ? outbox : { ...outbox, courier }, row);
}

async function report(
  app: App,
  outboundEmailId: number,
  delivery: "bounced" | "deferred" | "delivered" | "complained",
  reason: string | null = null,
): Promise<void> {
  const at = timestamp(app.time.now);
  const pause = delivery === "bounced" ? { pause: { cause: "bounced" as const } } : {};
  await app.store.write((rows) =>
    recordDelivery(rows, at, { outboundEmailId, delivery, reason, at, ...pause }),
  );
}

/** A task of Ann's on which Priya writes: Ann gets an email of it. */
async function written(title = "Fix lead routing") {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, title });
  const messageId = await app.say({ taskId, author: people.priya, text: "Have a look" });
  const idTo = async (address: string) =>
    (await app.store.read.first<{ id: number }>(
      "select id from outbound_emails where message_id = ? and to_address = ?",
      messageId,
      address,
    ))!.id;
  return { app, taskId, messageId, idTo, staff: await app.signedIn(people.tom) };
}

const rowsOf = (text: string) => text.split('<li class="email-row">').slice(1);
const badgeOf = (row: string) => /<span class="badge [^"]*">([^<]+)</u.exec(row)![1];

describe("the list of outgoing mail", () => {
  it("shows to whom, about what and how far, the newest first, with the way to the message", async () => {
    const { app, taskId, messageId, staff } = await written();
    await sendAll(app);
    const { text } = await staff.get("/outgoing");
    const row = rowsOf(text).find((each) => each.includes(addressOf("ann")) && each.includes("Question"))!;
    expect(row).toContain("Fix lead routing [#");
    expect(row).toContain("to <bdi>Ann Weber</bdi>");
    expect(row).toContain(`href="/tasks/${taskId}#message-${messageId}"`);
    expect(badgeOf(row)).toBe("Sent");
    const ids = [...text.matchAll(/href="\/outgoing\/(\d+)"/gu)].map(([, id]) => Number(id));
    expect(ids).toEqual(ids.toSorted((one, other) => other - one));
  });

  it("says of each what it waits for or why it failed, and lists those alone when asked", async () => {
    const { app, idTo, staff } = await written();
    await sendAll(app, { kind: "retry", reason: "The mail server takes it later. 451 busy" });
    const again = (await staff.get("/outgoing?show=waiting")).text;
    expect(badgeOf(rowsOf(again)[0]!)).toBe("Tried again");
    expect(again).toContain("Tried once; tried again Today, ");
    expect(again).toContain("<bdi>The mail server takes it later. 451 busy</bdi>");
    app.time.now = new Date(app.time.now.getTime() + 3_600_000);
    await sendAll(app);
    const annsId = await idTo(addressOf("ann"));
    await report(app, annsId, "deferred", "421 try later");
    expect(rowsOf((await staff.get("/outgoing?show=waiting")).text).map(badgeOf)).toEqual(["Put off"]);
    await report(app, annsId, "bounced", "550 5.1.1 <b>no such user</b>");
    const failed = (await staff.get("/outgoing?show=failed")).text;
    expect(rowsOf(failed).map(badgeOf)).toEqual(["Bounced"]);
    expect(failed).toContain("550 5.1.1 &lt;b&gt;no such user&lt;/b&gt;");
    expect((await staff.get("/outgoing?show=waiting")).text).toContain("There is no such email.");
    await app.say({ taskId: 1, author: app.world.people.priya, text: "Again" });
    await sendAll(app);
    const held = rowsOf((await staff.get("/outgoing?show=waiting")).text);
    expect(held.map(badgeOf)).toEqual(["Held"]);
    expect(held[0]).toContain("its address is paused, since an email to it came back");
  });

  it("goes on by id, older and newer, with what is asked for", async () => {
    const { app, idTo, staff } = await written();
    await sendAll(app);
    const id = await idTo(addressOf("ann"));
    await app.store.write(async (rows) => {
      const copied = `event_id, kind, to_name, from_name, text, html, headers, placeholder, composed_at, next_attempt_at`;
      for (let number = 0; number < 120; number++)
        await rows.run(
          `insert into outbound_emails (${copied}, to_address, subject, status)
           select ${copied}, ?, ?, 'refused' from outbound_emails where id = ?`,
          `to-${number}@x.example`,
          `No ${number}.`,
          id,
        );
    });
    const seen: string[] = [];
    const pages: string[] = ["/outgoing?show=failed"];
    for (let path: string | undefined = pages[0]; path !== undefined;) {
      const { text } = await staff.get(path);
      seen.push(...[...text.matchAll(/No (\d+)\./gu)].map(([, number]) => number!));
      path = /href="([^"]+)" rel="next"/u.exec(text)?.[1]?.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=");
      if (path !== undefined) pages.push(path);
    }
    expect(pages).toHaveLength(3);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, number) => String(119 - number)));
    const back = /href="([^"]+)" rel="prev"/u.exec((await staff.get(pages[2]!)).text)![1]!;
    const newer = await staff.get(back.replaceAll("&amp;", "&").replaceAll("&#x3D;", "="));
    expect(rowsOf(newer.text)).toHaveLength(50);
    expect(newer.text).toContain("No 69.");
    expect((await staff.get("/outgoing?before=x")).status).toBe(404);
  });
});

describe("one outgoing email", () => {
  it("tells every try and every report with its moment, its headers and its text", async () => {
    const { app, idTo, staff, taskId } = await written();
    await sendAll(app, { kind: "retry", reason: "SendGrid is not available (503)." });
    app.time.now = new Date(app.time.now.getTime() + 3_600_000);
    await sendAll(app);
    const id = await idTo(addressOf("ann"));
    app.time.now = new Date(app.time.now.getTime() + 60_000);
    await report(app, id, "delivered");
    const { text } = await staff.get(`/outgoing/${id}`);
    const steps = [
      ...text.matchAll(
        /<time datetime="([^"]+)"[^>]*>[^<]*<\/time><\/span><span class="step-found">([^<]+)/gu,
      ),
    ];
    expect(steps.map(([, at, words]) => [at, words!.trim()])).toEqual([
      ["2026-03-02T09:00:00.000Z", "Written and queued."],
      ["2026-03-02T09:00:00.000Z", "Try 1 came to nothing."],
      ["2026-03-02T10:00:00.000Z", "Sent."],
      ["2026-03-02T10:01:00.000Z", "Delivered."],
    ]);
    expect(text).toContain("SendGrid is not available (503).");
    expect(text).toContain("Have a look");
    expect(text).toContain("Message-ID");
    expect(text).toContain(`href="/tasks/${taskId}#message-`);
    expect((await staff.get("/outgoing/4711")).status).toBe(404);
  });

  it("shows no secret: neither its reply address nor a link with a token, nor what a server or a client quoted", async () => {
    const { app, staff } = await written(`About ${secretAddress}`);
    const { people } = app.world;
    await app.say({ taskId: 1, author: people.priya, text: `You wrote to ${secretAddress}` });
    await app.store.write((rows) => sendProbe(rows, app.time.now, people.tom.id));
    await app.signInPath(people.ann);
    await sendAll(app, { kind: "retry", reason: `550 sender ${secretAddress}` });
    const emails = await app.store.read.all<{ id: number }>("select id from outbound_emails order by id");
    expect(emails.length).toBeGreaterThan(4);
    const list = await staff.get("/outgoing");
    for (const { id } of emails) {
      const row = (await findOutboundEmail(app.store.read, id))!;
      const sent = await fillIn({ store: app.store, keys, installation: app.portal.installation }, row);
      const page = await staff.get(`/outgoing/${id}`);
      for (const html of [page.text, list.text]) {
        expect(html).not.toContain(secretAddress);
        expect(html).not.toContain(row.placeholder);
        expect(html).not.toMatch(/\/(?:t|sign-in|unsubscribe)\/[A-Za-z0-9_-]{10,}/u);
        if (sent.replyTo !== undefined) expect(html).not.toContain(sent.replyTo.split("@")[0]);
      }
    }
    expect((await staff.get("/outgoing")).text).toContain("[our reply address]");
    const texts = await Promise.all(emails.map(async ({ id }) => (await staff.get(`/outgoing/${id}`)).text));
    expect(texts.some((text) => text.includes('<span class="place">link to the task</span>'))).toBe(true);
    expect(texts.some((text) => text.includes('<span class="place">link to sign in</span>'))).toBe(true);
  });

  it("has a button that lets emails go to a paused address again", async () => {
    const { app, idTo, staff } = await written();
    await sendAll(app);
    const id = await idTo(addressOf("ann"));
    await report(app, id, "bounced", "550 5.1.1 no such user");
    const { text } = await staff.get(`/outgoing/${id}`);
    expect(text).toContain("Its address is paused: new emails to it wait.");
    const [, path] = /action="(\/paused-addresses\/\d+\/resume)"/u.exec(text)!;
    expect((await staff.post(path!, {})).status).toBe(303);
    expect((await staff.get(`/outgoing/${id}`)).text).not.toContain("/resume");
  });

  it("names nobody who was erased, and has neither their address nor what was said of it", async () => {
    const { app, idTo, staff } = await written();
    await sendAll(app, { kind: "retry", reason: "450 ann@harbordental.example is full" });
    const id = await idTo(addressOf("ann"));
    await app.store.write((rows) =>
      eraseContact(rows, timestamp(app.time.now), { address: addressOf("ann"), withWords: false }),
    );
    const page = await staff.get(`/outgoing/${id}`);
    expect(page.text).toContain("Former contact");
    for (const words of ["Ann Weber", addressOf("ann"), "erased.invalid", "450 "])
      expect(page.text).not.toContain(words);
  });

  it("shows an email of a note to staff, and says that it is one", async () => {
    const { app, taskId, staff } = await written();
    await app.say({ taskId, author: app.world.people.priya, text: "Among us", isNote: true });
    await sendAll(app);
    const { id } = (await app.store.read.first<{ id: number }>(
      "select id from outbound_emails where is_note = 1",
    ))!;
    const { text } = await staff.get(`/outgoing/${id}`);
    expect(text).toContain("note, only staff see it");
    expect(text).toContain("Among us");
  });
});

it("speaks German to a German colleague, and keeps names and subjects as they are written", async () => {
  const title = "שאלה על הטופס";
  const { app, idTo, staff } = await written(title);
  await sendAll(app);
  await app.store.write((rows) => rows.run("update staff set locale = 'de'"));
  await report(app, await idTo(addressOf("ann")), "bounced", "550 5.1.1 no such user");
  const list = (await staff.get("/outgoing")).text;
  for (const words of [
    "Ausgehende E-Mails",
    "Zurückgekommen",
    "an <bdi>Ann Weber</bdi>",
    `<bdi>${title} [#1]</bdi>`,
  ])
    expect(list).toContain(words);
  const page = (await staff.get(`/outgoing/${await idTo(addressOf("ann"))}`)).text;
  for (const words of [
    "Was aus ihr wurde",
    "Geschrieben und eingereiht.",
    "Link zur Aufgabe",
    `<h1 dir="auto">${title}`,
  ])
    expect(page).toContain(words);
});

it("is for staff alone", async () => {
  const { app } = await written();
  await sendAll(app);
  for (const browser of [app.browser(), await app.signedIn(app.world.people.ann)]) {
    for (const path of ["/outgoing", "/outgoing/1"]) expect((await browser.get(path)).status).toBe(404);
  }
});

it("has words for every kind of email that there is a template of", () => {
  const templates = readdirSync(new URL("../../templates/email/", import.meta.url));
  const kinds = new Set(templates.map((file) => file.slice(0, file.indexOf("."))));
  expect([...kinds].toSorted()).toEqual([...emailKinds].toSorted());
});

it("puts a word in the place of every secret, whatever it is called, also of another email's", () => {
  const place = `place-${"0f".repeat(9)}`;
  const text = `a ${place}-task-link, ${place}-task-12-reply ${place}-task-7-link ${place}-new-thing ${place} b`;
  const pieces = storedText(
    text,
    (words) => words,
    (key) => key,
  );
  expect(pieces.map(({ words }) => words).join("")).toBe(
    "a outgoing-place.task-link, outgoing-place.reply-address outgoing-place.task-link outgoing-place.secret outgoing-place.secret b",
  );
});
