// The trail of all that happened: a sentence for every event, in both languages; of a task, a client or a person; on pages and as
// a file.
import { describe, expect, it } from "vitest";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { auditedTypes } from "../../src/portal/audit-words.ts";
import { recordEvent } from "../../src/store/events.ts";
import { book, publish, type Contact } from "../support/sessions.ts";
import { addressOf } from "../support/world.ts";
import { openApp, secretAddress, startedAt, type App } from "./app.ts";

const hebrew = "שאלה על הטופס";

const rowsOf = (text: string) => text.split('<li class="queue-row">').slice(1);
/** What a page says, as it is read. */
const sentencesOf = (text: string) =>
  rowsOf(text).map((row) =>
    /<div class="queue-main"><p>(.*?)<\/p>/su.exec(row)![1]!.replaceAll(/<\/?bdi>/gu, ""),
  );
const hrefIn = (text: string, rel: string) =>
  new RegExp(`href="([^"]+)" rel="${rel}"`, "u")
    .exec(text)?.[1]
    ?.replaceAll("&amp;", "&")
    .replaceAll("&#x3D;", "=");

/** An event of every type, with a payload that has everything any of them has. */
async function everyEvent(app: App): Promise<void> {
  const { clients, people } = app.world;
  const payload = {
    title: "T",
    titleBefore: "B",
    minMinutes: 60,
    maxMinutes: 120,
    before: { minMinutes: 30, maxMinutes: 60 },
    deliveryOn: "2026-03-05",
    intoTaskId: 1,
    fromTaskId: 1,
    toTaskId: 1,
    newTaskId: 1,
    channel: "page",
    clientId: clients.harbor,
    contactId: people.ann.id,
    staffId: people.tom.id,
    planId: 1,
    beforePlanId: 2,
    activeTasksMax: 1,
    strategySessionsMonthly: 1,
    trainingSessionsMonthly: 1,
    canApprove: true,
    count: 1,
    address: "x@y.example",
    ruling: "discard",
    inboundEmailId: 1,
    emailCount: 3,
    replyDomain: "r.example",
    kind: "strategy",
    startsAt: startedAt,
    month: "2026-03",
    amount: 1,
    answer: "declined",
    verb: "approve",
    isToldOf: true,
    withWords: false,
    isNote: false,
    isQuiet: false,
    after: { staffId: people.tom.id, name: "Tom" },
    name: "N",
    scopes: ["tasks:read"],
    wanted: ["task.opened"],
    apiTokenId: 1,
    endpointId: 1,
    savedReplyId: 1,
    text: "W",
    cause: "staff",
    messageId: 1,
    participantId: 1,
    changed: ["locale"],
  };
  await app.store.write(async (rows) => {
    for (const type of auditedTypes) {
      const own: Record<string, unknown> =
        type === "task.delivery_changed"
          ? { ...payload, before: "2026-03-04" }
          : type === "session.moved"
            ? { ...payload, before: { staffId: 1, startsAt: startedAt, month: "2026-03" } }
            : type === "breaker.tripped"
              ? { ...payload, kind: "everything" }
              : payload;
      await recordEvent(rows, { type, actor: people.priya, at: startedAt, payload: own as never });
    }
  });
}

describe("the audit trail", () => {
  it("has a sentence for every type of event, in both languages, with nothing missing in it", async () => {
    const app = await openApp();
    await everyEvent(app);
    const staff = await app.signedIn(app.world.people.tom);
    const told: Record<string, string[]> = {};
    for (const locale of ["en", "de"]) {
      await app.store.write((rows) => rows.run("update staff set locale = ?", locale));
      told[locale] = [];
      for (let path: string | undefined = "/audit"; path !== undefined;) {
        const page = await staff.get(path);
        expect(page.status).toBe(200);
        told[locale].push(...sentencesOf(page.text));
        path = hrefIn(page.text, "next");
      }
      expect(told[locale].length).toBeGreaterThanOrEqual(auditedTypes.length);
      for (const sentence of told[locale]) expect(sentence).not.toMatch(/undefined|null|NaN|\[object/u);
    }
    const differ = told["en"]!.filter((sentence, index) => sentence !== told["de"]![index]);
    expect(differ).toHaveLength(told["en"]!.length);
  });

  it("says who did what on which task of which client, the newest first, and keeps names as they are written", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: hebrew });
    await app.say({ taskId, author: people.priya, isNote: true, text: "Among us" });
    const staff = await app.signedIn(people.tom);
    const { text } = await staff.get(`/audit?task=${taskId}`);
    expect(sentencesOf(text)).toEqual([
      "Priya Nair wrote a note.",
      "Ann Weber wrote a message.",
      `Ann Weber opened the task “${hebrew}”.`,
    ]);
    const row = rowsOf(text)[2]!;
    expect(row).toContain(`<bdi>Ann Weber</bdi> opened the task “<bdi>${hebrew}</bdi>”.`);
    expect(row).toContain(`<a href="/tasks/${taskId}">#${taskId} <bdi>${hebrew}</bdi></a>`);
    expect(row).toContain(`<a href="/clients/${clients.harbor}"><bdi>Harbor Dental</bdi></a>`);
    expect(row).toContain(`<a href="/audit?person&#x3D;contact-${people.ann.id}">`);
    // What was written is in the conversation and not here.
    expect(text).not.toContain("Among us");
    expect((await staff.get(`/tasks/${taskId}`)).text).toContain(`href="/audit?task=${taskId}"`);
    expect((await (await app.signedIn(people.ann)).get(`/tasks/${taskId}`)).text).not.toContain("/audit");
  });

  it("holds what is of one client, or what one person did and what is about them", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "Harbor’s" });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "Lumen’s" });
    await publish(app.store, app.world, "priya");
    await book(app.store, {
      by: people.ann as Contact,
      staffId: people.priya.id,
      startsAt: "2026-03-06T10:00:00.000Z",
    });
    const staff = await app.signedIn(people.tom);
    const harbor = sentencesOf((await staff.get(`/audit?client=${clients.harbor}`)).text);
    expect(harbor).toContain("Ann Weber opened the task “Harbor’s”.");
    expect(
      harbor.some((sentence) =>
        /^Ann Weber booked a \w+ session of Ann Weber with Priya Nair: /u.test(sentence),
      ),
    ).toBe(true);
    expect(harbor.join(" ")).not.toContain("Lumen’s");
    await staff.post(`/clients/${clients.harbor}/approvers`, {
      contact: String(people.lee.id),
      change: "add",
    });
    const lees = sentencesOf((await staff.get(`/audit?person=contact-${people.lee.id}`)).text);
    expect(lees[0]).toBe("Tom Becker let Lee Okafor approve finished work.");
    const toms = sentencesOf((await staff.get(`/audit?person=staff-${people.tom.id}`)).text);
    expect(toms[0]).toBe("Tom Becker let Lee Okafor approve finished work.");
    for (const query of ["task=4711", "client=4711", "person=contact-4711", "person=x", "task=x", "before=x"])
      expect([query, (await staff.get(`/audit?${query}`)).status]).toEqual([query, 404]);
  });

  it("goes on by id within what is asked for, older and newer", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    for (let number = 0; number < 118; number++)
      await app.say({ taskId, author: people.ann, text: `${number}` });
    const staff = await app.signedIn(people.tom);
    for (const asked of [`task=${taskId}`, `person=contact-${people.ann.id}`]) {
      const paths = [`/audit?${asked}`];
      let count = 0;
      for (let path: string | undefined = paths[0]; path !== undefined;) {
        const { text } = await staff.get(path);
        count += rowsOf(text).length;
        path = hrefIn(text, "next");
        if (path !== undefined) paths.push(path);
      }
      const { count: all } = (await app.store.read.first<{ count: number }>(
        asked.startsWith("task")
          ? "select count(*) as count from events where task_id = ?"
          : "select count(*) as count from events where ? in (actor_contact_id, contact_id)",
        asked.startsWith("task") ? taskId : people.ann.id,
      ))!;
      expect([paths.length, count]).toEqual([3, all]);
      const newer = hrefIn((await staff.get(paths[2]!)).text, "prev")!;
      expect(newer).toContain(asked.replace(":", ""));
      expect(rowsOf((await staff.get(newer)).text)).toHaveLength(50);
    }
  });

  it("names by its type what an earlier version wrote down and nobody tells any more", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    await app.store.write((rows) =>
      rows.run(
        "insert into events (type, task_id, at, payload) values ('approval.refused', ?, ?, '{}')",
        taskId,
        startedAt,
      ),
    );
    const staff = await app.signedIn(people.tom);
    expect(sentencesOf((await staff.get("/audit")).text)).toContain("approval.refused");
    expect((await staff.get("/audit.csv")).text).toContain("approval.refused");
    expect((await staff.get(`/tasks/${taskId}`)).status).toBe(200);
  });

  it("calls who was erased a former contact, and shows what people wrote escaped and without a secret of ours", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const title = `<img src=x onerror=alert(1)> ${secretAddress}`;
    await app.taskWith({ clientId: clients.harbor, author: people.ann, title });
    await app.store.write((rows) =>
      eraseContact(rows, timestamp(app.time.now), { address: addressOf("ann"), withWords: false }),
    );
    const staff = await app.signedIn(people.tom);
    const { text } = await staff.get("/audit");
    expect(text).toContain("<bdi>Former contact</bdi> opened the task “<bdi>&lt;img src&#x3D;x");
    expect(text).not.toContain("<img");
    expect(text).not.toContain("Ann Weber");
    expect(rowsOf(text).join("").split("opened the task")[1]).toContain("[our reply address]");
    expect((await staff.get("/audit.csv")).text).not.toContain(secretAddress);
  });

  it("is for staff alone", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    for (const browser of [app.browser(), await app.signedIn(people.ann)]) {
      for (const path of ["/audit", `/audit?task=${taskId}`, "/audit.csv"])
        expect((await browser.get(path)).status).toBe(404);
    }
  });
});

describe("the audit trail as a file", () => {
  it("holds all of what is asked for, in the reader's language, and no cell that a spreadsheet would work out", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const formula = '=HYPERLINK("https://evil.example","press")';
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: formula });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "Not of Harbor" });
    const staff = await app.signedIn(people.tom);
    const page = await staff.get(`/audit.csv?client=${clients.harbor}`);
    expect(page.headers.get("content-disposition")).toBe('attachment; filename="audit-trail-2026-03-02.csv"');
    const lines = page.text.replace("\ufeff", "").trim().split("\r\n");
    expect(lines[0]).toBe('"When (UTC)","Who","What","Event","Task","Title","Client","About"');
    const opened = lines.find((line) => line.includes('"task.opened"'))!;
    expect(opened).toContain(`"2026-03-02T09:00:00.000Z","Ann Weber","Ann Weber opened the task`);
    expect(opened).toContain(`"#${taskId}"`);
    expect(page.text).not.toContain("Not of Harbor");
    for (const cell of page.text.match(/"(?:[^"]|"")*"/gu)!) expect(cell).not.toMatch(/^"\s*[=+\-@]/u);
    await app.store.write((rows) => rows.run("update staff set locale = 'de'"));
    const german = await staff.get("/audit.csv");
    expect(german.headers.get("content-disposition")).toContain("protokoll-2026-03-02.csv");
    expect(german.text).toContain("Ann Weber hat die Aufgabe „");
  });

  it("is whole over many batches", async () => {
    const app = await openApp();
    const { people } = app.world;
    await app.store.write(async (rows) => {
      for (let number = 0; number < 1_700; number++)
        await recordEvent(rows, {
          type: "mailbox.added",
          at: startedAt,
          actor: people.tom,
          payload: { mailboxId: 1, address: `no-${number}@x.example` },
        });
    });
    const { text } = await (await app.signedIn(people.tom)).get("/audit.csv");
    expect(new Set(text.match(/no-\d+@x\.example/gu)).size).toBe(1_700);
  });
});
