// Saved replies: written and changed on a page of their own, filled in on a task.
import { expect, it } from "vitest";
import { addSavedReply } from "../../src/actions/add-saved-reply.ts";
import { savedRepliesMax } from "../../src/domain/saved-reply.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { savedReplyPageSize } from "../../src/store/saved-replies.ts";
import { openApp, startedAt } from "./app.ts";

async function openScene() {
  const app = await openApp();
  return { app, people: app.world.people, priya: await app.signedIn(app.world.people.priya) };
}

it("are written, changed and deleted, each with an event that keeps the words", async () => {
  const { app, priya } = await openScene();
  expect((await priya.get("/saved-replies")).text).toContain("There are no saved replies yet.");
  const saved = await priya.post("/saved-replies", { title: " Hello ", text: "Hi {contact},\n<b>" });
  expect([saved.status, saved.location]).toEqual([303, "/saved-replies"]);
  const list = await priya.get("/saved-replies");
  expect(list.text).toContain('<a href="/saved-replies/1"><strong><bdi>Hello</bdi></strong></a>');
  expect(list.text).toContain("Hi {contact}, &lt;b&gt;");
  const one = await priya.get("/saved-replies/1");
  expect(one.text).toContain("Hi {contact},\n&lt;b&gt;</textarea>");
  await priya.post("/saved-replies/1", { title: "Hello", text: "Dear {contact}" });
  await priya.post("/saved-replies/1", { title: "Hello", text: "Dear {contact}" });
  expect((await priya.get("/saved-replies/1")).text).toContain("Dear {contact}</textarea>");
  for (const _ of [1, 2]) expect((await priya.post("/saved-replies/1/delete", {})).status).toBe(303);
  expect((await priya.get("/saved-replies/1")).status).toBe(404);
  expect((await priya.post("/saved-replies/1", { title: "x", text: "x" })).status).toBe(404);
  const events = await app.store.read.all<{ type: string; payload: string }>(
    "select type, payload from events where type like 'saved_reply.%' order by id",
  );
  expect(events.map(({ type, payload }) => [type, (JSON.parse(payload) as { text: string }).text])).toEqual([
    ["saved_reply.added", "Hi {contact},\n<b>"],
    ["saved_reply.changed", "Dear {contact}"],
    ["saved_reply.deleted", "Dear {contact}"],
  ]);
});

it("with an unknown placeholder come back as they were typed, and the page names it in the reader's language", async () => {
  const { app, priya, people } = await openScene();
  const refused = await priya.post("/saved-replies", { title: "T", text: "Until {deadline}" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("{deadline} is no placeholder. There are {contact}, ");
  expect(refused.text).toContain("Until {deadline}</textarea>");
  await priya.post("/saved-replies", { title: "T", text: "Hi" });
  await app.store.write((rows) => rows.run("update staff set locale = 'de'"));
  const german = await app.signedIn(people.priya);
  const again = await german.post("/saved-replies/1", { title: "T", text: "Bis {frist}" });
  expect(again.text).toContain("{frist} ist kein Platzhalter.");
  expect(again.text).toContain("der voraussichtliche Termin");
});

it("are listed by title on pages of fifty, and are not without end", async () => {
  const { app, priya, people } = await openScene();
  await app.store.write(async (rows) => {
    for (let i = 0; i < savedRepliesMax; i++) {
      await addSavedReply(rows, startedAt, { title: `b${i}`, text: "x", byStaffId: people.priya.id });
    }
    await rows.run("update saved_replies set title = 'A first' where id = 99");
  });
  const first = await priya.get("/saved-replies");
  expect(first.text.split('class="email-row"')).toHaveLength(savedReplyPageSize + 1);
  expect(first.text.indexOf("A first")).toBeLessThan(first.text.indexOf(">b0<"));
  expect(first.text).toContain('href="/saved-replies?page&#x3D;2" rel="next"');
  expect((await priya.get("/saved-replies?page=10")).text).not.toContain('rel="next"');
  const more = await priya.post("/saved-replies", { title: "One more", text: "x" });
  expect(more.status).toBe(429);
  expect(more.text).toContain("There are 500 saved replies already.");
});

it("one that is chosen on a task fills the composer, in the language of its contact, and changes nothing", async () => {
  const { app, priya, people } = await openScene();
  const { clients } = app.world;
  const taskId = await app.taskWith({
    clientId: clients.harbor,
    author: people.ann,
    title: "Form {staff} <i>",
  });
  await app.say({ taskId, author: people.lee });
  const text =
    "Hi {contact-first-name} ({contact}, {client}): {task} #{number}, {estimate}, {delivery}. {staff}, {agency}";
  await priya.post("/saved-replies", { title: "All & more", text });
  await app.store.write((rows) =>
    rows.run("update tasks set delivery_on = '2026-03-09' where id = ?", taskId),
  );
  await app.store.write((rows) => rows.run("update contacts set locale = 'de' where id = ?", people.lee.id));
  const before = await fingerprintTables(app.store.read);
  const page = await priya.get(`/tasks/${taskId}?reply=1`);
  expect(page.text).toMatch(
    /\nHi Lee \(Lee [^,]+, Harbor Dental\): Form \{staff\} &lt;i&gt; #\d+, \[estimate\], [^.]*9\. März[^.]*\. Priya Nair, Northbeam<\/textarea>/u,
  );
  expect(page.text).toContain("this task has no value yet for [estimate]");
  expect(page.text).toContain('<details class="saved-replies" open>');
  expect(await fingerprintTables(app.store.read)).toEqual(before);
  for (const choice of ["?reply=4711", "?reply=x", "?reply=1&reply=1", ""]) {
    const other = await priya.get(`/tasks/${taskId}${choice}`);
    expect([choice, other.status, other.text.includes("Hi Lee")]).toEqual([choice, 200, false]);
  }
  const ann = await app.signedIn(people.ann);
  expect((await ann.get(`/tasks/${taskId}?reply=1`)).text).not.toMatch(/Hi Lee|saved-repl/u);
});
