// News that waits for a digest: which does, when it goes out, what the email says, and that nothing is lost or told twice.
import { describe, expect, it, onTestFinished } from "vitest";
import { acceptTask } from "../../src/actions/accept-task.ts";
import { askChanges } from "../../src/actions/approve-task.ts";
import { changePreferences } from "../../src/actions/change-preferences.ts";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { moveMessage } from "../../src/actions/move-message.ts";
import { muteTask } from "../../src/actions/mute-task.ts";
import { redactMessage } from "../../src/actions/redact-message.ts";
import { withdrawMessage } from "../../src/actions/withdraw-message.ts";
import { announce } from "../../src/outbox/announce.ts";
import { entriesMax, firstWordsMax } from "../../src/outbox/compose-digest.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { makeDigestsDue } from "../../src/outbox/make-digests-due.ts";
import { htmlBytesMax } from "../../src/outbox/outbox.ts";
import { openStore, type Store } from "../../src/store/database.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { markStage } from "../../src/store/task-stages.ts";
import { readReplyAddress } from "../../src/threading/reply-address.ts";
import { readTaskLinkToken } from "../../src/threading/task-link.ts";
import { readUnsubscribeToken } from "../../src/threading/unsubscribe-token.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { receivePosted } from "../actions/received.ts";
import { openOutbox } from "../support/outgoing.ts";
import { openTestDatabase } from "../support/store.ts";
import { ann, lee, openDesk, priya, tom, type Desk } from "./desk.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The desk at ten on 2 March in London and eleven in Berlin; Ann, in Berlin, chose this. */
async function openFor(notify: string): Promise<Desk> {
  const desk = await openDesk();
  await choose(desk, notify);
  return desk;
}

async function choose({ store, world, now }: Desk, notify: string): Promise<void> {
  await store.write((rows) =>
    changePreferences(rows, now(), {
      contactId: world.people.ann.id,
      notify,
      locale: "en",
      timeZone: "Europe/Berlin",
    }),
  );
}

/** Announces and delivers everything that is due; answers what went to Ann since. */
async function toAnn(desk: Desk): Promise<OutgoingEmail[]> {
  const before = desk.sent.length;
  do {
    while ((await announce(desk.outbox)) > 0);
  } while ((await makeDigestsDue(desk.outbox)) > 0);
  while ((await desk.deliver()) > 0);
  return desk.sent.slice(before).filter(({ to }) => to.address === ann);
}

const waiting = ({ store }: Desk) =>
  store.read.first("select count(*) as count from digest_entries where outbound_email_id is null");

/** A task that is being worked on, so that what is said there asks nothing; its first message was told to everybody. */
async function openWorking(desk: Desk, title = "Booking form"): Promise<number> {
  const taskId = await desk.open("Shall we begin?", title);
  await desk.store.write((rows) => markStage(rows, taskId, "Working", desk.now()));
  return taskId;
}

describe("a daily digest", () => {
  it("holds back what is said, tells it at nine in its reader's zone, and not again", async () => {
    const desk = await openFor("daily");
    const taskId = await openWorking(desk);
    await desk.post(taskId, { author: desk.world.people.priya, text: "The first colour is blue." });
    expect(await toAnn(desk)).toEqual([]);
    // The others have an email each, as they chose.
    expect(desk.sent.map(({ to }) => to.address).toSorted()).toEqual([lee, lee, tom, tom]);
    desk.pass(20 * hourMs);
    await desk.post(taskId, { author: desk.world.people.lee, text: "I like\n\n  green." });
    desk.pass(hourMs + 50 * minuteMs);
    expect(await toAnn(desk)).toEqual([]);
    desk.pass(10 * minuteMs);
    const [email, ...others] = await toAnn(desk);
    expect(others).toEqual([]);
    expect(email!.subject).toBe("News on “Booking form”");
    expect(email!.text).toMatch(
      /- Priya Nair wrote \(22 hours ago\):\n {2}Shall we begin\?\n- Priya Nair wrote .*\n {2}The first colour is blue\.\n- Lee Okafor wrote \(\d+ hours? ago\):\n {2}I like green\.\n/u,
    );
    expect(email!.html).toContain("The first colour is blue.");
    expect(await waiting(desk)).toEqual({ count: 0 });
    desk.pass(30 * hourMs);
    expect(await toAnn(desk)).toEqual([]);
  });

  it("lists several tasks, each with where it stands, its reader's own link and their own address", async () => {
    const desk = await openFor("daily");
    const { keys, installation } = desk.outbox;
    const form = await openWorking(desk);
    const logo = await openWorking(desk, "A logo");
    await toAnn(desk);
    desk.pass(24 * hourMs);
    const [email] = await toAnn(desk);
    expect(email!.subject).toBe("News on 2 tasks");
    expect(email!.replyTo).toBeUndefined();
    expect(email!.text).toContain("Stage: Working. Northbeam has the next move.");
    const links = [...email!.text.matchAll(/\/t\/([a-z2-7]{40})/gu)].map(([, token]) =>
      readTaskLinkToken(keys, token!, new Date(desk.now())),
    );
    const addresses = [...email!.text.matchAll(/mailto:(\S+)/gu)].map(([, address]) =>
      readReplyAddress(keys, installation.replyDomain, address!),
    );
    for (const [index, taskId] of [form, logo].entries()) {
      const { id: participantId } = (await findParticipantOf(
        desk.store.read,
        taskId,
        desk.world.people.ann,
      ))!;
      expect(links[index]).toMatchObject({ kind: "valid", link: { participantId } });
      expect(addresses[index]).toMatchObject({ participantId, isNote: false });
    }
    for (const link of email!.text.match(/https?:\S+|mailto:\S+/gu) ?? [])
      expect(email!.html).toContain(link);
    expect(`${email!.html}${email!.text}${JSON.stringify(email!.headers)}`).not.toMatch(
      /place-[0-9a-f]{18}/u,
    );
  });

  it("offers a mail program to stop it, is marked as a program's, and answers to one task go there", async () => {
    const desk = await openFor("daily");
    const taskId = await openWorking(desk);
    await toAnn(desk);
    desk.pass(24 * hourMs);
    const [email] = await toAnn(desk);
    const { keys, installation } = desk.outbox;
    expect(email!.headers).toMatchObject({
      "Auto-Submitted": "auto-generated",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    const link = /^<https:\/\/portal\.northbeam\.example\/unsubscribe\/([a-z2-7]{37})>$/u.exec(
      email!.headers["List-Unsubscribe"]!,
    );
    expect(readUnsubscribeToken(keys, link![1]!)).toEqual({
      kind: "digests",
      contactId: desk.world.people.ann.id,
      version: 0,
    });
    const { id } = (await findParticipantOf(desk.store.read, taskId, desk.world.people.ann))!;
    expect(readReplyAddress(keys, installation.replyDomain, email!.replyTo!)).toMatchObject({
      participantId: id,
    });
    const row = await desk.store.read.first<{ text: string; headers: string }>(
      "select text, headers from outbound_emails where kind = 'digest'",
    );
    expect(`${row!.text}${row!.headers}`).not.toMatch(
      /(?<![a-z2-7.])r[a-z2-7]{37}@|\/t\/[a-z2-7]|unsubscribe\/[a-z2-7]/u,
    );
  });

  it("tells of steps of the work in words, in the reader's language", async () => {
    const desk = await openFor("daily");
    await desk.store.write((rows) =>
      changePreferences(rows, desk.now(), {
        contactId: desk.world.people.ann.id,
        notify: "daily",
        locale: "de",
        timeZone: "Europe/Berlin",
      }),
    );
    const taskId = await desk.open();
    await desk.store.write((rows) =>
      acceptTask(rows, desk.now(), {
        taskId,
        by: desk.world.people.priya as { kind: "staff"; id: number },
        words: { channel: "portal", text: "Gern.", postedAt: desk.now() },
        estimate: { minMinutes: 960, maxMinutes: 1440 },
      }),
    );
    await toAnn(desk);
    desk.pass(24 * hourMs);
    const [email] = await toAnn(desk);
    expect(email!.subject).toBe("Neues zu „Booking form“");
    expect(email!.text).toMatch(
      /- Priya Nair hat die Aufgabe angenommen\. Grobe Schätzung: .+, gezählt ab Beginn der Arbeit\. \(vor .+\)\n {2}Gern\./u,
    );
    // Words that come with a step are told with it.
    expect(email!.text.match(/Gern\./gu)).toHaveLength(1);
  });
});

it("a digest says who takes work back: the client for changes, or the agency of itself", async () => {
  const desk = await openFor("hourly");
  const { people } = desk.world;
  const words = () => ({ channel: "portal" as const, text: "So be it.", postedAt: desk.now() });
  for (const [title, by] of [
    ["Ours", people.priya],
    ["Theirs", people.lee],
  ] as const) {
    const taskId = await openWorking(desk, title);
    await desk.store.write((rows) => markStage(rows, taskId, "Pending Approval", desk.now()));
    await desk.store.write((rows) => rows.run("update contacts set can_approve = 1"));
    await desk.store.write((rows) => askChanges(rows, desk.now(), { taskId, by, words: words() }));
  }
  await toAnn(desk);
  desk.pass(hourMs);
  const [email] = await toAnn(desk);
  expect(email!.text).toContain("- Priya Nair took it back into work.");
  expect(email!.text).toContain("- Lee Okafor sent it back for changes.");
});

describe("what needs its reader", () => {
  it("comes at once whatever they chose: a question in Triage is one", async () => {
    for (const notify of ["hourly", "daily", "none"]) {
      const desk = await openFor(notify);
      const taskId = await desk.open();
      expect(await toAnn(desk)).toEqual([]);
      await desk.post(taskId, { author: desk.world.people.lee, text: "Please make it nicer." });
      await toAnn(desk);
      await desk.post(taskId, { author: desk.world.people.priya, text: "Which colour?" });
      const [email] = await toAnn(desk);
      expect([notify, email?.text.includes("Which colour?")]).toEqual([notify, true]);
      expect(email!.text).toContain("This task is still in Triage.");
    }
  });

  it("is all that comes when nothing else is wanted, and nothing waits", async () => {
    const desk = await openFor("none");
    const taskId = await openWorking(desk);
    await desk.post(taskId, { author: desk.world.people.priya });
    expect(await toAnn(desk)).toEqual([]);
    expect(await waiting(desk)).toEqual({ count: 0 });
    const told = desk.sent.find(({ to }) => to.address === lee)!;
    expect(told.text).toContain("Your reply goes to Priya Nair and Tom Becker.");
    desk.pass(48 * hourMs);
    expect(await toAnn(desk)).toEqual([]);
  });
});

describe("an hourly digest", () => {
  it("goes out at the full hour, one an hour", async () => {
    const desk = await openFor("hourly");
    const taskId = await openWorking(desk);
    desk.pass(59 * minuteMs);
    expect(await toAnn(desk)).toEqual([]);
    desk.pass(minuteMs);
    expect(await toAnn(desk)).toHaveLength(1);
    await desk.post(taskId, { author: desk.world.people.tom, text: "More." });
    expect(await toAnn(desk)).toEqual([]);
    desk.pass(hourMs);
    const [email] = await toAnn(desk);
    expect(email!.text).toContain("More.");
    expect(email!.text).not.toContain("Shall we begin?");
  });

  it("that waits when its reader wants each message again goes out at once", async () => {
    const desk = await openFor("hourly");
    await openWorking(desk);
    expect(await toAnn(desk)).toEqual([]);
    await choose(desk, "each");
    const [email, ...others] = await toAnn(desk);
    expect(others).toEqual([]);
    expect(email!.text).toContain("when you changed how often we write to you");
  });

  it("that waits is forgotten when its reader wants none any more, also when that was chosen in the same moment", async () => {
    const desk = await openFor("hourly");
    await openWorking(desk);
    await toAnn(desk);
    await desk.store.write((rows) =>
      rows.run("update contacts set notify = 'none' where id = ?", desk.world.people.ann.id),
    );
    desk.pass(2 * hourMs);
    expect(await toAnn(desk)).toEqual([]);
    expect(await waiting(desk)).toEqual({ count: 0 });
  });

  it("with more news than one email holds comes as several at once, and tells each once", async () => {
    const desk = await openFor("hourly");
    const taskId = await openWorking(desk);
    const count = entriesMax + 5;
    for (let index = 1; index <= count; index++) {
      await desk.post(taskId, { author: desk.world.people.tom, text: `Number ${index}.` });
    }
    await toAnn(desk);
    desk.pass(hourMs);
    const emails = await toAnn(desk);
    expect(emails).toHaveLength(2);
    for (let index = 1; index <= count; index++) {
      const holding = emails.filter(({ text }) => text.includes(`Number ${index}.`));
      expect([index, holding.length]).toEqual([index, 1]);
    }
    expect(await waiting(desk)).toEqual({ count: 0 });
  });

  it("stays small and on its lines, whatever people write", async () => {
    const desk = await openFor("hourly");
    const taskId = await openWorking(desk, `"${"<&>".repeat(60)}"`);
    for (let index = 0; index < entriesMax; index++) {
      const text = `${'"<&>\n\u202e\u2028'.repeat(200)}${"😀".repeat(200)}`;
      await desk.post(taskId, { author: desk.world.people.tom, text });
    }
    await toAnn(desk);
    desk.pass(hourMs);
    const emails = await toAnn(desk);
    expect(emails).toHaveLength(2);
    for (const { html, text } of emails) {
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(htmlBytesMax);
      expect(html).not.toMatch(/[\u202e\u2028]/u);
      for (const line of text.split("\n").filter((each) => each.startsWith('  "'))) {
        expect(line.length).toBeLessThanOrEqual(firstWordsMax + 3);
        expect(line.isWellFormed()).toBe(true);
      }
    }
  });
});

it("a digest stays small as it is sent, with its links in it and titles however long", async () => {
  for (const title of ["„Überprüfung der Öffnungszeiten“ ".repeat(4), '"<&>'.repeat(37)]) {
    const desk = await openFor("hourly");
    for (let index = 0; index < entriesMax; index++) await openWorking(desk, `${index} ${title}`);
    await toAnn(desk);
    desk.pass(hourMs);
    const emails = await toAnn(desk);
    for (const { html } of emails) expect(Buffer.byteLength(html)).toBeLessThanOrEqual(htmlBytesMax);
    for (let index = 0; index < entriesMax; index++) {
      expect(emails.filter(({ text }) => text.includes(`\n${index} `))).toHaveLength(1);
    }
    expect(await waiting(desk)).toEqual({ count: 0 });
  }
});

describe("what is news no more drops out", () => {
  it("since its task was muted, and alone it makes no email", async () => {
    const desk = await openFor("hourly");
    const muted = await openWorking(desk, "Muted");
    const other = await openWorking(desk, "Other");
    await toAnn(desk);
    const by = desk.world.people.ann;
    await desk.store.write((rows) => muteTask(rows, desk.now(), { taskId: muted, by, isByLink: false }));
    desk.pass(hourMs);
    const [email] = await toAnn(desk);
    expect(email!.subject).toBe("News on “Other”");
    await desk.post(other, { author: desk.world.people.tom });
    await toAnn(desk);
    await desk.store.write((rows) => muteTask(rows, desk.now(), { taskId: other, by, isByLink: false }));
    desk.pass(hourMs);
    expect(await toAnn(desk)).toEqual([]);
    expect(await waiting(desk)).toEqual({ count: 0 });
  });

  it("since its reader was erased, also when their digest was due already", async () => {
    const desk = await openFor("hourly");
    await openWorking(desk);
    await toAnn(desk);
    desk.pass(hourMs);
    expect(await makeDigestsDue(desk.outbox)).toBe(1);
    await desk.store.write((rows) => eraseContact(rows, desk.now(), { address: ann, withWords: false }));
    expect(await toAnn(desk)).toEqual([]);
    expect(await waiting(desk)).toEqual({ count: 0 });
  });

  it("since its message was taken back or moved to a task of others; what was told is not told again", async () => {
    const desk = await openFor("hourly");
    const { store, world } = desk;
    const { people, clients } = world;
    const taskId = await openWorking(desk);
    const mail = (author: typeof people.lee) =>
      store.write((rows) => receivePosted(rows, { author, clientId: clients.harbor, taskId }));
    const taken = await mail(people.lee);
    const moved = await mail(people.lee);
    // Nobody but Ann takes part, so that nobody was told of it yet.
    await store.write((rows) => rows.run("delete from participants where contact_id is null"));
    await toAnn(desk);
    expect(await waiting(desk)).toEqual({ count: 3 });
    const byStaffId = people.tom.id;
    const back = await store.write((rows) =>
      withdrawMessage(rows, desk.now(), { emailId: taken.emailId, byStaffId }),
    );
    expect(back).toMatchObject({ kind: "withdrawn" });
    expect(await waiting(desk)).toEqual({ count: 2 });
    const to = { kind: "new", title: "Elsewhere" } as const;
    const move = await store.write((rows) =>
      moveMessage(rows, desk.now(), { emailId: moved.emailId, fromTaskId: taskId, to, byStaffId }),
    );
    expect(move.kind).toBe("moved");
    desk.pass(hourMs);
    const [email] = await toAnn(desk);
    expect(email!.subject).toBe("News on “Booking form”");
    expect(email!.text.match(/ wrote \(/gu)).toHaveLength(1);
  });

  it("a message told in a digest is told to its reader by no other email when it moves, and cannot be taken back", async () => {
    const desk = await openFor("hourly");
    const { store, world } = desk;
    const { people, clients } = world;
    const taskId = await openWorking(desk);
    const right = await openWorking(desk, "The right one");
    const { emailId } = await store.write((rows) =>
      receivePosted(rows, { author: people.lee, clientId: clients.harbor, taskId }),
    );
    await store.write((rows) => rows.run("delete from participants where staff_id is not null"));
    await toAnn(desk);
    desk.pass(hourMs);
    expect(await toAnn(desk)).toHaveLength(1);
    const byStaffId = people.tom.id;
    const back = await store.write((rows) => withdrawMessage(rows, desk.now(), { emailId, byStaffId }));
    expect(back).toMatchObject({ kind: "told", names: ["Ann Weber"] });
    const to = { kind: "task", taskId: right } as const;
    await store.write((rows) =>
      moveMessage(rows, desk.now(), { emailId, fromTaskId: taskId, to, byStaffId }),
    );
    desk.pass(2 * hourMs);
    expect(await toAnn(desk)).toEqual([]);
  });
});

it("a message that was moved away and back is told once", async () => {
  const desk = await openFor("hourly");
  const { store, world } = desk;
  const { people, clients } = world;
  const right = await openWorking(desk, "The right one");
  const wrong = await openWorking(desk, "The wrong one");
  await toAnn(desk);
  desk.pass(hourMs);
  await toAnn(desk);
  const { emailId } = await store.write((rows) =>
    receivePosted(rows, { author: people.lee, clientId: clients.harbor, taskId: right }),
  );
  await toAnn(desk);
  for (const [fromTaskId, taskId] of [
    [right, wrong],
    [wrong, right],
  ] as const) {
    const to = { kind: "task", taskId } as const;
    const move = { emailId, fromTaskId, to, byStaffId: people.tom.id };
    await store.write((rows) => moveMessage(rows, desk.now(), move));
    await toAnn(desk);
  }
  desk.pass(hourMs);
  const [email, ...others] = await toAnn(desk);
  expect(others).toEqual([]);
  expect(email!.subject).toBe("News on “The right one”");
  expect(email!.text.match(/Lee Okafor wrote/gu)).toHaveLength(1);
  expect(await waiting(desk)).toEqual({ count: 0 });
});

describe("words that are taken out, or erased with whoever wrote them", () => {
  it("go from the digests that told them, too", async () => {
    const desk = await openFor("hourly");
    const taskId = await openWorking(desk);
    await openWorking(desk, "Another");
    await desk.post(taskId, { author: desk.world.people.lee, text: "Call +49 40 123456 please" });
    await toAnn(desk);
    desk.pass(hourMs);
    await toAnn(desk);
    const digest = () =>
      desk.store.read.first<{ text: string; html: string }>(
        "select text, html from outbound_emails where kind = 'digest'",
      );
    expect((await digest())!.text).toContain("+49 40 123456");
    const message = await desk.store.read.first<{ id: number }>("select max(id) as id from messages");
    await desk.store.write((rows) =>
      redactMessage(rows, desk.now(), {
        messageId: message!.id,
        typed: "+49 40 123456",
        byStaffId: desk.world.people.tom.id,
      }),
    );
    const row = await digest();
    expect(`${row!.text}${row!.html}`).not.toContain("123456");
    expect(row!.text).toContain("Call ");
    await desk.store.write((rows) => eraseContact(rows, desk.now(), { address: lee, withWords: true }));
    expect((await digest())!.text).not.toContain("Call ");
  });
});

describe("several processes", () => {
  it("make one digest of the same news, however many look at once", async () => {
    const { store, url } = await openTestDatabase();
    const world = await seedWorld(store, "2026-03-02T09:00:00.000Z");
    const others = [await openStore(url), await openStore(url)];
    onTestFinished(async () => {
      for (const other of others) await other.close();
    });
    const moment = (at: string) =>
      [store, ...others].map((each) => ({ ...openOutbox(each), clock: () => new Date(at) }));
    const contactIds = [world.people.ann.id, world.people.lee.id];
    const at = "2026-03-02T10:05:00.000Z";
    const taskIds = await store.write(async (rows) => {
      const opened: number[] = [];
      for (const contactId of contactIds) {
        await changePreferences(rows, at, {
          contactId,
          notify: "hourly",
          locale: "en",
          timeZone: "Europe/Berlin",
        });
      }
      for (const title of ["One", "Two", "Three"]) {
        const said = { author: world.people.priya, channel: "portal", text: "Hello", postedAt: at } as const;
        const { taskId } = await openTask(rows, at, { ...said, clientId: world.clients.harbor, title });
        for (const text of ["First", "Second"]) await postMessage(rows, at, { ...said, taskId, text });
        await markStage(rows, taskId, "Working", at);
        opened.push(taskId);
      }
      return opened;
    });
    expect(taskIds).toHaveLength(3);
    await Promise.all(moment(at).map((outbox) => announce(outbox)));
    const later = moment("2026-03-02T11:00:00.000Z");
    const due = await Promise.all(later.map((outbox) => makeDigestsDue(outbox)));
    expect(due.reduce((sum, count) => sum + count, 0)).toBe(2);
    await Promise.all(later.map((outbox) => announce(outbox)));
    // Due twice would tell the same twice.
    await store.write((rows) => rows.run("update events set announced_at = null where type = 'digest.due'"));
    await Promise.all(later.map((outbox) => announce(outbox)));
    const digests = await store.read.all<{ to: string; text: string }>(
      `select to_address as "to", text from outbound_emails where kind = 'digest' order by to_address`,
    );
    expect(digests.map(({ to }) => to)).toEqual([ann, lee]);
    for (const { text } of digests) expect(text.match(/ wrote \(/gu)).toHaveLength(9);
    const left = await store.read.first(
      "select count(*) as count from digest_entries where outbound_email_id is null",
    );
    expect((left as { count: number }).count).toBe(0);
  });
});

it("what came in after another process took a reader's news waits for the next digest", async () => {
  const desk = await openFor("hourly");
  const taskId = await openWorking(desk);
  await toAnn(desk);
  desk.pass(hourMs);
  // It looks at what waits, and the other process is quicker.
  const slow: Store = {
    ...desk.store,
    write: async (work) => {
      await makeDigestsDue(desk.outbox);
      await desk.post(taskId, { author: desk.world.people.tom, text: "A second later." });
      await announce(desk.outbox);
      return desk.store.write(work);
    },
  };
  const later = new Date(Date.parse(desk.now()) + 1_500);
  expect(await makeDigestsDue({ store: slow, clock: () => later })).toBe(0);
  const [email, ...others] = await toAnn(desk);
  expect([email!.text.includes("A second later."), others]).toEqual([false, []]);
  desk.pass(hourMs);
  expect((await toAnn(desk))[0]!.text).toContain("A second later.");
});

it("staff have an email for each message, and the author none", async () => {
  const desk = await openFor("daily");
  const taskId = await openWorking(desk);
  await toAnn(desk);
  desk.sent.length = 0;
  await desk.post(taskId, { author: desk.world.people.ann });
  await toAnn(desk);
  expect(desk.sent.map(({ to }) => to.address).toSorted()).toEqual([lee, priya, tom]);
  expect(await waiting(desk)).toEqual({ count: 1 });
});
