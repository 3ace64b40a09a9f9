import { describe, expect, it } from "vitest";
import { recordIntakeFault } from "../../src/store/intake-faults.ts";
import { openApp, receiveEmail, startedAt } from "./app.ts";

describe("the staff's desk", () => {
  it("lists all tasks with client, stage, whose turn it is and how old the last words are", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    await app.taskWith({ clientId: clients.harbor, author: people.priya, title: "We asked" });
    await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "They wrote" });
    app.time.now = new Date("2026-03-02T12:10:00.000Z");
    const page = await (await app.signedIn(people.tom)).get("/");
    expect(page.text).toContain("3 hours ago");
    const rows = page.text.split('<li class="task-row').slice(1);
    expect(rows.map((row) => /<bdi>([^<]+)<\/bdi>/u.exec(row)![1])).toEqual(["They wrote", "We asked"]);
    expect(rows[0]).toContain("Waiting for us");
    expect(rows[0]).toContain("Lumen Robotics");
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
    let path: string | undefined = "/?turn=us";
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

  it("says what to do when there is nothing yet", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    expect((await browser.get("/")).text).toContain("There are no tasks yet.");
    expect((await browser.get("/?turn=us")).text).toContain("Nothing here.");
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
    expect(page.text).toContain("Your turn");
    expect(page.text).not.toContain("A secret of Lumen");
    expect(page.text).toContain("mailto:work@reply.northbeam.example");
  });
});

it("sends a stranger from the home page to the sign-in page", async () => {
  const app = await openApp();
  const page = await app.browser().get("/");
  expect([page.status, page.location]).toEqual([303, "/sign-in"]);
});
