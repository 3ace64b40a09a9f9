import { describe, expect, it } from "vitest";
import type { Person } from "../../src/domain/person.ts";
import { recordIntakeFault } from "../../src/store/intake-faults.ts";
import { openApp, receiveEmail, startedAt, type App } from "./app.ts";

describe("the staff's desk", () => {
  it("shows who waits for an answer, the longest first, and how old their words are", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    await app.taskWith({ clientId: clients.harbor, author: people.priya, title: "We asked" });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "They wrote" });
    app.time.now = new Date("2026-03-02T12:10:00.000Z");
    await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "They wrote later" });
    const page = await (await app.signedIn(people.tom)).get("/");
    expect(page.text).toContain("3 hours ago");
    const rows = rowsOf(page.text);
    expect(rows.map(titleOf)).toEqual(["They wrote", "They wrote later"]);
    expect(rows[0]).toContain("Waiting for us");
    expect(rows[0]).toContain("Lumen Robotics");
    expect(page.text).toMatch(/Waiting for us <span class="amount">2</u);
  });

  it("shows what is in work by its date, what waits for approval, and who has a place free for which task", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const open = async (clientId: number, title: string, steps: readonly Step[], day = "2026-03-09") => {
      const taskId = await app.taskWith({ clientId, author: people.priya, title });
      await takeSteps(app, taskId, steps, day);
    };
    await open(clients.lumen, "Later", ["accept", "start"], "2026-03-20");
    await open(clients.lumen, "Sooner", ["accept", "start"], "2026-03-05");
    await open(clients.harbor, "Look at this", ["accept", "start", "hand-over"]);
    await open(clients.atlas, "Could start", ["accept"]);
    app.time.now = new Date("2026-03-09T12:00:00.000Z");
    const { text } = await (await app.signedIn(people.tom)).get("/");
    const parts = Object.fromEntries(
      text
        .split('aria-labelledby="')
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('"')), part] as const),
    );
    expect([...parts["working-title"]!.matchAll(/<bdi>([^<]+)<\/bdi>/gu)].map(([, title]) => title)).toEqual([
      "Sooner",
      "Later",
    ]);
    expect(parts["working-title"]).toContain("was due Thu 5 Mar");
    expect(parts["working-title"]).toContain("about Fri 20 Mar");
    expect(parts["pending-title"]).toContain("Look at this");
    expect(parts["free-title"]).toContain("Could start");
    expect(parts["free-title"]).toContain("Atlas Freight");
    expect(parts["free-title"]).not.toContain("Harbor Dental");
  });

  it("shows its reader's own open tasks first, those whose turn it is before those that wait, and leads to all", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const tom = await app.signedIn(people.tom);
    expect((await tom.get("/")).text).toContain("No open task is assigned to you.");
    const assigned = async (title: string, author: Person) => {
      app.time.now = new Date(app.time.now.getTime() + 60_000);
      const taskId = await app.taskWith({ clientId: clients.harbor, author, title });
      await tom.post(`/tasks/${taskId}/assign`, { staff: String(people.tom.id) });
      return taskId;
    };
    await assigned("We asked", people.priya);
    await assigned("They asked", people.ann);
    await assigned("They asked later", people.ann);
    const ended = await assigned("Not for us", people.ann);
    await tom.post(`/tasks/${ended}/decline`, { text: "No." });
    await app.taskWith({ clientId: clients.lumen, author: people.kenji, title: "Nobody's" });
    const { text } = await tom.get("/");
    const own = text.slice(text.indexOf('data-live="own"'), text.indexOf('data-live="unanswered"'));
    expect(rowsOf(own).map(titleOf)).toEqual(["They asked", "They asked later", "We asked"]);
    expect(own).toMatch(/Assigned to you <span class="amount">3</u);
    expect(own).toContain('href="/tasks?show=mine"');
    const all = await tom.get("/tasks?show=mine");
    expect(rowsOf(all.text).map(titleOf).toSorted()).toEqual(
      ["Not for us", "They asked", "They asked later", "We asked"].toSorted(),
    );
    expect(all.text).toMatch(/href="\/tasks\?show(?:=|&#x3D;)mine" aria-current="page">Assigned to you</u);
    const priya = await app.signedIn(people.priya);
    expect(rowsOf((await priya.get("/tasks?show=mine")).text)).toEqual([]);
    const ann = await app.signedIn(people.ann);
    expect((await ann.get("/tasks?show=mine")).text).not.toContain("Assigned to you");
  });

  it("shows the held count on every staff page, and nobody else", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
    await receiveEmail(app);
    await receiveEmail(app, { status: "failed", reason: "too_slow" });
    await receiveEmail(app, { status: "ignored", reason: "discarded" });
    const staff = await app.signedIn(people.tom);
    for (const path of ["/", "/held", "/tasks/new", `/tasks/${taskId}`, "/emails/1", "/nowhere"]) {
      expect((await staff.get(path)).text).toMatch(/class="count"[^>]*>2</u);
    }
    expect((await (await app.signedIn(people.ann)).get("/")).text).not.toContain('class="count"');
  });

  it("says in plain words who was turned away in the last seven days", async () => {
    const app = await openApp();
    await app.store.write(async (rows) => {
      await recordIntakeFault(rows, "/inbound/sendgrid", "The signature does not verify.", 3, startedAt);
      await recordIntakeFault(rows, "/inbound/raw", "Too old to matter.", 1, "2026-02-20T00:00:00.000Z");
    });
    const page = await (await app.signedIn(app.world.people.tom)).get("/");
    expect(page.text).toContain("Something was turned away at the door");
    expect(page.text).toMatch(/The signature does not verify\.<\/strong> <span class="faint">3 times/u);
    expect(page.text).not.toContain("Too old to matter.");
  });

  it("says that all is well when nothing waits", async () => {
    const app = await openApp();
    const { text } = await (await app.signedIn(app.world.people.tom)).get("/");
    for (const words of [
      "Every client has an answer.",
      "Nothing is being worked on.",
      "No email waits for a decision.",
    ])
      expect(text).toContain(words);
  });

  it("speaks the language of its reader", async () => {
    const app = await openApp();
    const { people } = app.world;
    await app.store.write((rows) => rows.run("update staff set locale = 'de' where id = ?", people.tom.id));
    const { text } = await (await app.signedIn(people.tom)).get("/");
    expect(text).toContain('<html lang="de">');
    expect(text).toContain("Alle haben eine Antwort.");
    expect(text).toContain("Ihnen ist keine offene Aufgabe zugewiesen.");
    expect(text).toContain("Zurückgehaltene E-Mails");
  });
});

describe("the list of all tasks", () => {
  it("shows each with client, stage and turn to staff, the newest words first", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    await app.taskWith({ clientId: clients.harbor, author: people.priya, title: "We asked" });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "They wrote" });
    const rows = rowsOf((await (await app.signedIn(people.tom)).get("/tasks")).text);
    expect(rows.map(titleOf)).toEqual(["They wrote", "We asked"]);
    expect(rows[1]).toContain("Waiting for Harbor Dental");
    expect(rows[1]).toContain(">Triage<");
  });

  it("filters by whose turn it is, over all pages", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    for (let number = 1; number <= 130; number += 1) {
      const isOurs = number % 2 === 0;
      const author = isOurs ? people.ann : people.priya;
      await app.taskWith({
        clientId: clients.harbor,
        author,
        title: `${isOurs ? "Ours" : "Theirs"} ${number}`,
      });
    }
    const browser = await app.signedIn(people.tom);
    const seen: string[] = [];
    let path: string | undefined = "/tasks?show=us";
    while (path !== undefined) {
      const page = await browser.get(path);
      seen.push(...[...page.text.matchAll(/<bdi>((?:Ours|Theirs) \d+)<\/bdi>/gu)].map((match) => match[1]!));
      path = /href="([^"]+)" rel="next"/u
        .exec(page.text)?.[1]
        ?.replaceAll("&#x3D;", "=")
        .replaceAll("&amp;", "&");
    }
    expect(seen).toHaveLength(65);
    expect(new Set(seen).size).toBe(65);
    expect(seen.every((title) => title.startsWith("Ours"))).toBe(true);
  });

  it("shows a contact the tasks of their client alone, and by stage", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "Ours" });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "A secret of Lumen" });
    const browser = await app.signedIn(people.lee);
    expect(rowsOf((await browser.get("/tasks")).text).map(titleOf)).toEqual(["Ours"]);
    expect(rowsOf((await browser.get("/tasks?show=triage")).text).map(titleOf)).toEqual(["Ours"]);
    expect((await browser.get("/tasks?show=complete")).text).toContain("Nothing here.");
  });
});

describe("the board", () => {
  it("puts the open tasks of each client side by side by stage, with the places that are taken", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    for (let number = 1; number <= 7; number += 1)
      await app.taskWith({ clientId: clients.harbor, author: people.ann, title: `Request ${number}` });
    const started = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "In work" });
    await takeSteps(app, started, ["accept", "start"], "2026-03-09");
    const { text } = await (await app.signedIn(people.tom)).get("/board");
    const lane = text.slice(text.indexOf("Harbor Dental"));
    expect(lane).toContain("Standard · 1 of 1 place taken");
    expect(lane).toContain("delivery about Mon 9 Mar");
    expect(lane.match(/Request \d/gu)).toHaveLength(5);
    expect(lane).toContain("2 more");
  });
});

describe("a contact's home", () => {
  it("lists the tasks of their client only, and marks what waits for them", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    await app.taskWith({ clientId: clients.harbor, author: people.priya, title: "Ask Ann" });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "A secret of Lumen" });
    const page = await (await app.signedIn(people.lee)).get("/");
    expect(page.text).toContain("Ask Ann");
    expect(page.text).toContain("We asked you something.");
    expect(page.text).not.toContain("A secret of Lumen");
    expect(page.text).toContain("mailto:work@reply.northbeam.example");
  });
});

type Step = "accept" | "start" | "hand-over";

async function takeSteps(app: App, taskId: number, steps: readonly Step[], day: string): Promise<void> {
  const browser = await app.signedIn(app.world.people.priya);
  const fields = { estimate: "2 days", delivery: day, text: "Here it is." };
  for (const step of steps) {
    const { status, text } = await browser.post(`/tasks/${taskId}/${step}`, fields);
    if (status !== 303) throw new Error(text);
  }
}

function rowsOf(text: string): string[] {
  return text.split('<li class="task-row').slice(1);
}

function titleOf(row: string): string {
  return /<bdi>([^<]+)<\/bdi>/u.exec(row)![1]!;
}

it("sends a stranger from the home page to the sign-in page", async () => {
  const app = await openApp();
  const page = await app.browser().get("/");
  expect([page.status, page.location]).toEqual([303, "/sign-in"]);
});
