// Rule 4: the client orders its backlog, by page and by email; changes at once are merged, or refused clearly, and never lost.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { orderBacklog } from "../../../src/actions/order-backlog.ts";
import { listBacklog } from "../../../src/store/backlog.ts";
import { openOffice, taskAt, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

let ids: number[] = [];
const order = async () =>
  (await listBacklog(office.started.store.read, office.world.clients.harbor, 100)).map(({ id }) => id);
const ann = () => ({ kind: "contact", id: office.world.people.ann.id }) as const;

beforeEach(async () => {
  for (const id of await order()) await office.step("ann", id, "withdraw", {});
  ids = [];
  for (const title of ["Alpha", "Beta", "Gamma", "Delta"]) {
    ids.push(await taskAt(office, title === "Gamma" ? "Triage" : "Accepted", `${title} ${ids.length}`));
  }
  expect(await order()).toEqual(ids);
});

describe("Rule 4: on the page", () => {
  const move = async (fields: Record<string, string>) =>
    (await office.signedIn("ann")).post("/backlog", fields);

  it("goes up, down and to a position, wishes in Triage among them", async () => {
    const [a, b, c, d] = ids as [number, number, number, number];
    expect((await move({ task: String(b), before: String(a) })).status).toBe(303);
    expect(await order()).toEqual([b, a, c, d]);
    await move({ task: String(a), before: "" });
    expect(await order()).toEqual([b, c, d, a]);
    await move({ task: String(a), position: "2" });
    expect(await order()).toEqual([b, a, c, d]);
    await move({ task: String(b), position: "99" });
    expect(await order()).toEqual([a, c, d, b]);
    const wrong = await move({ task: String(b), position: "first" });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("a number from 1 on");
    // The page and the first accepted one say the same.
    expect(await office.pageOf("ann", "/backlog")).toMatch(
      /Alpha[\s\S]*starts next[\s\S]*Gamma[\s\S]*Delta[\s\S]*Beta/u,
    );
  });

  it("refuses a move of what has left the backlog, and shows the order as it is", async () => {
    const [a, b] = ids as [number, number];
    await office.step("priya", a, "start", { delivery: "2027-03-20" });
    const page = await move({ task: String(b), before: String(a) });
    expect(page.status).toBe(409);
    expect(page.text).toContain("is not in the backlog any more (Working)");
    await office.step("priya", a, "hand-over", { text: "Done" });
    await office.step("ann", a, "approve", {});
  });

  it("is nobody else’s: another client’s tasks cannot be moved", async () => {
    const lumens = await taskAt(office, "Accepted", "Lumen’s own", "dana");
    const page = await move({ task: String(lumens), before: "" });
    expect(page.status).toBe(403);
  });
});

describe("Rule 4: two changes at once", () => {
  it("by page and by email are both carried out, whichever comes first", async () => {
    const [a, b, c, d] = ids as [number, number, number, number];
    const e = await taskAt(office, "Accepted", "Epsilon 4");
    await office.bring({ from: "Ann Weber <ann@harbordental.example>", subject: "Backlog", body: "" });
    const list = office.newestTo("ann");
    const lee = await office.signedIn("lee");
    const [page, email] = await Promise.all([
      lee.post("/backlog", { task: String(e), before: String(c) }),
      office.answer("ann", "2, 1, 4", list),
    ]);
    expect(page.status).toBe(303);
    expect(email).toMatchObject({ status: "handled", reason: "backlog_ordered" });
    expect(await order()).toEqual([b, a, d, e, c]);
  });

  it("leave a place of that number to mean the order after the first of them", async () => {
    const [a, b, c, d] = ids as [number, number, number, number];
    const { store } = office.started;
    const lee = await office.signedIn("lee");
    let second: Promise<{ status: number }> | undefined;
    await store.write(async (rows) => {
      const change = { kind: "first", taskIds: [d] } as const;
      await orderBacklog(rows, office.now().toISOString(), { by: ann(), change });
      second ??= lee.post("/backlog", { task: String(b), position: "2" });
      // It is at the door now, and waits for this transaction.
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect((await second!).status).toBe(303);
    expect(await order()).toEqual([d, b, a, c]);
  });
});

describe("Rule 4: by email", () => {
  const ask = () =>
    office.bring({ from: "Ann Weber <ann@harbordental.example>", subject: "Backlog", body: "" });

  it("lists the tasks by number and takes an order for an answer", async () => {
    const [a, b, c, d] = ids as [number, number, number, number];
    expect(await ask()).toMatchObject({ status: "handled", reason: "backlog_asked" });
    const list = office.newestTo("ann");
    expect(list.text).toMatch(/1\. Alpha 0[\s\S]*2\. Beta 1[\s\S]*3\. Gamma 2[\s\S]*4\. Delta 3/u);
    expect(await office.answer("ann", "3, 1", list)).toMatchObject({
      status: "handled",
      reason: "backlog_ordered",
    });
    expect(await order()).toEqual([c, a, b, d]);
    expect(office.newestTo("ann").text).toContain("this is your new order");
    // The numbers still mean what that very email listed.
    await office.answer("ann", "4", list);
    expect(await order()).toEqual([d, c, a, b]);
  });

  it("says what has left the backlog since, lists anew, and orders the rest", async () => {
    const [a, b, c, d] = ids as [number, number, number, number];
    await ask();
    const list = office.newestTo("ann");
    await office.step("ann", b, "withdraw", {});
    await office.answer("ann", "4, 2, 1", list);
    expect(await order()).toEqual([d, a, c]);
    expect(office.newestTo("ann").text).toContain("Not in it any more: “Beta 1”");
    await office.answer("ann", "2", list);
    expect(await order()).toEqual([d, a, c]);
    expect(office.newestTo("ann").text).toContain("has changed since the email");
  });

  it.each(["3 - 1 - 2", "3-1-2", "3. 1. 2."])("takes “%s” for an order", async (words) => {
    const [a, b, c, d] = ids as [number, number, number, number];
    await ask();
    expect(await office.answer("ann", words, office.newestTo("ann"))).toMatchObject({
      reason: "backlog_ordered",
    });
    expect(await order()).toEqual([c, a, b, d]);
  });

  it("orders nothing by numbers that are struck through, whichever way", async () => {
    await ask();
    const list = office.newestTo("ann");
    for (const body of [
      "<p><s>3</s> 2, 1</p>",
      '<p><span style="text-decoration: line-through">3,</span> 2, 1</p>',
    ]) {
      const html = { headers: [`In-Reply-To: ${list.headers["Message-ID"]}`, "Content-Type: text/html"] };
      const outcome = await office.answer("ann", body, list, html);
      expect(outcome.reason).toBe("opened_task");
      await office.step("ann", outcome.taskId!, "withdraw", {});
    }
    expect(await order()).toEqual(ids);
  });

  it("takes thanks for no request and answers them with nothing", async () => {
    await ask();
    const list = office.newestTo("ann");
    const before = office.sent.length;
    expect(await office.answer("ann", "Perfect, thank you!\nAnn", list)).toMatchObject({
      status: "ignored",
      reason: "courtesy",
      taskId: null,
    });
    expect(office.sent).toHaveLength(before);
  });

  it("says when a number was not listed, and changes nothing", async () => {
    await ask();
    await office.answer("ann", "9, 1", office.newestTo("ann"));
    expect(await order()).toEqual(ids);
    expect(office.newestTo("ann").text).toContain("we found no order in your reply");
  });

  it("takes other words for a request, and the receipt says so", async () => {
    await ask();
    const list = office.newestTo("ann");
    const outcome = await office.answer("ann", "Could we talk about Beta first?", list);
    expect(outcome).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(office.newestTo("ann").text).toContain("held no command that we know");
    expect(await order()).toEqual([...ids, outcome.taskId]);
  });

  it("takes an order from whom the list was sent to, and from nobody else", async () => {
    await ask();
    const list = office.newestTo("ann");
    const lees = await office.answer("lee", "4, 3, 2, 1", list);
    expect(lees).toMatchObject({ reason: "opened_task" });
    expect((await order()).slice(0, 4)).toEqual(ids);
    const forged = await office.answer("ann", "4, 3, 2, 1", list, { signedBy: [], spf: "fail" });
    expect(forged).toMatchObject({ status: "held" });
    expect((await order()).slice(0, 4)).toEqual(ids);
  });

  it("is not sent for ever to what answers by itself", async () => {
    const before = office.sent.length;
    for (let count = 0; count < 14; count++) {
      // A mail a minute.
      office.passMinutes(-19);
      await office.bring({
        from: "Ann Weber <ann@harbordental.example>",
        subject: "Backlog",
        body: `Backlog${"!".repeat(count % 2)}`,
      });
    }
    expect(office.sent.slice(before).length).toBeLessThanOrEqual(10);
    // An order is taken all the same, and its evidence says that no mail goes out.
    office.passMinutes(-19);
    const ordered = await office.answer("ann", "2, 1");
    expect(ordered).toMatchObject({ reason: "backlog_ordered" });
    expect(ordered.evidence.at(-1)?.found).toContain("not sent again");
  });
});
