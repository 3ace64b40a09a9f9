// Staff see and add clients with their people, and see, add and change plans; in the browser, in both languages.
import { describe, expect, it } from "vitest";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { findClientByName, listPlans } from "../../src/store/clients.ts";
import { findPersonByAddress, listApprovers } from "../../src/store/people.ts";
import { addressOf } from "../support/world.ts";
import { openApp, startedAt, type App } from "./app.ts";

const iris = { person: "Iris Nova", address: "iris@nova.example", locale: "de", zone: "Europe/Berlin" };
const nova = { ...iris, name: "Nova Optics", plan: "Premium", "may-approve": "yes" };
const longName = "Donaudampfschifffahrtsgesellschaft".repeat(2);
const hebrew = "שרה כהן";

async function speakGerman(app: App): Promise<void> {
  await app.store.write((rows) => rows.run("update staff set locale = 'de'"));
}

const rowsOf = (text: string) => text.split('<li class="queue-row">').slice(1);

describe("the list of clients", () => {
  it("shows each with its plan, its places, its open tasks and its people, without those who were erased", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    for (const title of ["One", "Two"])
      await app.taskWith({ clientId: clients.harbor, author: people.ann, title });
    await app.store.write(async (rows) => {
      await rows.run("update tasks set stage = 'Working' where title = 'One'");
      await eraseContact(rows, startedAt, { address: addressOf("lee"), withWords: false });
    });
    const { text } = await (await app.signedIn(people.tom)).get("/clients");
    const row = rowsOf(text).find((each) => each.includes("Harbor Dental"))!;
    expect(row).toContain(`href="/clients/${clients.harbor}"`);
    for (const words of ["Standard", "2 open tasks", "one person", "1 of 1 place taken"])
      expect(row).toContain(words);
  });

  it("goes on over pages, by name", async () => {
    const app = await openApp();
    await app.store.write(async (rows) => {
      for (let number = 100; number < 160; number++)
        await rows.run(
          "insert into clients (name, plan_id, created_at) values (?, 1, ?)",
          `Many ${number}`,
          startedAt,
        );
    });
    const staff = await app.signedIn(app.world.people.tom);
    const first = (await staff.get("/clients")).text;
    const second = (await staff.get("/clients?page=2")).text;
    expect([rowsOf(first).length, rowsOf(second).length]).toEqual([50, 13]);
    expect(first).toContain('href="/clients?page&#x3D;2"');
    expect(second).toContain("Many 159");
    expect((await staff.get("/clients?page=9999")).status).toBe(200);
  });

  it("speaks German to a German colleague, and keeps names as they are written", async () => {
    const app = await openApp();
    await speakGerman(app);
    await app.store.write((rows) =>
      rows.run("insert into clients (name, plan_id, created_at) values (?, 1, ?)", hebrew, startedAt),
    );
    const { text } = await (await app.signedIn(app.world.people.tom)).get("/clients");
    for (const words of [
      ">Kunden<",
      "Kunden anlegen",
      "noch niemand",
      "0 von 1 Platz belegt",
      `<bdi>${hebrew}</bdi>`,
    ])
      expect(text).toContain(words);
  });
});

describe("adding a client", () => {
  it("adds it with its first person at once, who may approve, and says so in the audit trail", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    const answer = await staff.post("/clients", nova);
    const client = (await findClientByName(app.store.read, "Nova Optics"))!;
    expect([answer.status, answer.location]).toEqual([303, `/clients/${client.id}`]);
    expect(client.planName).toBe("Premium");
    expect(await findPersonByAddress(app.store.read, "iris@nova.example")).toMatchObject({
      name: "Iris Nova",
      clientId: client.id,
      locale: "de",
      timeZone: "Europe/Berlin",
    });
    expect(await listApprovers(app.store.read, client.id)).toHaveLength(1);
    const { text } = await staff.get(`/audit?client=${client.id}`);
    expect(text).toContain(
      "<bdi>Tom Becker</bdi> added the client <bdi>Nova Optics</bdi> on the plan <bdi>Premium</bdi>.",
    );
    expect(text).toContain(
      "<bdi>Tom Becker</bdi> added <bdi>Iris Nova</bdi> to <bdi>Nova Optics</bdi>, who may approve.",
    );
  });

  it("says beside each field what is wrong with it, keeps what was typed, and adds nothing", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    const page = await staff.post("/clients", {
      ...nova,
      name: " ",
      plan: "Gold",
      address: "no address",
      zone: "Mars/Base",
      person: longName,
    });
    expect(page.status).toBe(422);
    for (const id of ["name-problem", "plan-problem", "new-address-problem", "new-zone-problem"]) {
      expect(page.text).toMatch(new RegExp(`aria-describedby="${id}`, "u"));
      expect(page.text).toMatch(new RegExp(`<p class="problem" id="${id}" role="alert">[^<]{10,}`, "u"));
    }
    expect(page.text).toContain("“Mars/Base” is not a time zone");
    expect(page.text).not.toContain('id="new-person-problem"');
    for (const value of ["no address", "Mars/Base", longName])
      expect(page.text).toContain(`value="${value}"`);
    expect(page.text).toMatch(/name="may-approve" value="yes" checked/u);
    expect(page.text.replace(/<dialog[^]*?<\/dialog>/u, "").split(" autofocus").length - 1).toBe(1);
    expect(await findPersonByAddress(app.store.read, "iris@nova.example")).toBeUndefined();
  });

  it("refuses a name or an address that is taken, beside that field, in the reader's language, and adds neither", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    const taken = await staff.post("/clients", { ...nova, name: "harbor dental" });
    expect(taken.status).toBe(409);
    expect(taken.text).toMatch(
      /id="name-problem" role="alert">There is a client called “Harbor Dental” already\./u,
    );
    await speakGerman(app);
    const hers = await staff.post("/clients", { ...nova, address: addressOf("ann") });
    expect(hers.status).toBe(409);
    expect(hers.text).toMatch(/id="new-address-problem" role="alert">[^<]* gehört schon zu Ann Weber\./u);
    const ours = await staff.post("/clients", { ...nova, address: "x@reply.northbeam.example" });
    expect(ours.text).toContain("E-Mails an x@reply.northbeam.example kommen hier an");
    expect(await findClientByName(app.store.read, "Nova Optics")).toBeUndefined();
  });
});

describe("adding a person", () => {
  it("is done on the client's page, and refused there", async () => {
    const app = await openApp();
    const { harbor } = app.world.clients;
    const staff = await app.signedIn(app.world.people.tom);
    const path = `/clients/${harbor}/people`;
    expect((await staff.get(`/clients/${harbor}`)).text).toContain(`action="${path}"`);
    const refused = await staff.post(path, { ...iris, person: hebrew, zone: "Nowhere" });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`value="${hebrew}"`);
    expect(refused.text).toMatch(/id="new-zone-problem" role="alert">/u);
    const again = await staff.post(path, { ...iris, address: addressOf("lee") });
    expect([again.status, again.text.includes("belongs to Lee Okafor already.")]).toEqual([409, true]);
    expect((await staff.post(path, { ...iris, person: hebrew })).status).toBe(303);
    const { text } = await staff.get(`/clients/${harbor}`);
    expect(text).toContain(`<bdi>${hebrew}</bdi>`);
    expect(text).toContain(`href="/audit?client=${harbor}"`);
    expect((await staff.post("/clients/4711/people", iris)).status).toBe(404);
  });
});

describe("the plans", () => {
  it("can be added and changed; what is wrong is said beside its field in the form that was sent", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    const starter = { name: "Starter", tasks: "1", strategy: "0", training: "2" };
    expect((await staff.post("/plans", starter)).status).toBe(303);
    const plan = (await listPlans(app.store.read)).find(({ name }) => name === "Starter")!;
    expect(plan).toMatchObject({ activeTasksMax: 1, strategySessionsMonthly: 0, trainingSessionsMonthly: 2 });
    expect((await staff.post("/plans", { ...starter, name: "STARTER" })).status).toBe(409);
    const changed = await staff.post(`/plans/${plan.id}`, { tasks: "4", strategy: "1", training: "2" });
    expect([changed.status, changed.location]).toEqual([303, `/plans#plan-${plan.id}`]);
    expect((await listPlans(app.store.read)).at(-1)).toMatchObject({ name: "Starter", activeTasksMax: 4 });
    for (const tasks of ["0", "51", "two", "1.5", "", "-1"]) {
      const page = await staff.post(`/plans/${plan.id}`, { tasks, strategy: "101", training: "2" });
      expect(page.status).toBe(422);
      expect(page.text).toContain(
        `id="plan-${plan.id}-tasks-problem" role="alert">A whole number from 1 to 50`,
      );
      expect(page.text).toContain(`id="plan-${plan.id}-strategy-problem"`);
      expect(page.text).toContain(`id="plan-${plan.id}-strategy" name="strategy" type="text" value="101"`);
    }
    expect((await staff.post("/plans/4711", starter)).status).toBe(404);
  });

  it("say what a change does, and how many clients have each, in both languages", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    const { text } = await staff.get("/plans");
    expect(text).toContain("What is being worked on goes on");
    expect(text).toContain("one client has it");
    await speakGerman(app);
    const german = (await staff.get("/plans")).text;
    expect(german).toContain("was gebucht ist, bleibt gebucht");
    expect(german).toContain("hat ein Kunde");
    expect((await staff.post("/plans/1", { tasks: "x", strategy: "0", training: "0" })).text).toContain(
      "Bitte eine ganze Zahl von 1 bis 50.",
    );
  });

  it("are changed by somebody, whom the audit trail names", async () => {
    const app = await openApp();
    const staff = await app.signedIn(app.world.people.tom);
    await staff.post("/plans/1", { tasks: "7", strategy: "1", training: "0" });
    expect((await staff.get("/audit")).text).toContain(
      "<bdi>Tom Becker</bdi> set the plan <bdi>Standard</bdi>: <bdi>7</bdi> at a time",
    );
  });
});

it("is for staff alone", async () => {
  const app = await openApp();
  for (const browser of [app.browser(), await app.signedIn(app.world.people.ann)]) {
    for (const path of ["/clients", "/plans"]) expect((await browser.get(path)).status).toBe(404);
    expect((await browser.post("/clients", nova)).status).toBe(404);
    expect(
      (await browser.post("/plans", { name: "Mine", tasks: "9", strategy: "0", training: "0" })).status,
    ).toBe(404);
  }
});
