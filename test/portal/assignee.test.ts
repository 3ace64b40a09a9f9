// On the page of a task: who answers for it, who follows it, and mentions in notes.
import { expect, it } from "vitest";
import { findParticipantOf } from "../../src/store/participants.ts";
import { getTask } from "../../src/store/tasks.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { openApp, type Page } from "./app.ts";

async function openScene() {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
  const path = `/tasks/${taskId}`;
  return {
    app,
    people,
    taskId,
    path,
    priya: await app.signedIn(people.priya),
    ann: await app.signedIn(people.ann),
  };
}

/** Its words without what shields names. */
const told = ({ text }: Page) => text.replaceAll(/<\/?bdi>/gu, "");

it("staff take a task or assign it by forms, and its client sees whom to turn to", async () => {
  const { app, people, taskId, path, priya, ann } = await openScene();
  expect((await priya.get(path)).text).toContain("Take it</button>");
  const taken = await priya.post(`${path}/assign`, { staff: String(people.priya.id) });
  expect([taken.status, taken.location]).toEqual([303, path]);
  const page = await priya.get(path);
  expect(page.text).toContain(`<option value="${people.priya.id}" selected>Priya Nair</option>`);
  expect(page.text).not.toContain("Take it</button>");
  expect(told(page)).toContain("Priya Nair took it on.");
  await priya.post(`${path}/assign`, { staff: String(people.tom.id) });
  const clients = await ann.get(path);
  expect(clients.text).toContain("Your contact: <bdi>Tom Becker</bdi>");
  expect(clients.text).not.toMatch(/took it on|assigned it|name="staff"/u);
  expect(told(await priya.get(path))).toContain("Priya Nair assigned it to Tom Becker.");
  await priya.post(`${path}/assign`, { staff: "" });
  expect((await getTask(app.store.read, taskId)).assigneeStaffId).toBeNull();
  expect((await ann.get(path)).text).not.toContain("Your contact");
  expect((await priya.post(`${path}/assign`, { staff: "4711" })).status).toBe(422);
  expect((await priya.post(`${path}/assign`, { staff: "x" })).status).toBe(404);
  expect((await ann.post(`${path}/assign`, { staff: String(people.tom.id) })).status).toBe(404);
});

it("staff follow and unfollow; clients mute", async () => {
  const { app, people, taskId, path, priya, ann } = await openScene();
  expect((await priya.post(`${path}/unfollow`, {})).status).toBe(303);
  expect((await priya.get(path)).text).toContain("Not following.");
  expect((await priya.post(`${path}/follow`, {})).status).toBe(303);
  const page = await priya.get(path);
  expect(page.text).toContain("Following: you get its emails.");
  expect(told(page)).toContain("Priya Nair follows it.");
  expect(page.text).not.toContain("Mute this task");
  expect((await ann.get(path)).text).toContain("Mute this task");
  expect((await ann.get(path)).text).not.toMatch(/Follow|Unfollow|[Ff]ollowing/u);
  await priya.post(`${path}/unfollow`, {});
  expect((await findParticipantOf(app.store.read, taskId, people.priya))?.mutedAt).not.toBeNull();
  expect(told(await priya.get(path))).toContain("Priya Nair follows it no more.");
  expect((await ann.post(`${path}/follow`, {})).status).toBe(404);
});

it("a mention is marked in a note and nowhere else, whatever stands around it", async () => {
  const { app, people, taskId, path, priya, ann } = await openScene();
  await app.say({ taskId, author: people.priya, isNote: true, text: "<i>@Tom</i> & @tom becker" });
  await app.say({ taskId, author: people.priya, text: "@Tom calls you" });
  const html = '<p>@Tom &lt;b&gt; <a href="https://x.example/">@Tom</a></p>';
  const reply = replyOf([{ ...blockOf("kept", "@Tom <b> @Tom"), html }]);
  await app.say({
    taskId,
    author: people.priya,
    isNote: true,
    channel: "email",
    reply,
    internetMessageId: "<1@x>",
  });
  const page = await priya.get(path);
  const marked = (words: string) => `<mark>${words}</mark>`;
  expect(page.text).toContain(`&lt;i&gt;${marked("@Tom")}&lt;/i&gt; &amp; ${marked("@tom becker")}`);
  expect(page.text).toContain("@Tom calls you");
  expect(page.text).toContain(`${marked("@Tom")} &lt;b&gt; <a href="https://x.example/"`);
  expect(page.text.split("<mark>")).toHaveLength(4);
  expect(told(page)).toContain("Priya Nair mentioned Tom Becker in a note.");
  expect(page.text).toContain('data-mentions="[&quot;Tom&quot;]"');
  expect((await ann.get(path)).text).not.toMatch(/mention/u);
});

it("the page says all that in German", async () => {
  const { app, people, taskId, path, ann } = await openScene();
  await app.store.write((rows) => rows.run("update staff set locale = 'de'"));
  await app.store.write((rows) => rows.run("update contacts set locale = 'de'"));
  const priya = await app.signedIn(people.priya);
  await priya.post(`${path}/assign`, { staff: String(people.priya.id) });
  await app.say({ taskId, author: people.priya, isNote: true, text: "@Tom" });
  const page = await priya.get(path);
  for (const words of [
    "Zuständig",
    "Nicht mehr folgen",
    "Priya Nair hat die Aufgabe übernommen.",
    "hat Tom Becker in einer Notiz erwähnt",
  ]) {
    expect(told(page)).toContain(words);
  }
  expect((await ann.get(path)).text).toContain("Ihr Kontakt: <bdi>Priya Nair</bdi>");
});
