// Rule 2: in Triage staff ask, merge, split, decline or accept; the client changes the request until it is accepted and takes it
// back until work starts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOffice, taskAt, type Office } from "./office.ts";
import { fieldsIn } from "../../support/form-fields.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 30_000);
afterAll(() => office.stop());

it("Rule 2: a question is a message that waits for the client, who answers by email", async () => {
  const id = await taskAt(office, "Triage", "Import contacts");
  const staff = await office.signedIn("priya");
  await staff.post(`/tasks/${id}/messages`, { key: "q", text: "From which system?" });
  await office.settled();
  const question = office.newestTo("ann");
  expect(question.text).toContain("From which system?");
  expect(question.text).toContain("This task is still in Triage.");
  expect(await office.pageOf("ann", `/tasks/${id}`)).toContain("Your turn");
  await office.answer("ann", "From our old booking tool.", question);
  expect(await office.pageOf("ann", `/tasks/${id}`)).toContain("With us");
});

it("Rule 2: a decline has a reason, which the client reads", async () => {
  const id = await taskAt(office, "Triage", "Paint the office");
  const refused = await office.step("priya", id, "decline", { text: " " });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("why you decline it");
  expect((await office.step("priya", id, "decline", { text: "We only look after HubSpot." })).status).toBe(
    303,
  );
  expect((await office.task(id)).stage).toBe("Declined");
  const email = office.newestTo("ann");
  expect(email.text).toContain("declined “Paint the office”");
  expect(email.text).toContain("We only look after HubSpot.");
});

it("Rule 2: a duplicate goes on where it was asked first: people, answers and the pointer, with every word kept", async () => {
  const first = await taskAt(office, "Triage", "Calendar link");
  const second = await taskAt(office, "Triage", "Link to the calendar", "lee");
  const told = office.newestTo("lee");
  expect((await office.step("priya", second, "merge", { into: `#${first}` })).status).toBe(303);
  expect(await office.task(second)).toMatchObject({ stage: "Withdrawn", mergedIntoTaskId: first });
  expect(office.newestTo("lee").text).toContain(`task #${first}`);
  // Lee answers the receipt of the duplicate.
  const answered = await office.answer("lee", "Ann is right, hers is better.", told);
  expect(answered).toMatchObject({ status: "handled", taskId: first });
  expect(office.newestTo("ann").text).toContain("hers is better");
  expect(await office.pageOf("lee", `/tasks/${second}`)).toContain(`/tasks/${first}`);
  expect(await office.messagesOn(second)).toHaveLength(1);
  // Merging again changes nothing; into another client's task it cannot go.
  expect((await office.step("priya", second, "merge", { into: String(first) })).status).toBe(303);
  const lumens = await taskAt(office, "Triage", "Another company’s", "dana");
  const third = await taskAt(office, "Triage", "Calendar again");
  const other = await office.step("priya", third, "merge", { into: `#${lumens}` });
  expect(other.status).toBe(403);
  expect(other.text).toContain("is not Harbor Dental’s");
});

it("Rule 2: a duplicate of a duplicate goes on where the last one does", async () => {
  const [a, b, c] = [
    await taskAt(office, "Triage", "Map on the page", "lee"),
    await taskAt(office, "Triage", "The map"),
    await taskAt(office, "Triage", "How to find us"),
  ];
  const aboutA = office.newestTo("lee", /Map on the page/u);
  expect((await office.step("priya", a, "merge", { into: `#${b}` })).status).toBe(303);
  expect((await office.step("priya", b, "merge", { into: `#${c}` })).status).toBe(303);
  expect(await office.answer("lee", "With the car park, please.", aboutA)).toMatchObject({
    status: "handled",
    taskId: c,
  });
  expect(office.newestTo("ann").text).toContain("With the car park");
  expect(await office.pageOf("lee", `/tasks/${a}`)).toContain(`/tasks/${c}"`);
});

it("Rule 2: a mail with two asks is split: the second becomes a task that quotes the client’s own words", async () => {
  const id = await office.request(
    "ann",
    "Two things",
    "Please fix the form.\n\nAnd could you also add our new logo?",
  );
  const [message] = await office.messagesOn(id);
  const invented = await office.step("priya", id, "split", {
    message: String(message!.id),
    title: "New logo",
    part: "And give us a discount",
  });
  expect(invented.status).toBe(422);
  expect(invented.text).toContain("client’s own words");
  const page = await office.step("priya", id, "split", {
    message: String(message!.id),
    title: "New logo",
    part: "And could you also add our new logo?",
  });
  expect(page.status).toBe(303);
  const newId = Number(/\/tasks\/(\d+)/u.exec(page.location!)![1]);
  expect(newId).not.toBe(id);
  expect(await office.task(newId)).toMatchObject({
    title: "New logo",
    stage: "Triage",
    lastMessageBy: "contact",
  });
  expect(office.newestTo("ann").text).toContain("> And could you also add our new logo?");
  expect(await office.eventsOf(id)).toContain("task.split");
});

it("Rule 2: a split that is refused keeps its message, part and title, also when the form is gone meanwhile", async () => {
  const id = await taskAt(office, "Triage", "Two more things");
  await office.answer("ann", "By the way, also new business cards please.");
  const [, second] = await office.messagesOn(id);
  const split = { message: String(second!.id), title: "Business cards", part: "also new cards" };
  const refused = await office.step("priya", id, "split", split);
  expect(refused.status).toBe(422);
  expect(fieldsIn(refused.text, `/tasks/${id}/split`)).toMatchObject(split);
  await office.step("priya", id, "accept", { estimate: "1 day" });
  const stale = await office.step("priya", id, "split", { ...split, part: "also new business cards" });
  expect(stale.status).toBe(409);
  expect(stale.text).toContain(">What you wrote is not lost:<");
  expect(stale.text).toMatch(/value="Business cards" readonly/u);
  expect(stale.text).toMatch(/readonly>\nalso new business cards<\/textarea>/u);
});

describe("Rule 2: the client", () => {
  it("changes a request in Triage, its former words stay, and staff read the new ones", async () => {
    const id = await taskAt(office, "Triage", "Opening hours");
    const fields = {
      title: "Opening hours in summer",
      "seen-title": "Opening hours",
      text: "July and August only.",
    };
    expect((await office.step("ann", id, "edit", fields)).status).toBe(303);
    expect((await office.task(id)).title).toBe("Opening hours in summer");
    expect(await office.messagesOn(id)).toHaveLength(2);
    expect(office.newestTo("priya").text).toContain("July and August only.");
    // A stale form says what changed and keeps what was typed.
    const stale = await office.step("lee", id, "edit", { ...fields, title: "Hours", text: "My version" });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain("it is “Opening hours in summer” now");
    expect(stale.text).toContain("My version");
    // Who reads that and sends the form once more gets their title, and who left the title alone was never in the way.
    expect((await office.step("lee", id, "edit", fieldsIn(stale.text, `/tasks/${id}/edit`))).status).toBe(
      303,
    );
    expect((await office.task(id)).title).toBe("Hours");
    const wordsOnly = { title: "Opening hours", "seen-title": "Opening hours", text: "And on Sundays." };
    office.passMinutes(1);
    expect((await office.step("ann", id, "edit", wordsOnly)).status).toBe(303);
    expect((await office.task(id)).title).toBe("Hours");
    expect((await office.messagesOn(id)).map(({ kept }) => kept)).toContain("And on Sundays.");
    // And not any more once it is accepted.
    await office.step("priya", id, "accept", { estimate: "1 day" });
    const wish = { ...fields, title: "Hours of our pharmacy", text: "One more wish" };
    const late = await office.step("ann", id, "edit", wish);
    expect(late.status).toBe(409);
    expect(late.text).toContain("it is accepted and waits for its turn");
    expect(late.text).toContain("One more wish");
    expect(late.text).toContain("Hours of our pharmacy");
  });

  it("takes a request back by page or by reply until work starts, and not after", async () => {
    const byPage = await taskAt(office, "Accepted", "Old newsletter");
    expect((await office.step("ann", byPage, "withdraw", {})).status).toBe(303);
    expect((await office.task(byPage)).stage).toBe("Withdrawn");
    expect(office.newestTo("priya").text).toContain("withdrew “Old newsletter”");
    expect((await office.step("ann", byPage, "withdraw", {})).status).toBe(303);
    const byReply = await taskAt(office, "Triage", "New newsletter");
    expect(await office.answer("ann", "Please withdraw this request.")).toMatchObject({
      reason: "withdrawn",
    });
    expect((await office.task(byReply)).stage).toBe("Withdrawn");
    const working = await taskAt(office, "Working", "Started already");
    const late = await office.step("ann", working, "withdraw", { text: "We changed our mind" });
    expect(late.status).toBe(409);
    expect(late.text).toContain("it is being worked on");
    expect(late.text).toContain("We changed our mind");
    const told = async () => {
      const before = office.sent.length;
      const to = office.newestTo("ann", /Started already/u);
      expect(await office.answer("ann", "Please withdraw this request.", to)).toMatchObject({
        reason: "posted",
        taskId: working,
      });
      return office.emailsTo("ann", before).map(({ text }) => text);
    };
    const { stage } = await office.task(working);
    const started = expect.stringMatching(
      /did not withdraw “Started already”[\s\S]*work on this one has started/u,
    ) as string;
    expect(await told()).toEqual([started]);
    expect((await office.task(working)).stage).toBe(stage);
    await office.step("priya", working, "hand-over", { text: "Done." });
    expect(await told()).toEqual([started]);
    expect((await office.task(working)).stage).toBe("Pending Approval");
    await office.step("ann", working, "approve", {});
    expect(await told()).toEqual([started]);
    expect((await office.task(working)).stage).toBe("Complete");
  });

  it("is told by email why a reply withdraws nothing, unless nothing vouches for its sender", async () => {
    const id = await taskAt(office, "Triage", "Hardly proved");
    const to = office.newestTo("ann", /Hardly proved/u);
    const say = (more: object) => office.answer("ann", "Please withdraw this request.", to, more);
    const before = office.sent.length;
    expect(await say({ signedBy: [], spf: "pass" })).toMatchObject({ reason: "posted" });
    const [refusal, ...others] = office.emailsTo("ann", before);
    expect(others).toEqual([]);
    expect(refusal!.text).toContain("did not withdraw “Hardly proved”");
    expect(refusal!.text).toContain("without the proof");
    expect(refusal!.text).toContain("To withdraw it, open the task");
    const silent = office.sent.length;
    expect(await say({ signedBy: [], spf: "fail" })).toMatchObject({ status: "held", reason: "unvouched" });
    expect(office.emailsTo("ann", silent)).toEqual([]);
    expect((await office.task(id)).stage).toBe("Triage");
  });
});
