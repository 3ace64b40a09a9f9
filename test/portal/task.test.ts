import { describe, expect, it } from "vitest";
import { moveMessage } from "../../src/actions/move-message.ts";
import { listMessages, listAttachmentsOfTask } from "../../src/store/messages.ts";
import { markDelivery } from "../../src/store/deliveries.ts";
import { recordOutboundEmail, type NewOutboundEmail } from "../../src/store/outbound-emails.ts";
import { claimOutboundEmails, markOutboundRefused } from "../../src/store/outbound-sending.ts";
import { formKey, formWith, openApp, receiveEmail, startedAt, type App, type Browser } from "./app.ts";
import { blockOf, replyOf } from "../support/reply.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function harborTask(app: App): Promise<number> {
  const { clients, people } = app.world;
  return app.taskWith({ clientId: clients.harbor, author: people.priya, text: "Which form is it?" });
}

async function sendTo(app: App, taskId: number, messageId: number, toName: string): Promise<number> {
  return app.store.write(async (rows) => {
    const { id } = (await rows.first<{ id: number }>("select max(id) as id from events"))!;
    const email: NewOutboundEmail = {
      eventId: id,
      taskId,
      messageId,
      signInId: null,
      participantId: null,
      contactId: null,
      staffId: null,
      kind: "message",
      isNote: false,
      toAddress: `${toName}@somewhere.example`,
      toName,
      fromName: "x",
      subject: "x",
      text: "x",
      html: "x",
      headers: {},
      placeholder: "x",
      composedAt: startedAt,
    };
    return (await recordOutboundEmail(rows, email))!;
  });
}

describe("the task page", () => {
  it("shows the conversation in order, with author, channel, time in the reader's zone, and folded parts", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    await app.say({
      taskId,
      author: people.ann,
      channel: "email",
      text: "",
      reply: replyOf([
        blockOf("kept", "The one on\nthe front page.\n\nAnn\n\n"),
        blockOf("signature", "Dr Ann Weber\n\n"),
        blockOf("quoted", "Which form is it?"),
      ]),
      postedAt: "2026-03-02T09:30:00.000Z",
    });
    app.time.now = new Date("2026-03-02T12:00:00.000Z");
    const page = await (await app.signedIn(people.ann)).get(`/tasks/${taskId}`);
    expect(page.status).toBe(200);
    expect(page.text.indexOf("Which form is it?")).toBeLessThan(page.text.indexOf("The one on"));
    expect(page.text).toContain('<p dir="auto">The one on\nthe front page.</p><p dir="auto">Ann</p>');
    expect(page.text).toMatch(
      /<details class="folded"><summary>Quoted text<\/summary>[^]*?Which form is it\?/u,
    );
    expect(page.text).toContain("<summary>Signature</summary>");
    expect(page.text).toContain("by email");
    // Ann is in Berlin, one hour ahead of UTC in March.
    expect(page.text).toContain("Today, 10:30");
    expect(page.text).toContain("Central European Standard Time");
  });

  it("links web addresses without letting them take marks or harm along", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const text =
      "See https://example.com/a?b=1&c=2. And javascript:alert(1) (https://example.com/x_(y)) or http://<b>";
    await app.say({ taskId, author: app.world.people.ann, text });
    const page = await (await app.signedIn(app.world.people.tom)).get(`/tasks/${taskId}`);
    expect(page.text).toContain(
      '<a href="https://example.com/a?b&#x3D;1&amp;c&#x3D;2" rel="noopener nofollow">',
    );
    expect(page.text).toContain('</a>. And javascript:alert(1) (<a href="https://example.com/x_(y)"');
    expect(page.text).not.toContain('href="javascript');
    expect(page.text).not.toContain("<b>");
  });

  it("shows the delivery of each email to staff, and to clients only what of their own did not arrive", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const messageId = await app.say({ taskId, author: people.ann });
    const toLee = await sendTo(app, taskId, messageId, "Lee Okafor");
    const toTom = await sendTo(app, taskId, messageId, "Tom Becker");
    await app.store.write(async (rows) => {
      await markDelivery(rows, toLee, "bounced", "550 no such mailbox", startedAt);
      await markDelivery(rows, toTom, "delivered", null, startedAt);
    });
    const staffPage = await (await app.signedIn(people.priya)).get(`/tasks/${taskId}`);
    expect(staffPage.text).toContain("Could not be delivered to Lee Okafor: 550 no such mailbox");
    expect(staffPage.text).toContain("Delivered to Tom Becker");
    const clientPage = await (await app.signedIn(people.ann)).get(`/tasks/${taskId}`);
    expect(clientPage.text).toContain("The email to Lee Okafor could not be delivered.");
    expect(clientPage.text).not.toContain("550 no such mailbox");
    expect(clientPage.text).not.toContain("Delivered to Tom Becker");
  });

  it("shows a client nothing of what staff quoted on another client's task before the message was moved", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const wrong = await harborTask(app);
    const right = await app.taskWith({ clientId: clients.lumen, author: people.dana, text: "Which robot?" });
    const inboundEmailId = await receiveEmail(app, { status: "handled" });
    await app.say({
      taskId: wrong,
      author: people.priya,
      channel: "email",
      text: "",
      inboundEmailId,
      reply: replyOf([
        blockOf("kept", "The blue one.\n\n"),
        blockOf("quoted", "Ann Weber wrote: our budget is 900."),
      ]),
    });
    const to = { kind: "task", taskId: right } as const;
    const input = { emailId: inboundEmailId, fromTaskId: wrong, to, byStaffId: people.tom.id };
    await app.store.write((rows) => moveMessage(rows, startedAt, input));
    const page = async (who: typeof people.dana) =>
      (await (await app.signedIn(who)).get(`/tasks/${right}`)).text;
    expect(await page(people.dana)).toContain("The blue one.");
    expect(await page(people.dana)).not.toContain("our budget");
    expect(await page(people.tom)).toContain("our budget");
  });

  it("says so when we gave up sending", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const messageId = await app.say({ taskId, author: app.world.people.priya });
    const id = await sendTo(app, taskId, messageId, "Ann Weber");
    await app.store.write(async (rows) => {
      await claimOutboundEmails(rows, 1, startedAt, startedAt);
      await markOutboundRefused(rows, { id, attempts: 1 }, "Tried for three days.");
    });
    const page = await (await app.signedIn(app.world.people.tom)).get(`/tasks/${taskId}`);
    expect(page.text).toContain("Could not be sent to Ann Weber: Tried for three days.");
  });

  it("shows notes and why an email is here to staff, and neither to the client", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const inboundEmailId = await receiveEmail(app, { status: "handled", reason: "posted" });
    await app.say({ taskId, author: people.ann, channel: "email", inboundEmailId });
    await app.say({ taskId, author: people.tom, text: "She means the old form.", isNote: true });
    const staffPage = await (await app.signedIn(people.priya)).get(`/tasks/${taskId}`);
    expect(staffPage.text).toContain("She means the old form.");
    expect(staffPage.text).toContain(`href="/emails/${inboundEmailId}"`);
    for (const path of [`/tasks/${taskId}`, `/tasks/${taskId}?before=9999-12-31T23:59:59.999Z_9`]) {
      const clientPage = await (await app.signedIn(people.ann)).get(path);
      expect(clientPage.text).not.toContain("She means the old form.");
      expect(clientPage.text).not.toContain("/emails/");
      expect(clientPage.text).not.toContain("/notes");
    }
  });

  it("pages back through a long conversation without losing or repeating a message", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    for (let number = 1; number <= 230; number += 1) {
      await app.say({
        taskId,
        author: people.ann,
        text: `Words number ${number}.`,
        postedAt: "2026-03-02T10:00:00.000Z",
      });
    }
    const browser = await app.signedIn(people.lee);
    const seen: string[] = [];
    let path: string | undefined = `/tasks/${taskId}`;
    while (path !== undefined) {
      const page = await browser.get(path);
      seen.unshift(...[...page.text.matchAll(/Words number (\d+)\./gu)].map((match) => match[1]!));
      path = /href="(\/tasks\/\d+\?before[^"]+)"/u.exec(page.text)?.[1]?.replaceAll("&#x3D;", "=");
    }
    expect(seen).toEqual(Array.from({ length: 230 }, (_, index) => String(index + 1)));
  });
});

describe("posting on the task page", () => {
  it("posts the words and files, wakes the workers and goes back to the message", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const browser = await app.signedIn(people.ann);
    const page = await browser.get(`/tasks/${taskId}`);
    expect(page.text).toContain("Goes by email to Priya Nair, Lee Okafor and Tom Becker.");
    const before = app.state.nudges;
    const files = [
      new File([png], "dot.png", { type: "image/png" }),
      new File(["a,b\r\n"], "Zahlen – März.csv", { type: "text/csv" }),
    ];
    const key = formKey(page, `/tasks/${taskId}/messages`);
    const posted = await browser.post(
      `/tasks/${taskId}/messages`,
      formWith({ key, text: "Line one\r\nLine two" }, files),
    );
    expect(posted.status).toBe(303);
    const [, message] = await listMessages(app.store.read, taskId, { withNotes: true });
    expect(posted.location).toBe(`/tasks/${taskId}#message-${message!.id}`);
    expect(message).toMatchObject({
      kept: "Line one\nLine two",
      channel: "portal",
      isNote: 0,
      isByLink: 0,
      authorName: "Ann Weber",
    });
    expect(app.state.nudges).toBe(before + 1);
    const after = await browser.get(`/tasks/${taskId}`);
    expect(after.text).toContain("Zahlen – März.csv");
    expect(after.text).toMatch(/<img src="\/attachments\/\d+\?show"/u);
  });

  it("posts a form that is sent twice once, and other words from the same form again", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const browser = await app.signedIn(app.world.people.ann);
    const action = `/tasks/${taskId}/messages`;
    const key = formKey(await browser.get(`/tasks/${taskId}`), action);
    const twice = await Promise.all(
      [1, 2].map(() => browser.post(action, formWith({ key, text: "Once please" }))),
    );
    expect(twice.map((page) => page.status)).toEqual([303, 303]);
    expect(await listMessages(app.store.read, taskId, { withNotes: true })).toHaveLength(2);
    // After the browser's Back the form has its old key and new words: these must not be lost as a repeat.
    await browser.post(action, formWith({ key, text: "And another thing" }));
    expect(await listMessages(app.store.read, taskId, { withNotes: true })).toHaveLength(3);
  });

  it("keeps the words when they cannot be posted, and says what is wrong", async () => {
    const app = await openApp({ uploadBytesMax: 1_048_576 });
    const taskId = await harborTask(app);
    const browser = await app.signedIn(app.world.people.ann);
    const action = `/tasks/${taskId}/messages`;
    const big = new File([new Uint8Array(1_300_000)], "big.bin");
    const tooBig = await browser.post(action, formWith({ key: "k", text: "Here <is> my file" }, [big]));
    expect(tooBig.status).toBe(413);
    expect(tooBig.text).toContain("The files of one message can have 1 MB together.");
    expect(tooBig.text).toContain("Here &lt;is&gt; my file</textarea>");
    const many = Array.from({ length: 21 }, (_, index) => new File(["x"], `${index}.txt`));
    const tooMany = await browser.post(action, formWith({ key: "k", text: "Many" }, many));
    expect(tooMany.text).toContain("20 files at most");
    const huge = await browser.post(
      action,
      formWith({ key: "k", text: "Huge" }, [new File([new Uint8Array(12_000_000)], "huge.bin")]),
    );
    expect([huge.status, huge.text]).toEqual([413, expect.stringContaining("larger than we can take")]);
    const empty = await browser.post(action, formWith({ key: "k", text: "  \r\n " }));
    expect(empty.status).toBe(422);
    expect(empty.text).toContain("Write a message or attach a file first.");
    const long = await browser.post(action, formWith({ key: "k", text: "ä".repeat(100_001) }));
    expect(long.status).toBe(422);
    expect(long.text).toContain("100,000 characters at most");
    expect(long.text).toContain("ä".repeat(100_001));
    expect(await listMessages(app.store.read, taskId, { withNotes: true })).toHaveLength(1);
  });

  it("says that files must be chosen again when a step that they came with cannot be taken", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const staff = await app.signedIn(app.world.people.priya);
    const client = await app.signedIn(app.world.people.ann);
    const plan = new File(["x"], "plan.txt");
    const step = (browser: Browser, name: string, fields: Record<string, string>, files: File[] = []) =>
      browser.post(`/tasks/${taskId}/${name}`, formWith({ key: name, ...fields }, files));
    const again = "please choose the files again";
    const bare = await step(staff, "accept", { estimate: "soon" });
    expect([bare.status, bare.text.includes(again)]).toEqual([422, false]);
    await step(staff, "accept", { estimate: "1 day" });
    await step(staff, "start", { delivery: "2026-03-06" });
    const wordless = await step(staff, "hand-over", { text: " " }, [plan]);
    expect([wordless.status, wordless.text.includes(again)]).toEqual([422, true]);
    await step(staff, "hand-over", { text: "Please look." }, [plan]);
    const late = await step(staff, "hand-over", { text: "Look at this instead." }, [plan]);
    expect([late.status, late.text]).toEqual([
      409,
      expect.stringContaining("The files that you chose were not kept."),
    ]);
    const silent = await step(client, "ask-changes", { text: "" }, [plan]);
    expect([silent.status, silent.text.includes(again)]).toEqual([422, true]);
    const opened = await staff.post("/tasks", formWith({ key: "k", client: "1", title: " " }, [plan]));
    expect([opened.status, opened.text.includes(again)]).toEqual([422, true]);
  });

  it("gives the words back to somebody whose sign-in ended while they wrote", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const page = await app
      .browser()
      .post(`/tasks/${taskId}/messages`, formWith({ text: "An hour of <work>" }, [new File(["x"], "x.txt")]));
    expect(page.status).toBe(404);
    expect(page.text).toContain("An hour of &lt;work&gt;</textarea>");
  });

  it("keeps a note from the client even when the client forges the form", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const staff = await app.signedIn(people.tom);
    const staffPage = await staff.get(`/tasks/${taskId}`);
    expect(staffPage.text).toContain("Harbor Dental never sees this");
    const noted = await staff.post(`/tasks/${taskId}/notes`, formWith({ key: "n", text: "Between us" }));
    expect(noted.status).toBe(303);
    const client = await app.signedIn(people.ann);
    expect((await client.post(`/tasks/${taskId}/notes`, formWith({ key: "c", text: "Forged" }))).status).toBe(
      404,
    );
    const messages = await listMessages(app.store.read, taskId, { withNotes: true });
    expect(messages.map(({ kept, isNote }) => [kept, isNote])).toEqual([
      ["Which form is it?", 0],
      ["Between us", 1],
    ]);
    expect((await client.get(`/tasks/${taskId}`)).text).not.toContain("Between us");
  });

  it("answers a malformed form with a clear page and goes on serving", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const browser = await app.signedIn(app.world.people.ann);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const send = (contentType: string, body: string) =>
      fetch(`${app.url}/tasks/${taskId}/messages`, {
        method: "POST",
        body,
        headers: { cookie, "content-type": contentType },
        redirect: "manual",
      });
    const bodies: [string, string][] = [
      ["multipart/form-data", "--x"],
      ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhalf a'],
      ["application/json", "{}"],
      ["multipart/form-data; boundary=x", "\0\0\0"],
    ];
    for (const [contentType, body] of bodies) expect((await send(contentType, body)).status).toBe(422);
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(200);
  });

  it("stores nothing of a file beyond its name, bytes and a plain type", async () => {
    const app = await openApp();
    const taskId = await harborTask(app);
    const browser = await app.signedIn(app.world.people.ann);
    const files = [new File(["x"], "../../etc/pass\twd", { type: "text/html" })];
    await browser.post(`/tasks/${taskId}/messages`, formWith({ key: "k", text: "" }, files));
    const [row] = await listAttachmentsOfTask(app.store.read, taskId);
    expect(row).toMatchObject({ filename: "pass wd", contentType: "text/html", sizeBytes: 1 });
  });
});

describe("the link in an email", () => {
  it("opens its task under a clean address, and posts as its person, recorded as by link", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const browser = app.browser();
    const opened = await browser.get(await app.linkFor(taskId, people.lee));
    expect([opened.status, opened.location]).toEqual([303, `/tasks/${taskId}`]);
    expect(opened.headers.getSetCookie()[0]).toMatch(/^inreply-links=.*HttpOnly; SameSite=Lax$/u);
    const page = await browser.get(`/tasks/${taskId}`);
    expect(page.text).toContain("by the link in an email to <strong>Lee Okafor</strong>");
    await browser.post(`/tasks/${taskId}/messages`, formWith({ key: "k", text: "By link" }));
    const messages = await listMessages(app.store.read, taskId, { withNotes: true });
    expect(messages.at(-1)).toMatchObject({ kept: "By link", isByLink: 1, authorName: "Lee Okafor" });
  });

  it("holds links of several tasks in one browser, the newest ten", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const browser = app.browser();
    const taskIds: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const taskId = await app.taskWith({
        clientId: clients.harbor,
        author: people.priya,
        title: `Task ${count}`,
      });
      taskIds.push(taskId);
      await browser.get(await app.linkFor(taskId, people.ann));
    }
    const statuses = await Promise.all(taskIds.map(async (id) => (await browser.get(`/tasks/${id}`)).status));
    expect(statuses).toEqual([404, 404, ...Array.from({ length: 10 }, () => 200)]);
  });

  it("is checked anew at every request: expiry and revocation count at once", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const link = await app.linkFor(taskId, people.ann, 30);
    const browser = app.browser();
    await browser.get(link);
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(200);
    app.time.now = new Date("2026-04-02T00:00:00.000Z");
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(404);
    const expired = await browser.get(link);
    expect(expired.status).toBe(410);
    expect(expired.text).toContain("This link has expired");
    expect(expired.text).toContain("Reply to the email.");
    app.time.now = new Date(startedAt);
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(200);
    await app.store.write((rows) => rows.run("update participants set version = version + 1"));
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(404);
    expect((await browser.post(`/tasks/${taskId}/messages`, formWith({ text: "x" }))).status).toBe(404);
    expect((await browser.get(link)).text).toContain("This link does not work");
  });

  it("answers an unknown link with what to do", async () => {
    const app = await openApp();
    const page = await app.browser().get(`/t/${"a".repeat(40)}`);
    expect(page.status).toBe(404);
    expect(page.text).toContain("Send me a sign-in link");
  });

  it("asks staff to sign in, since a forwarded email must not speak for the agency", async () => {
    const app = await openApp();
    const { people } = app.world;
    const taskId = await harborTask(app);
    const link = await app.linkFor(taskId, people.tom);
    const browser = app.browser();
    const opened = await browser.get(link);
    expect(opened.location).toBe(`/sign-in?next=%2Ftasks%2F${taskId}`);
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(404);
    expect((await (await app.signedIn(people.tom)).get(link)).location).toBe(`/tasks/${taskId}`);
  });
});
