// Who is told of a message, once each, and what the email about it says.
import { describe, expect, it } from "vitest";
import type { Upload } from "../../src/store/messages.ts";
import { announce } from "../../src/outbox/announce.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { listUnannouncedEvents } from "../../src/store/events.ts";
import { isOwnLoopMarker } from "../../src/threading/loop-marker.ts";
import { emailMessageId, taskMessageId, twinMessageId } from "../../src/threading/message-id.ts";
import { extractReply } from "../../src/reply/extract.ts";
import { readReplyAddress } from "../../src/threading/reply-address.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { moveMessage } from "../../src/actions/move-message.ts";
import { receivePosted } from "../actions/received.ts";
import { ann, lee, openDesk, priya, tom, type Desk } from "./desk.ts";

/** Announces and delivers everything; answers what was sent since. */
async function sendAll(desk: Desk): Promise<OutgoingEmail[]> {
  const before = desk.sent.length;
  while ((await announce(desk.outbox)) > 0);
  await desk.deliver();
  return desk.sent.slice(before);
}

const recipients = (emails: readonly OutgoingEmail[]) => emails.map((email) => email.to.address).toSorted();
const emailTo = (emails: readonly OutgoingEmail[], address: string) =>
  emails.find((email) => email.to.address === address)!;

const forwarded = `Will you see to this?

---------- Forwarded message ---------
From: Carl Moss <carl@moss.example>
Date: Mon, Mar 2, 2026 at 9:15 AM
Subject: Broken link
To: Ann Weber <ann@harbordental.example>

The link on the contact page is broken.
`;

describe("who hears", () => {
  it("is everybody who takes part but the author", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    expect(recipients(await sendAll(desk))).toEqual([ann, lee, tom]);
    await desk.post(taskId, { author: desk.world.people.ann });
    expect(recipients(await sendAll(desk))).toEqual([lee, priya, tom]);
  });

  it("is only staff when the message is a note", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await sendAll(desk);
    await desk.post(taskId, { author: desk.world.people.tom, isNote: true });
    const [email, ...others] = await sendAll(desk);
    expect(others).toEqual([]);
    expect(email?.to.address).toBe(priya);
    expect(email?.text).toContain("STAFF ONLY");
  });

  it("is nobody when the message is quiet", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await sendAll(desk);
    await desk.post(taskId, { author: desk.world.people.ann, isQuiet: true });
    expect(await sendAll(desk)).toEqual([]);
  });

  it("is not who muted the task", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await desk.store.write((rows) =>
      rows.run(
        "update participants set muted_at = ? where task_id = ? and contact_id = ?",
        desk.now(),
        taskId,
        desk.world.people.lee.id,
      ),
    );
    expect(recipients(await sendAll(desk))).toEqual([ann, tom]);
  });

  it("is told although an event before theirs cannot be announced, which is tried again until it can", async () => {
    const desk = await openDesk();
    await desk.open("The first.");
    const [first] = await desk.store.read.all<{ id: number; payload: string }>(
      "select id, payload from events where type = 'message.posted'",
    );
    const write = (payload: string) =>
      desk.store.write((rows) => rows.run("update events set payload = ? where id = ?", payload, first!.id));
    await write(JSON.stringify({ messageId: 9_999, isNote: false, isQuiet: false }));
    await desk.open("The second.");
    expect((await sendAll(desk)).map(({ text }) => /The \w+\./u.exec(text)?.[0])).toEqual(
      Array.from({ length: 3 }, () => "The second."),
    );
    await write(first!.payload);
    expect(recipients(await sendAll(desk))).toEqual([ann, lee, tom]);
  });

  it("is told once, however often announcing runs and at the same time", async () => {
    const desk = await openDesk();
    await desk.open();
    await Promise.all([announce(desk.outbox), announce(desk.outbox), announce(desk.outbox)]);
    await announce(desk.outbox);
    expect((await desk.rows()).map((row) => row.toAddress).toSorted()).toEqual([ann, lee, tom]);
  });

  it("is told once when announcing breaks off between two emails", async () => {
    const desk = await openDesk();
    await desk.open();
    let calls = 0;
    const breaking = {
      ...desk.outbox,
      render: Object.assign(
        (name: string, values: object) => {
          if (++calls > 4) throw new Error("The power went.");
          return desk.outbox.render(name, values);
        },
        { say: desk.outbox.render.say },
      ),
    };
    // The task's opening is told to nobody; its message waits, and none of its emails is written without the others.
    expect(await announce(breaking)).toBe(1);
    expect(await desk.rows()).toEqual([]);
    expect(await desk.store.write((rows) => listUnannouncedEvents(rows, 10))).toHaveLength(1);
    expect(recipients(await sendAll(desk))).toEqual([ann, lee, tom]);
  });
});

describe("who hears of a message that staff moved", () => {
  /** Ann's email on a task that she and staff take part in, and a task of Lee's where it belongs. */
  async function openMisplaced(more: { isNote?: boolean; isQuiet?: boolean; isByStaff?: boolean } = {}) {
    const desk = await openDesk();
    const { people, clients } = desk.world;
    const wrong = await desk.open("Shall we begin?", "Booking form");
    const right = await desk.open("Which prices?", "Price list");
    await desk.store.write(async (rows) => {
      await rows.run("delete from participants where task_id = ? and contact_id = ?", wrong, people.lee.id);
      await rows.run("delete from participants where task_id = ? and contact_id = ?", right, people.ann.id);
    });
    await sendAll(desk);
    const author = more.isByStaff === true ? people.priya : people.ann;
    const { emailId } = await desk.store.write((rows) =>
      receivePosted(rows, { ...more, author, clientId: clients.harbor, taskId: wrong }),
    );
    const move = (fromTaskId: number, taskId: number) =>
      desk.store.write((rows) =>
        moveMessage(rows, desk.now(), {
          emailId,
          fromTaskId,
          to: { kind: "task", taskId },
          byStaffId: people.tom.id,
        }),
      );
    return { desk, wrong, right, move };
  }

  it("is everybody of the new task who had it not yet, once, also when it goes back and forth", async () => {
    const { desk, wrong, right, move } = await openMisplaced();
    expect(recipients(await sendAll(desk))).toEqual([priya, tom]);
    await move(wrong, right);
    const [email, ...others] = await sendAll(desk);
    expect(others).toEqual([]);
    expect([email?.to.address, email?.subject]).toEqual([lee, `Price list [#${right}]`]);
    expect(email?.from.name).toBe("Ann Weber (Harbor Dental)");
    expect(email?.text).toContain("Could you look at the form?");
    await move(right, wrong);
    await move(wrong, right);
    expect(await sendAll(desk)).toEqual([]);
  });

  it("is each of them once when it was moved before anybody was told", async () => {
    const { desk, wrong, right, move } = await openMisplaced();
    await move(wrong, right);
    const emails = await sendAll(desk);
    expect(recipients(emails)).toEqual([lee, priya, tom]);
    for (const email of emails) expect(email.subject).toBe(`Price list [#${right}]`);
  });

  it("is staff only for a note, and nobody for a quiet one", async () => {
    const note = await openMisplaced({ isNote: true, isByStaff: true });
    await note.move(note.wrong, note.right);
    expect(recipients(await sendAll(note.desk))).toEqual([tom]);
    const quiet = await openMisplaced({ isQuiet: true });
    await quiet.move(quiet.wrong, quiet.right);
    expect(await sendAll(quiet.desk)).toEqual([]);
  });
});

describe("the email", () => {
  it("says who wrote, all they wrote, where the task stands, who reads the answer and why it came", async () => {
    const desk = await openDesk();
    const taskId = await desk.open("First line.\nSecond line.\n\nNew paragraph.", "Booking form");
    const email = emailTo(await sendAll(desk), ann);
    expect(email.from).toEqual({
      name: "Priya Nair (Northbeam)",
      address: "requests@reply.northbeam.example",
    });
    expect(email.to).toEqual({ name: "Ann Weber", address: ann });
    expect(email.subject).toBe(`Booking form [#${taskId}]`);
    for (const fact of [
      "Priya Nair",
      "Booking form",
      "First line.",
      "Second line.",
      "New paragraph.",
      "Stage: Triage. It is your turn.",
      "Your reply goes to Priya Nair, Lee Okafor and Tom Becker.",
      "You get this email because you take part in this task.",
      "Northbeam",
      /https:\/\/portal\.northbeam\.example\/t\/[a-z2-7]{40}/u,
    ]) {
      expect(email.text).toMatch(fact);
      expect(email.html).toMatch(fact);
    }
    expect(`${email.text}${email.html}`).not.toMatch(/place-[0-9a-f]/u);
  });

  it("names a client's contact with their client, and quotes the message before", async () => {
    const desk = await openDesk();
    const taskId = await desk.open("What colour?");
    await desk.post(taskId, { author: desk.world.people.ann, text: "Blue, please." });
    const emails = await sendAll(desk);
    const email = emails.findLast(({ to }) => to.address === tom)!;
    expect(email.from.name).toBe("Ann Weber (Harbor Dental)");
    expect(email.text).toContain("Priya Nair wrote before, on Mon, 2 Mar 2026");
    expect(email.text).toContain("> What colour?");
    expect(email.html).toContain("Priya Nair wrote before, on Mon, 2 Mar 2026");
    expect(email.html).toContain("What colour?");
  });

  it("shows below the first message of a task what its author quoted", async () => {
    const desk = await openDesk();
    const at = desk.now();
    const { ann: author } = desk.world.people;
    const reply = extractReply({ text: forwarded });
    const task = {
      clientId: desk.world.clients.harbor,
      title: "Broken link",
      author,
      channel: "email",
    } as const;
    const { taskId } = await desk.store.write((rows) =>
      openTask(rows, at, { ...task, text: reply.kept, reply, postedAt: at }),
    );
    const [email] = (await sendAll(desk)).filter(({ to }) => to.address === tom);
    expect(email!.text).toContain("Will you see to this?\n\n* * *");
    expect(email!.text).toContain("Ann Weber’s email quoted:\n> ---------- Forwarded message");
    expect(email!.text).toContain("> The link on the contact page is broken.");
    expect(email!.html).toContain("The link on the contact page is broken.");
    await desk.post(taskId, { author: desk.world.people.priya, text: "Yes." });
    const next = (await sendAll(desk)).findLast(({ to }) => to.address === tom)!;
    expect(next.text).toContain("> Will you see to this?");
    expect(next.text).not.toContain("contact page");
  });

  it("never quotes a note to a client", async () => {
    const desk = await openDesk();
    const taskId = await desk.open("What colour?");
    await desk.post(taskId, { author: desk.world.people.tom, isNote: true, text: "They are slow to pay." });
    await desk.post(taskId, { author: desk.world.people.priya, text: "Any news?" });
    const emails = (await sendAll(desk)).filter(({ to }) => to.address === ann || to.address === lee);
    expect(emails).toHaveLength(4);
    for (const email of emails) expect(`${email.text}${email.html}`).not.toContain("slow to pay");
    expect(emails.at(-1)?.text).toContain("> What colour?");
  });

  it("shows what people typed as text, whatever it is", async () => {
    const desk = await openDesk();
    const text = `<script>alert("1")</script> & {{taskLink}} 'quoted' \u2028 $& $1`;
    await desk.open(text, '<b>Bold</b> & "new"');
    const email = emailTo(await sendAll(desk), ann);
    expect(email.text).toContain(text);
    expect(email.subject).toMatch(/^<b>Bold<\/b> & "new" \[#\d+\]$/u);
    expect(email.html).not.toContain("<script>");
    expect(email.html).toContain(
      "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; {{taskLink}} &#x27;quoted&#x27;",
    );
    expect(email.html).toContain("&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;new&quot;");
  });

  it.each([
    ["words", "word ".repeat(20_000)],
    ["ampersands", "&".repeat(100_000)],
    ["Chinese", "汉".repeat(100_000)],
    ["short paragraphs", "a\n\n".repeat(33_333)],
    ["empty lines", "a\n".repeat(50_000)],
  ])(
    "stays under 90 KB for a message of 100,000 characters of %s, and says that it was cut",
    async (_, text) => {
      const desk = await openDesk();
      const taskId = await desk.open(text);
      await desk.post(taskId, { author: desk.world.people.priya, text });
      const email = (await sendAll(desk)).findLast(({ to }) => to.address === ann)!;
      expect(Buffer.byteLength(email.html)).toBeLessThan(90 * 1024);
      expect(email.text).toContain("longer than an email should be. Read all of it here:");
      expect(email.html).toContain("longer than an email should be.");
      expect(email.html).toContain(text.slice(0, 1).replace("&", "&amp;"));
    },
  );

  it("carries small attachments and names large ones with a link to the task", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await sendAll(desk);
    await desk.post(taskId, {
      author: desk.world.people.priya,
      text: "",
      uploads: [upload("plan.pdf", 2_048)],
    });
    const small = emailTo(await sendAll(desk), ann);
    expect(small.attachments).toMatchObject([{ filename: "plan.pdf", contentType: "application/pdf" }]);
    expect(small.attachments[0]?.bytes.byteLength).toBe(2_048);
    expect(small.text).toContain("- plan.pdf (2 KB)\n");
    await desk.post(taskId, {
      author: desk.world.people.priya,
      text: "",
      uploads: [upload("film.mp4", 11 * 1024 * 1024)],
    });
    const large = emailTo(await sendAll(desk), ann);
    expect(large.attachments).toEqual([]);
    expect(large.text).toContain("- film.mp4 (11 MB), to download from the task page");
    expect(large.html).toMatch(
      /<a href="https:\/\/portal\.northbeam\.example\/t\/[a-z2-7]{40}"[^>]*>film\.mp4<\/a>/u,
    );
  });
});

describe("the headers", () => {
  it("tie every answer to the task: root first, our twin last, a subject that never changes", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await sendAll(desk);
    await desk.post(taskId, {
      author: desk.world.people.ann,
      channel: "email",
      internetMessageId: "<1@ann.example>",
    });
    await desk.post(taskId, { author: desk.world.people.priya });
    const email = (await sendAll(desk)).findLast(({ to }) => to.address === ann)!;
    const { keys, installation } = desk.outbox;
    const id = email.outboundEmailId;
    expect(email.headers).toEqual({
      "Message-ID": emailMessageId(keys, installation.replyDomain, id),
      "In-Reply-To": "<1@ann.example>",
      References: [
        taskMessageId(keys, installation.replyDomain, taskId),
        "<1@ann.example>",
        twinMessageId(keys, installation.replyDomain, id),
      ].join(" "),
      "X-Auto-Response-Suppress": "AutoReply, RN, NRN",
      "X-Inreply-Loop": expect.any(String),
    });
    expect(isOwnLoopMarker(keys, email.headers["X-Inreply-Loop"]!)).toBe(true);
    expect(email.subject).toBe(desk.sent[0]?.subject);
    expect(email.envelopeFrom).toMatch(/^b[a-z2-7]{37}@reply\.northbeam\.example$/u);
  });

  it("let notes be answered as notes and messages as messages", async () => {
    const desk = await openDesk();
    const taskId = await desk.open();
    await desk.post(taskId, { author: desk.world.people.priya, isNote: true });
    const toTom = (await sendAll(desk)).filter(({ to }) => to.address === tom);
    const { keys, installation } = desk.outbox;
    const read = toTom.map(({ replyTo }) => readReplyAddress(keys, installation.replyDomain, replyTo ?? ""));
    expect(read.map((reference) => reference?.isNote)).toEqual([false, true]);
  });

  it("mark only system mail as automatic; a sign-in link is one, and nobody answers it", async () => {
    const desk = await openDesk();
    const { keys } = desk.outbox;
    const asked = await desk.store.write((rows) =>
      requestSignIn(rows, new Date(desk.now()), ann, (id) => hashOf(signInToken(keys, id))),
    );
    await desk.open();
    const emails = await sendAll(desk);
    const [signIn, ...messages] = emails.toSorted(
      (one, other) => one.outboundEmailId - other.outboundEmailId,
    );
    expect(signIn?.headers["Auto-Submitted"]).toBe("auto-generated");
    expect(signIn?.replyTo).toBeUndefined();
    expect(signIn?.text).toContain(
      `https://portal.northbeam.example/sign-in/${signInToken(keys, asked!.signInId)}`,
    );
    expect(signIn?.html).toContain(signInToken(keys, asked!.signInId));
    expect(messages).toHaveLength(3);
    for (const email of messages) expect(email.headers).not.toHaveProperty("Auto-Submitted");
  });
});

describe("rows", () => {
  it("hold neither a reply address nor a link", async () => {
    const desk = await openDesk();
    const { keys } = desk.outbox;
    const taskId = await desk.open();
    await desk.post(taskId, { author: desk.world.people.priya, isNote: true });
    await desk.store.write((rows) =>
      requestSignIn(rows, new Date(desk.now()), ann, (id) => hashOf(signInToken(keys, id))),
    );
    const secrets = (await sendAll(desk)).flatMap((email) => [
      ...(email.replyTo === undefined ? [] : [email.replyTo.split("@")[0]!.slice(1)]),
      ...[...email.text.matchAll(/\/(?:t|sign-in)\/([a-z2-7]+)/gu)].map((match) => match[1]!),
    ]);
    expect(secrets).toHaveLength(4 * 2 + 1);
    const everything = (await wholeDatabase(desk)).toLowerCase();
    expect(everything).toContain("shall we begin?");
    for (const secret of secrets) expect(everything).not.toContain(secret);
  });
});

/** Every column of every row of every table, as one text. */
async function wholeDatabase({ store }: Desk): Promise<string> {
  const tables = await store.read.all<{ name: string }>(
    store.read.engine === "sqlite"
      ? "select name from sqlite_master where type = 'table'"
      : "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  expect(tables.length).toBeGreaterThan(15);
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await store.read.all<Record<string, unknown>>(`select * from "${name}"`);
    for (const row of rows) {
      for (const value of Object.values(row)) {
        texts.push(Buffer.isBuffer(value) ? value.toString("latin1") : String(value));
      }
    }
  }
  return texts.join("\n");
}

function upload(filename: string, sizeBytes: number): Upload {
  const bytes = Buffer.alloc(sizeBytes, 1);
  const contentType = filename.endsWith(".pdf") ? "application/pdf" : "video/mp4";
  return { filename, contentType, contentId: null, isInline: false, bytes, sha256: contentHash(bytes) };
}
