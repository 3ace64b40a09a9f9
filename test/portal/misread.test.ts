// A message by email on its page: words and quoted context shown, the rest folded in place; and what its readers say of that.
import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { moveMessage } from "../../src/actions/move-message.ts";
import { extractLines } from "../../src/operator/extract-lines.ts";
import { eraseMessage } from "../../src/store/erasure.ts";
import type { MessageInput } from "../../src/actions/post-message.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { countRows, openApp, receiveEmail, secretAddress, startedAt, uploadOf, type App } from "./app.ts";

const blocks = [
  blockOf("kept", "Hello Priya,\n\n"),
  blockOf("context", "> Red or blue?\n", { evidence: "quote marks" }),
  blockOf("kept", "Blue.\n\n"),
  blockOf("signature", "-- \nAnn Weber\n\n", { evidence: "signature separator" }),
  blockOf("disclaimer", "This email is confidential.\n\n", { evidence: "legal words" }),
  blockOf("quoted", "On Monday Priya wrote:\n", { evidence: "attribution" }),
  blockOf("quoted", "> The form is mended.", { evidence: "quote marks" }),
];

async function openReply(more: Partial<MessageInput> = {}, author: "ann" | "priya" = "ann") {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
  const raw = `Subject: Re\r\nFrom: ann@x.example\r\n\r\nBlue. ${secretAddress}\r\n`;
  const inboundEmailId = await receiveEmail(app, { status: "handled", class: "human", taskId }, { raw });
  const messageId = await app.say({
    taskId,
    author: people[author],
    channel: "email",
    text: "",
    reply: replyOf(blocks),
    inboundEmailId,
    ...more,
  });
  const staff = await app.signedIn(people.tom);
  const client = await app.signedIn(people.ann);
  return { app, taskId, messageId, inboundEmailId, staff, client };
}

const press = (browser: ReturnType<App["browser"]>, messageId: number, verdict: string) =>
  browser.post(`/messages/${messageId}/reply-cases`, { verdict });

describe("a reply on the task page", () => {
  it("stands in its order, with what is no word of the author's folded side by side", async () => {
    const { taskId, staff, client } = await openReply();
    const { text } = await client.get(`/tasks/${taskId}`);
    const order = ["Hello Priya,", "Red or blue?", "Blue.", "Signature", "Legal notice", "Quoted text"];
    const places = order.map((words) => text.indexOf(words));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(text).toMatch(/<blockquote class="answered prose"><p dir="auto">Red or blue\?<\/p>/u);
    expect(text.match(/<div class="folds">/gu)).toHaveLength(1);
    expect(text.match(/<summary>Quoted text<\/summary>/gu)).toHaveLength(1);
    expect(text).not.toContain("Folded by");
    expect((await staff.get(`/tasks/${taskId}`)).text).toContain("Folded by: attribution; quote marks");
  });

  it("in doubt says so, and to staff how it was read", async () => {
    const { taskId, staff, client } = await openReply({ reply: replyOf(blocks, { confidence: 0.5 }) });
    expect((await client.get(`/tasks/${taskId}`)).text).toMatch(
      /<p class="doubt">We were not sure which of these words are new\. Look into what is folded, too\.<\/p>/u,
    );
    expect((await staff.get(`/tasks/${taskId}`)).text).toContain("Read by test, 50\u00a0% sure.");
  });

  it("shows a picture where its html has it, and lists it no second time", async () => {
    const html = '<p>See <img src="cid:p1" alt="the form"> there</p>';
    const uploads = [
      { ...uploadOf("in.png", "image/png", "a"), contentId: "p1", isInline: true },
      uploadOf("plan.pdf", "application/pdf", "b"),
    ];
    const reply = replyOf([blockOf("kept", "See the form there", { html })]);
    const { taskId, client } = await openReply({ reply, uploads });
    const { text } = await client.get(`/tasks/${taskId}`);
    expect(text).toMatch(/<p dir="auto">See <img src="\/attachments\/\d+\?show" alt="the form"/u);
    expect(text).not.toContain("in.png");
    expect(text).toContain("plan.pdf");
  });

  it("has the two buttons only when it was read from an email", async () => {
    const { app, taskId, client } = await openReply();
    const other = await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
    expect((await client.get(`/tasks/${taskId}`)).text).toContain("You cut too much");
    expect((await client.get(`/tasks/${other}`)).text).not.toContain("You cut too much");
    const [written] = await app.store.read.all<{ id: number }>(
      "select id from messages where task_id = ?",
      other,
    );
    const whole = await client.get(`/messages/${written!.id}`);
    expect([whole.status, whole.text.includes("reply-cases")]).toEqual([200, false]);
    expect((await press(client, written!.id, "cut_too_much")).status).toBe(404);
  });
});

describe("saying that it was taken apart wrongly", () => {
  it("shows the whole email and keeps one case for each person and verdict, however often it is pressed", async () => {
    const { app, messageId, staff, client } = await openReply();
    for (const browser of [client, client, staff]) {
      const page = await press(browser, messageId, "cut_too_much");
      expect([page.status, page.location]).toEqual([303, `/messages/${messageId}`]);
    }
    await press(client, messageId, "left_a_quote");
    const { text } = await client.get(`/messages/${messageId}`);
    for (const { text: words } of blocks) {
      for (const line of words.split("\n")) expect(text).toContain(line.replaceAll(">", "&gt;"));
    }
    expect(text).toContain("You said that we cut too much. You said that we left a quote. Thank you.");
    expect(text).not.toContain("<details");
    const cases = await app.store.read.all(
      `select verdict, case when contact_id is null then 'staff' else 'contact' end as "by" from reply_cases order by id`,
    );
    expect(cases).toEqual([
      { verdict: "cut_too_much", by: "contact" },
      { verdict: "cut_too_much", by: "staff" },
      { verdict: "left_a_quote", by: "contact" },
    ]);
    const events = await app.store.read.all("select type from events where type = 'message.misread'");
    expect(events).toHaveLength(3);
    expect((await press(client, messageId, "nonsense")).status).toBe(422);
  });

  it("looking at the whole email writes nothing", async () => {
    const { app, messageId, client } = await openReply();
    const before = await countRows(app);
    expect((await client.get(`/messages/${messageId}`)).status).toBe(200);
    expect(await countRows(app)).toEqual(before);
  });

  it("shows a client nothing of what was quoted of another client before the message was moved", async () => {
    const { app, messageId, inboundEmailId, taskId } = await openReply({}, "priya");
    const { clients, people } = app.world;
    const right = await app.taskWith({ clientId: clients.lumen, author: people.dana });
    const to = { kind: "task", taskId: right } as const;
    await app.store.write((rows) =>
      moveMessage(rows, startedAt, {
        emailId: inboundEmailId,
        fromTaskId: taskId,
        to,
        byStaffId: people.tom.id,
      }),
    );
    const dana = await app.signedIn(people.dana);
    for (const path of [`/tasks/${right}`, `/messages/${messageId}`]) {
      const { text } = await dana.get(path);
      expect(text).toContain("Blue.");
      expect(text).not.toContain("Red or blue?");
      expect(text).not.toContain("The form is mended.");
    }
  });
});

describe("the cases", () => {
  it("are listed for staff, with how each was read, until they are dismissed", async () => {
    const { messageId, staff, client } = await openReply();
    expect((await staff.get("/reply-cases")).text).toContain("There are no cases.");
    await press(client, messageId, "cut_too_much");
    const { text } = await staff.get("/reply-cases");
    expect(text).toContain("Cut too much: an email from <bdi>Ann Weber</bdi>");
    expect(text).toContain("Read by test, 100 % sure.");
    for (let count = 0; count < 2; count++) {
      expect((await staff.post("/reply-cases/1/dismiss", {})).location).toBe("/reply-cases");
    }
    expect((await staff.get("/reply-cases")).text).toContain("There are no cases.");
    expect((await staff.get("/reply-cases/1")).text).toContain("This case was dismissed");
    // Whoever says it again means it.
    await press(client, messageId, "cut_too_much");
    expect((await staff.get("/reply-cases")).text).toContain("Cut too much");
    expect((await staff.post("/reply-cases/4711/dismiss", {})).status).toBe(404);
  });

  it("keep the words that should have been kept, and what was typed when there are too many", async () => {
    const { messageId, staff, client } = await openReply();
    await press(client, messageId, "cut_too_much");
    expect((await staff.get("/reply-cases/1")).text).toContain(
      "\nHello Priya,\n\n&gt; Red or blue?\nBlue.</textarea>",
    );
    const tooMuch = `${"x".repeat(100_000)} end`;
    const refused = await staff.post("/reply-cases/1", { expected: tooMuch });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("can have 100,000 characters at most");
    expect(refused.text).toContain(tooMuch);
    expect((await staff.post("/reply-cases/1", { expected: "Blue & <red>." })).status).toBe(303);
    expect((await staff.get("/reply-cases/1")).text).toContain("\nBlue &amp; &lt;red&gt;.</textarea>");
  });

  it("take no blank words, and none once they are dismissed", async () => {
    const { messageId, staff, client } = await openReply();
    await press(client, messageId, "left_a_quote");
    const blank = await staff.post("/reply-cases/1", { expected: " \r\n " });
    expect(blank.status).toBe(422);
    expect(blank.text).toContain("Write what should have been kept.");
    await staff.post("/reply-cases/1/dismiss", {});
    const late = await staff.post("/reply-cases/1", { expected: "Blue." });
    expect(late.status).toBe(409);
    expect(late.text).toContain("This case was dismissed");
    expect((await staff.get("/reply-cases?page=9")).text).toContain("There are no older cases.");
  });

  it("come along as a file with the mail as it came, our own addresses masked", async () => {
    const { messageId, staff, client } = await openReply();
    await press(client, messageId, "cut_too_much");
    await staff.post("/reply-cases/1", { expected: "Blue." });
    const page = await staff.get("/reply-cases/1/fixture");
    expect(page.headers.get("content-disposition")).toBe("attachment; filename=reply-case-1.json");
    const fixture = JSON.parse(page.text) as { eml: string };
    expect(fixture).toMatchObject({
      id: "case-1",
      kind: "eml",
      text: expect.stringContaining("Blue. [our reply address]") as string,
      expected: "Blue.",
      optional: ["> Red or blue?", "--", "Ann Weber", "This email is confidential."],
      policy: "sig:either",
      truth: "exact",
      verdict: "cut_too_much",
    });
    const raw = Buffer.from(fixture.eml, "base64").toString();
    expect(raw).toContain("From: ann@x.example\r\n\r\nBlue. [our reply address]");
    expect(page.text).not.toContain(secretAddress);
    const answers: string[] = [];
    const answered = new Writable({ write: (chunk, _, done) => (answers.push(String(chunk)), done()) });
    await extractLines(Readable.from([Buffer.from(page.text)]), answered);
    expect(answers.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ id: "case-1", reply: "Blue. [our reply address]" }),
    ]);
  });

  it("whose mail hides our address in base64 come along as its words, and those whose mail is gone as the blocks", async () => {
    const { app, messageId, inboundEmailId, staff, client } = await openReply();
    await press(client, messageId, "cut_too_much");
    const hidden = Buffer.from(`Blue. ${secretAddress}`).toString("base64");
    const raw = `Subject: Re\r\nContent-Transfer-Encoding: base64\r\n\r\n${hidden}\r\n`;
    const putRaw = (mail: string) =>
      app.store.write((rows) =>
        rows.run(
          "update blobs set bytes = ? where sha256 = (select raw_sha256 from inbound_emails where id = ?)",
          Buffer.from(mail),
          inboundEmailId,
        ),
      );
    await putRaw(raw);
    const fixture = async () => JSON.parse((await staff.get("/reply-cases/1/fixture")).text) as object;
    expect(await fixture()).toMatchObject({ kind: "text", text: "Blue. [our reply address]" });
    expect(await fixture()).not.toHaveProperty("eml");
    const inFile = [
      "Subject: Re\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBlue.",
      `--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n${hidden}\r\n--b--\r\n`,
    ].join("\r\n");
    for (const mail of [inFile, `Subject: =?utf-8?B?${hidden}?=\r\n\r\nBlue.\r\n`]) {
      await putRaw(mail);
      expect(await fixture()).not.toHaveProperty("eml");
    }
    await putRaw("Subject: =?utf-8?B?Qmx1ZQ==?=\r\n\r\nBlue.\r\n");
    expect(await fixture()).toHaveProperty("eml");
    await app.store.write((rows) =>
      rows.run("update inbound_emails set raw_removed_at = ?, raw_removed_by = 'retention'", startedAt),
    );
    const text = blocks.map((block) => block.text).join("");
    expect(await fixture()).toMatchObject({ kind: "text", text });
  });

  it("go with the words of their message", async () => {
    const { app, messageId, client, staff } = await openReply();
    await press(client, messageId, "cut_too_much");
    await app.store.write((rows) => eraseMessage(rows, messageId, null));
    expect((await staff.get("/reply-cases/1")).status).toBe(404);
  });
});
