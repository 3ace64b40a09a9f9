// The people of a company: for its own people, of whom an approver says who else may approve, and for staff on the client's page.
import { describe, expect, it } from "vitest";
import { listApprovers } from "../../src/store/people.ts";
import { openApp } from "./app.ts";

async function scene() {
  const app = await openApp();
  const { people, clients } = app.world;
  const approvers = async () => (await listApprovers(app.store.read, clients.harbor)).map(({ name }) => name);
  return { app, people, clients, approvers, lee: String(people.lee.id), ann: String(people.ann.id) };
}

describe("/people", () => {
  it("lists a company's own people and who may approve; an approver says who else may", async () => {
    const { app, people, approvers, lee, ann } = await scene();
    const browser = await app.signedIn(people.ann);
    const page = await browser.get("/people");
    expect(page.text).toContain("People of Harbor Dental");
    expect(page.text).toMatch(/Ann Weber<\/bdi><\/span> <span class="badge badge-handled">may approve/u);
    expect(page.text).toContain("lee@harbordental.example");
    expect(page.text).not.toContain("lumenrobotics");
    // There is always somebody who may.
    expect(page.text).not.toContain("May not approve any more");
    const named = await browser.post("/people", { contact: lee, change: "add" });
    expect([named.status, named.location]).toEqual([303, "/people"]);
    expect(await approvers()).toEqual(["Ann Weber", "Lee Okafor"]);
    expect((await browser.get("/people")).text.match(/May not approve any more/gu)).toHaveLength(2);
    await browser.post("/people", { contact: ann, change: "remove" });
    expect(await approvers()).toEqual(["Lee Okafor"]);
    expect((await browser.get("/people")).text).not.toContain('action="/people"');
  });

  it("refuses in words what cannot be, and shows the page as it is", async () => {
    const { app, people, approvers, lee, ann } = await scene();
    const browser = await app.signedIn(people.ann);
    const last = await browser.post("/people", { contact: ann, change: "remove" });
    expect([last.status, last.text.includes("Ann Weber is the only one who may approve")]).toEqual([
      409,
      true,
    ]);
    const colleague = await app.signedIn(people.lee);
    expect((await colleague.get("/people")).text).not.toContain('action="/people"');
    const refused = await colleague.post("/people", { contact: lee, change: "add" });
    expect([refused.status, refused.text.includes("Only those who may approve")]).toEqual([403, true]);
    for (const contact of [String(people.dana.id), "x", ""]) {
      expect([contact, (await browser.post("/people", { contact, change: "add" })).status]).toEqual([
        contact,
        404,
      ]);
    }
    expect(await approvers()).toEqual(["Ann Weber"]);
  });

  it("says when nobody may approve yet", async () => {
    const { app, people } = await scene();
    await app.store.write((rows) => rows.run("update contacts set can_approve = 0"));
    const browser = await app.signedIn(people.ann);
    expect((await browser.get("/people")).text).toContain("Nobody may approve finished work yet.");
  });
});

describe("the page of a client", () => {
  it("lets staff say who may approve, and says why not", async () => {
    const { app, people, clients, approvers, lee, ann } = await scene();
    const staff = await app.signedIn(people.tom);
    const path = `/clients/${clients.harbor}/approvers`;
    expect((await staff.get(`/clients/${clients.harbor}`)).text).toContain(`action="${path}"`);
    expect((await staff.post(path, { contact: lee, change: "add" })).status).toBe(303);
    expect((await staff.post(path, { contact: ann, change: "remove" })).status).toBe(303);
    expect(await approvers()).toEqual(["Lee Okafor"]);
    const last = await staff.post(path, { contact: lee, change: "remove" });
    expect([last.status, last.text.includes("Name another one first.")]).toEqual([409, true]);
    expect((await staff.post(path, { contact: String(people.dana.id), change: "add" })).status).toBe(404);
    expect((await staff.post("/clients/4711/approvers", { contact: lee })).status).toBe(404);
  });
});
