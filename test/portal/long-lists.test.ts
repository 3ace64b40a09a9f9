// Lists that grow go over pages or end somewhere and say so, and whatever is beyond can be reached.
import { describe, expect, it } from "vitest";
import { backlogMax } from "../../src/actions/order-backlog.ts";
import { findPlace } from "../../src/store/backlog.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { openApp, receiveEmail, startedAt, type App } from "./app.ts";

/** Tasks of Harbor Dental that wait. */
async function waitMany(app: App, count: number): Promise<number[]> {
  const { clients } = app.world;
  return app.store.write(async (rows) => {
    const ids: number[] = [];
    for (let place = 1; place <= count; place++) {
      const row = await rows.first<{ id: number }>(
        `insert into tasks (client_id, title, stage, opened_at, stage_at, last_message_at, backlog_position,
           estimate_min_minutes, estimate_max_minutes)
         values (?, ?, 'Accepted', ?, ?, ?, ?, 480, 480) returning id`,
        clients.harbor,
        `Waiting ${place}`,
        startedAt,
        startedAt,
        startedAt,
        place,
      );
      ids.push(row!.id);
    }
    return ids;
  });
}

async function addMany(app: App, count: number, clientId = app.world.clients.harbor): Promise<void> {
  await app.store.write(async (rows) => {
    for (let number = 1; number <= count; number++) {
      const row = await rows.first<{ id: number }>(
        "insert into contacts (client_id, name, time_zone, created_at) values (?, ?, 'UTC', ?) returning id",
        clientId,
        `Person ${String(number).padStart(4, "0")}`,
        startedAt,
      );
      await rows.run(
        "insert into contact_addresses (contact_id, address, is_primary, added_at) values (?, ?, 1, ?)",
        row!.id,
        `person${number}@harbordental.example`,
        startedAt,
      );
    }
  });
}

const countOf = (text: string, part: string) => text.split(part).length - 1;

describe("a backlog of 120 tasks", () => {
  it("goes over pages for the client and for staff, with the number of each place", async () => {
    const app = await openApp();
    const ids = await waitMany(app, 120);
    const { ann, tom } = app.world.people;
    const [client, staff] = [await app.signedIn(ann), await app.signedIn(tom)];
    for (const [browser, path] of [
      [client, "/backlog"],
      [staff, `/clients/${app.world.clients.harbor}`],
    ] as const) {
      const pages = await Promise.all(["", "?page=2", "?page=3"].map((query) => browser.get(path + query)));
      expect(pages.map(({ text }) => countOf(text, 'class="queue-place"'))).toEqual([50, 50, 20]);
      expect(pages[0]!.text).toContain(`href="${path}?page&#x3D;2"`);
      expect(pages[2]!.text).toContain('<span class="queue-place">120</span>');
    }
    // The buttons at the ends of a page reach over to the next one.
    const second = (await client.get("/backlog?page=2")).text;
    const first = second.slice(second.indexOf(`id="task-${ids[50]}"`)).split("</li>")[0]!;
    expect(first).toContain(`name="before" value="${ids[49]}"`);
    const last = second.slice(second.indexOf(`id="task-${ids[99]}"`)).split("</li>")[0]!;
    expect(last).toContain(`name="before" value="${ids[101]}"`);
    expect(second).toContain(`data-behind="${ids[100]}"`);
  });

  it("leads to the page on which a task stands after it was moved, or could not be", async () => {
    const app = await openApp();
    const ids = await waitMany(app, 120);
    const client = await app.signedIn(app.world.people.ann);
    const moved = await client.post("/backlog", { task: String(ids[0]), position: "75" });
    expect(moved.location).toBe(`/backlog?page=2#task-${ids[0]}`);
    expect(await findPlace(app.store.read, app.world.clients.harbor, ids[0]!)).toBe(75);
    const refused = await client.post("/backlog", { task: String(ids[110]), position: "last" });
    expect(refused.text).toContain(`id="place-problem-${ids[110]}"`);
    const lastId = await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
    const task = await client.get(`/tasks/${lastId}`);
    expect(task.text).toContain("number 121 of 121");
    expect(task.text).toContain(`href="/backlog?page&#x3D;3#task-${lastId}"`);
  });

  it("has places beyond what an event names", async () => {
    const app = await openApp();
    const ids = await waitMany(app, backlogMax + 60);
    const client = await app.signedIn(app.world.people.ann);
    const place = backlogMax + 20;
    const moved = await client.post("/backlog", { task: String(ids[0]), position: String(place) });
    expect(moved.location).toBe(`/backlog?page=${Math.ceil(place / 50)}#task-${ids[0]}`);
  });
});

describe("a client with 120 people", () => {
  it("lists them over pages, and stays on the page of the one who was changed", async () => {
    const app = await openApp();
    await addMany(app, 120);
    const { harbor } = app.world.clients;
    const { ann, tom } = app.world.people;
    const [client, staff] = [await app.signedIn(ann), await app.signedIn(tom)];
    const [own, ours] = [await client.get("/people?page=2"), await staff.get(`/clients/${harbor}?people=2`)];
    for (const { text } of [own, ours]) expect(countOf(text, "Let them approve")).toBe(50);
    expect(own.text).toContain('href="/people?page&#x3D;3"');
    expect(ours.text).toContain(`href="/clients/${harbor}?people&#x3D;3"`);
    const contact = /name="contact" value="(\d+)"/u.exec(own.text)![1]!;
    const changed = await client.post("/people", { contact, change: "add", page: "2" });
    expect(changed.location).toBe("/people?page=2");
    const taken = await staff.post(`/clients/${harbor}/approvers`, { contact, change: "remove", page: "2" });
    expect(taken.location).toBe(`/clients/${harbor}?people=2#people-title`);
  });

  it("has a task opened for as many as a form takes, and says where the others are", async () => {
    const app = await openApp();
    await addMany(app, 120);
    const { harbor } = app.world.clients;
    const staff = await app.signedIn(app.world.people.tom);
    const { text } = await staff.get(`/tasks/new?client=${harbor}`);
    expect(countOf(text, 'name="contact"')).toBe(80);
    expect(text).toContain("the first 80");
    const form = new URLSearchParams({ client: String(harbor), title: "For all", text: "Hello" });
    for (const [, id] of text.matchAll(/name="contact" value="(\d+)"/gu)) form.append("contact", id!);
    form.append("form-token", await staff.tokenFor("/tasks"));
    const cookie = [...staff.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init = { method: "POST", body: form, headers: { cookie }, redirect: "manual" } as const;
    expect((await fetch(`${app.url}/tasks`, init)).status).toBe(303);
  });
});

it("a client to open a task for is found over pages", async () => {
  const app = await openApp();
  await app.store.write(async (rows) => {
    for (let number = 100; number < 160; number++)
      await rows.run(
        "insert into clients (name, plan_id, created_at) values (?, 1, ?)",
        `Z ${number}`,
        startedAt,
      );
  });
  const staff = await app.signedIn(app.world.people.tom);
  const first = (await staff.get("/tasks/new")).text;
  expect(countOf(first, "/tasks/new?client=")).toBe(50);
  expect(first).toContain('href="/tasks/new?page&#x3D;2"');
  expect((await staff.get("/tasks/new?page=2")).text).toContain("Z 159");
});

describe("a held email among 300 people", () => {
  it("lists 200 to choose from, and takes the address of anybody else", async () => {
    const app = await openApp();
    await addMany(app, 300, app.world.clients.lumen);
    const taskId = await app.taskWith({ clientId: app.world.clients.lumen, author: app.world.people.dana });
    const emailId = await receiveEmail(app);
    const staff = await app.signedIn(app.world.people.tom);
    const { text } = await staff.get(`/emails/${emailId}`);
    const form = text.slice(text.indexOf("/accept"), text.indexOf("/add-address"));
    expect(countOf(form, 'value="contact:')).toBe(200);
    expect(form).toContain('name="author-address"');
    const accept = (address: string) =>
      staff.post(`/emails/${emailId}/accept`, {
        author: "",
        "author-address": address,
        task: "",
        "task-number": String(taskId),
      });
    const refused = await accept("nobody@elsewhere.example");
    expect(refused.status).toBe(404);
    expect(refused.text).toMatch(/id="accept-author-address-problem" role="alert">Nobody here is known/u);
    expect(refused.text).toContain('value="nobody@elsewhere.example"');
    expect((await accept("Person300@harbordental.example")).status).toBe(303);
    expect((await findInboundEmail(app.store.read, emailId))?.ruling?.kind).toBe("post");
  });

  it("lists everybody and asks for no address where they are few", async () => {
    const app = await openApp();
    const emailId = await receiveEmail(app);
    const staff = await app.signedIn(app.world.people.tom);
    expect((await staff.get(`/emails/${emailId}`)).text).not.toContain("author-address");
  });
});
