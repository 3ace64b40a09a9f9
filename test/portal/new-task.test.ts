import { expect, it } from "vitest";
import { listAttachmentsOfTask, listMessages } from "../../src/store/messages.ts";
import { listParticipants } from "../../src/store/participants.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { formKey, formWith, openApp, type App } from "./app.ts";

async function fill(app: App, fields: Record<string, string> = {}) {
  const { clients, people } = app.world;
  const browser = await app.signedIn(people.priya);
  const page = await browser.get(`/tasks/new?client=${clients.harbor}`);
  const whole = {
    key: formKey(page, "/tasks"),
    client: String(clients.harbor),
    title: "New site",
    text: "Let us begin.",
    contact: String(people.lee.id),
    ...fields,
  };
  return { browser, whole };
}

it("asks for the client first, then shows that client's contacts, all of them chosen", async () => {
  const app = await openApp();
  const { clients, people } = app.world;
  const browser = await app.signedIn(people.priya);
  const first = await browser.get("/tasks/new");
  expect(first.text).toContain(`/tasks/new?client=${clients.lumen}`);
  const second = await browser.get(`/tasks/new?client=${clients.harbor}`);
  expect(second.text).toMatch(/value="\d+" checked> <span>Ann Weber/u);
  expect(second.text).not.toContain("Dana Ruiz");
  expect((await browser.get("/tasks/new?client=999")).status).toBe(404);
});

it("opens the task with its first message, files and the chosen people, once", async () => {
  const app = await openApp();
  const { browser, whole } = await fill(app);
  const send = () =>
    browser.post("/tasks", formWith(whole, [new File(["plan"], "plan.txt", { type: "text/plain" })]));
  const pages = await Promise.all([send(), send()]);
  const [task, ...others] = await listTasks(app.store.read, 1);
  expect(others).toEqual([]);
  expect(pages.map((page) => page.location)).toEqual([`/tasks/${task!.id}`, `/tasks/${task!.id}`]);
  expect(await listMessages(app.store.read, task!.id, { withNotes: true })).toHaveLength(1);
  expect(await listAttachmentsOfTask(app.store.read, task!.id)).toHaveLength(1);
  const names = (await listParticipants(app.store.read, task!.id)).map((row) => row.name);
  expect(names).toEqual(["Priya Nair", "Lee Okafor", "Tom Becker"]);
});

it("keeps what was typed and chosen when something is missing", async () => {
  const app = await openApp();
  const faults: [fields: Record<string, string>, words: string][] = [
    [{ title: " " }, "Give the task a title."],
    [{ text: "" }, "Write a message or attach a file first."],
    [{ title: "x".repeat(151) }, "150 characters at most"],
    [{ contact: String(app.world.people.dana.id) }, "does not belong to its client"],
  ];
  const { browser, whole } = await fill(app);
  for (const [fields, words] of faults) {
    const page = await browser.post("/tasks", { ...whole, ...fields });
    expect(page.status).toBe(422);
    expect(page.text).toContain(words);
    expect(page.text).toContain((fields["text"] ?? whole.text) + "</textarea>");
  }
  const nobody = await browser.post("/tasks", {
    key: "k",
    client: whole.client,
    title: "Kept title",
    text: "Kept words",
  });
  expect(nobody.text).toContain("Choose at least one person");
  expect(nobody.text).toContain('value="Kept title"');
  expect(await listTasks(app.store.read, 1)).toEqual([]);
});
