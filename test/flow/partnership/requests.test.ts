// Rule 1: clients submit requests by a page or by email, any number of them, and each gets a receipt that says what happens next.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openOffice, type Office } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

it("Rule 1: a new email of a known contact is a request in Triage, and its receipt says what happens next", async () => {
  const id = await office.request("ann", "A form for Altona", "Not sure how, but we need a form.");
  expect(await office.task(id)).toMatchObject({
    stage: "Triage",
    clientName: "Harbor Dental",
    title: "A form for Altona",
  });
  const receipt = office.newestTo("ann");
  expect(receipt.text).toContain("We have your request “A form for Altona”");
  expect(receipt.text).toContain(`task #${id}, in Triage`);
  expect(receipt.text).toContain("Nothing else waits in your backlog.");
  expect(receipt.headers).toMatchObject({ "Auto-Submitted": "auto-generated" });
  expect(receipt.text).not.toMatch(/\d{4}-\d\d-\d\d|March/u);
  // Staff read the words themselves.
  expect(office.newestTo("priya").text).toContain("Not sure how");
});

it("Rule 1: what is answered to the receipt goes on the same task", async () => {
  const id = await office.request("ann", "Another field", "Add a field for the birthday.");
  const answered = await office.answer("ann", "And one for the language.");
  expect(answered).toMatchObject({ status: "handled", taskId: id });
});

it("Rule 1: the page takes a request from a signed-in contact, once however often the form is sent", async () => {
  const browser = await office.signedIn("ann");
  expect((await browser.get("/requests/new")).text).toContain("unsure about the details");
  const form = { key: "one", title: "Reminder texts", text: "Shorter ones, please." };
  const page = await browser.post("/requests", form);
  expect(page.status).toBe(303);
  expect((await browser.post("/requests", form)).location).toBe(page.location);
  await office.settled();
  expect(office.newestTo("ann").text).toContain("We have your request “Reminder texts”");
  expect((await browser.get(page.location!)).text).toContain("Shorter ones, please.");
});

it("Rule 1: a request without a title keeps what was typed and says what is missing", async () => {
  const browser = await office.signedIn("ann");
  const page = await browser.post("/requests", { key: "two", title: " ", text: "A long <story>" });
  expect(page.status).toBe(422);
  expect(page.text).toContain("Give the task a title");
  expect(page.text).toContain("A long &lt;story&gt;");
});

it("Rule 1: any number of requests is taken while one is being worked on", async () => {
  for (let count = 1; count <= 8; count++) {
    office.passMinutes(60);
    const id = await office.request(
      "lee",
      `Wish number ${count} of many`,
      `I would like thing ${count} x ${"y".repeat(count)}.`,
    );
    expect((await office.task(id)).stage).toBe("Triage");
  }
});

it("Rule 1: a receipt goes to nobody but the contact who asked, and to no stranger", async () => {
  const before = office.sent.length;
  await office.bring({
    from: "Somebody <somebody@elsewhere.example>",
    subject: "Hello",
    body: "Do you know me?",
  });
  expect(office.sent.slice(before)).toEqual([]);
  await office.request("ann", "For me alone", "Only I asked.");
  const receipts = office.sent.slice(before).filter(({ text }) => text.includes("We have your request"));
  expect(receipts.map(({ to }) => to.address)).toEqual(["ann@harbordental.example"]);
});
