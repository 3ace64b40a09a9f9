// What holds for every page: nothing typed by anybody becomes html, and looking changes nothing.
import { describe, expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { addMailbox } from "../../src/actions/add-mailbox.ts";
import { mendReplyCase } from "../../src/actions/mend-reply-case.ts";
import { reportMisreading } from "../../src/actions/report-misreading.ts";
import { recordConfirmation } from "../../src/store/forwarding-confirmations.ts";
import { recordIntakeFault } from "../../src/store/intake-faults.ts";
import { markCameThrough } from "../../src/store/mailboxes.ts";
import { countRows, formWith, openApp, receiveEmail, startedAt, uploadOf, type App } from "./app.ts";
import { blockOf, replyOf } from "../support/reply.ts";

const attack = `"><img src=x onerror=alert(1)></textarea><script>alert('2')</script>{{title}}`;

/** A world in which every field that anybody can fill holds an attack. */
async function hostileWorld(app: App) {
  const { people } = app.world;
  const { clientId, contactId } = await app.store.write(async (rows) => {
    const client = await addClient(rows, startedAt, { name: attack, plan: "Standard" });
    const contact = await addContact(rows, startedAt, {
      own: undefined,
      clientId: client.clientId,
      name: attack,
      address: "eve@evil.example",
    });
    await recordIntakeFault(rows, attack, attack, 1, startedAt);
    await rows.run("update staff set name = ? where id = ?", attack, people.tom.id);
    return { ...client, ...contact };
  });
  const eve = { kind: "contact", id: contactId } as const;
  const taskId = await app.taskWith({ clientId, author: eve, title: attack, text: attack });
  const uploads = [uploadOf(attack, "image/png", "x"), uploadOf(attack, attack, "y")];
  const emailId = await receiveEmail(
    app,
    {
      evidence: [{ step: "admit", found: attack }],
      reason: attack,
      class: attack,
      fromAddress: attack,
      fromName: attack,
      subject: attack,
      internetMessageId: attack,
      text: attack,
      taskId,
    },
    { uploads },
  );
  const parts = replyOf([
    blockOf("kept", `${attack} https://a.example/"onmouseover=alert(1) x\n`),
    blockOf("context", `${attack}\n`, { evidence: attack }),
    blockOf("kept", `${attack}\n`, { html: attack }),
    blockOf("quoted", `${attack}\n`, { evidence: attack }),
    blockOf("signature", `${attack}\n`, { evidence: attack }),
    blockOf("disclaimer", attack, { evidence: attack }),
  ]);
  const messageId = await app.say({
    taskId,
    author: eve,
    channel: "email",
    reply: parts,
    uploads,
    inboundEmailId: emailId,
  });
  await app.store.write(async (rows) => {
    await reportMisreading(rows, startedAt, { messageId, verdict: "cut_too_much", by: eve });
    await mendReplyCase(rows, startedAt, { caseId: 1, expected: attack, byStaffId: people.tom.id });
  });
  await app.say({ taskId, author: people.tom, isNote: true, text: attack });
  await app.store.write(async (rows) => {
    const { mailboxId } = await addMailbox(rows, startedAt, {
      address: "hello@northbeam.example",
      byStaffId: people.tom.id,
      own: app.portal.installation,
    });
    await recordConfirmation(rows, {
      inboundEmailId: emailId,
      mailboxId,
      namedAddress: attack,
      provider: attack,
      code: attack,
      link: `https://mail.google.com/mail/vf-${attack}`,
      isVouched: true,
      verdictWhy: attack,
      receivedAt: startedAt,
    });
    await markCameThrough(rows, emailId, mailboxId);
    await rows.run("update inbound_emails set status = 'handled' where id = ?", emailId);
  });
  return { eve, taskId, emailId, clientId, messageId };
}

describe("every page", () => {
  it("shows what people wrote as text and never as html", async () => {
    const app = await openApp();
    const { eve, taskId, emailId, clientId, messageId } = await hostileWorld(app);
    const staff = await app.signedIn(app.world.people.tom);
    const client = await app.signedIn(eve);
    const holder = app.browser();
    await holder.get(await app.linkFor(taskId, eve));
    const pages = [
      await staff.get("/"),
      await staff.get(`/tasks/${taskId}`),
      await staff.get("/held"),
      await staff.get("/held?show=all"),
      await staff.get(`/emails/${emailId}?html`),
      await staff.get("/tasks/new"),
      await staff.get(`/tasks/new?client=${clientId}`),
      await client.get("/"),
      await client.get(`/tasks/${taskId}`),
      await client.get(`/messages/${messageId}`),
      await staff.get(`/messages/${messageId}`),
      await staff.get("/mailboxes"),
      await staff.post("/mailboxes", { address: attack }),
      await staff.get("/reply-cases"),
      await staff.get("/reply-cases/1"),
      await staff.post("/reply-cases/1", { expected: attack + "x".repeat(100_001) }),
      await holder.get(`/tasks/${taskId}`),
      await staff.post(`/tasks/${taskId}/messages`, formWith({ text: attack + "x".repeat(100_001) })),
      await staff.post(`/tasks/${taskId}/notes`, formWith({ text: attack + "x".repeat(100_001) })),
      await staff.post("/tasks", { client: String(clientId), title: attack, text: attack }),
      await staff.post("/sign-in", { address: attack, next: attack }),
      await app.browser().get(`/sign-in?next=${encodeURIComponent(attack)}`),
      await app.browser().get(`/${encodeURIComponent(attack)}?${attack}`),
      await app.browser().post(`/tasks/${taskId}/messages`, formWith({ text: attack })),
      await app.browser().get(`/sign-in/${encodeURIComponent(attack)}`),
      await app.browser().get(`/t/${encodeURIComponent(attack)}`),
    ];
    for (const [index, page] of pages.entries()) {
      const where = `page ${index}`;
      expect(page.headers.get("content-type"), where).toBe("text/html; charset=utf-8");
      expect(page.text, where).not.toContain("<img src=x");
      expect(page.text, where).not.toContain("<script>");
      // Our own markup names its attributes in lower case between blanks; an attack would bring one of these.
      expect(page.text.replaceAll(/&[#\w]+;/gu, ""), where).not.toMatch(/<[^>]*\son\w+\s*=/u);
      expect(page.text, where).toContain("</html>");
    }
  });

  it("forbids inline code and style, framing, sniffing, and telling other sites where one came from", async () => {
    const app = await openApp();
    const page = await app.browser().get("/sign-in");
    const policy = page.headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("cache-control")).toBe("private, no-store");
    expect(page.text).not.toMatch(/ style=|<style/u);
  });

  it("changes no row by GET or HEAD, whoever looks and however often", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({
      clientId: clients.harbor,
      author: people.priya,
      uploads: [uploadOf("a.png", "image/png", "x")],
    });
    const emailId = await receiveEmail(app);
    const messageId = await app.say({
      taskId,
      author: people.ann,
      channel: "email",
      reply: replyOf([blockOf("kept", "Yes.")]),
      inboundEmailId: emailId,
    });
    await app.store.write((rows) =>
      reportMisreading(rows, startedAt, { messageId, verdict: "left_a_quote", by: people.ann }),
    );
    const links = [await app.linkFor(taskId, people.ann), await app.signInPath(people.ann)];
    const visitors = [app.browser(), await app.signedIn(people.ann), await app.signedIn(people.tom)];
    const before = await countRows(app);
    const rowsBefore = await everyRow(app);
    const paths = [
      "/",
      "/sign-in",
      "/held",
      "/tasks/new",
      "/messages/2",
      "/mailboxes",
      "/reply-cases",
      "/reply-cases/1",
      "/reply-cases/1/fixture",
      `/tasks/${taskId}`,
      "/attachments/1",
      "/attachments/1?show",
      `/emails/${emailId}`,
      `/emails/${emailId}/raw`,
      `/emails/${emailId}/html`,
      "/health",
      "/nowhere",
      ...links,
    ];
    for (const visitor of visitors) {
      for (const path of [...paths, ...paths]) {
        await visitor.get(path);
        expect((await visitor.head(path)).text).toBe("");
      }
    }
    expect(await countRows(app)).toEqual(before);
    expect(await everyRow(app)).toEqual(rowsBefore);
  });

  it("answers a fault of ours with a page that says so, and nothing of its cause", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    app.portal.downloadFilename = () => {
      throw new Error("a secret detail");
    };
    const { clients, people } = app.world;
    await app.taskWith({
      clientId: clients.harbor,
      author: people.priya,
      uploads: [uploadOf("a", "text/plain", "x")],
    });
    const page = await browser.get("/attachments/1");
    expect(page.status).toBe(500);
    expect(page.text).toContain("Something went wrong.");
    expect(page.text).not.toContain("a secret detail");
    const broken = () => Promise.reject(new Error("the disk is gone"));
    app.portal.store = { ...app.store, read: { ...app.store.read, first: broken, all: broken } };
    const dead = await browser.get("/");
    expect(dead.status).toBe(500);
    expect(dead.text).toContain("Something went wrong.");
  });

  it("answers addresses that nothing could have with the usual page", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    for (const path of [
      "/tasks/0",
      "/tasks/01",
      "/tasks/1e3",
      "/tasks/99999999999",
      "/tasks/2147483648",
      "/emails/x",
      "/attachments/-1",
      "/assets/..%2f..%2fpackage.json",
      "/assets/nothing.css",
      "/sandbox",
    ]) {
      expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
    }
    expect((await browser.get("/tasks/%E0%A4%A")).status).toBe(422);
    expect((await browser.get("/?page=9999999&turn=x")).status).toBe(200);
  });
});

describe("assets", () => {
  it("are kept by browsers for good under the address that names their version", async () => {
    const app = await openApp();
    const page = await app.browser().get("/sign-in");
    const path = /href="(\/assets\/portal\.css[^"]+)"/u.exec(page.text)![1]!.replace("&#x3D;", "=");
    const css = await app.browser().get(path);
    expect(css.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(css.headers.get("cache-control")).toContain("immutable");
    expect((await app.browser().get("/assets/portal.css")).headers.get("cache-control")).toBe(
      "public, no-cache",
    );
  });
});

async function everyRow(app: App): Promise<unknown> {
  const tables = ["sign_ins", "participants", "tasks", "inbound_emails", "messages"];
  return Promise.all(tables.map((table) => app.store.read.all(`select * from ${table} order by id`)));
}
