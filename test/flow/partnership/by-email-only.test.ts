// A client who opens no page: a request goes from submission to Complete, and the backlog is put in order, in their mailbox alone.
import { expect, it, onTestFinished } from "vitest";
import { openOffice, taskAt } from "./office.ts";

it("a client takes a request from submission to Complete and orders the backlog without a page", async () => {
  const office = await openOffice();
  onTestFinished(() => office.stop());
  // Of everything that comes over HTTP, the client's browser asks for nothing: only staff have one here.
  const other = await taskAt(office, "Accepted", "Something older");
  const id = await office.request("ann", "A list of birthdays", "We want to congratulate our patients.");
  expect(office.newestTo("ann").text).toContain("We have your request “A list of birthdays”");
  const staff = await office.signedIn("priya");
  await staff.post(`/tasks/${id}/messages`, { key: "q", text: "By email or by letter?" });
  await office.settled();
  await office.answer("ann", "By email, please.\n\nBest,\nAnn");
  expect((await office.messagesOn(id)).at(-1)!.kept).toContain("By email, please.");
  await office.step("priya", id, "accept", { estimate: "1 day", text: "We can do that." });
  expect(office.newestTo("ann").text).toContain("number 2 of 2");
  await office.bring({
    from: "Ann Weber <ann@harbordental.example>",
    subject: "Our backlog",
    body: "Send me the backlog, please.",
  });
  await office.answer("ann", "2, 1");
  expect(office.newestTo("ann").text).toMatch(/1\. A list of birthdays[\s\S]*2\. Something older/u);
  await office.step("priya", id, "start", { delivery: "2027-03-03" });
  expect(office.newestTo("ann").text).toContain("Rough delivery date: Wednesday 3 March 2027");
  await office.step("priya", id, "hand-over", { text: "Three test emails are in your inbox." });
  await office.answer("ann", "Changes: please write “Dear” and not “Hi”.");
  expect((await office.task(id)).stage).toBe("Working");
  await office.step("priya", id, "hand-over", { text: "It says “Dear” now." });
  expect(office.newestTo("ann").text).toContain("we start “Something older”");
  await office.answer("ann", "Approved, thank you!\n\nBest,\nAnn");
  expect((await office.task(id)).stage).toBe("Complete");
  expect(office.newestTo("ann").text).toContain("is approved and complete.");
  expect((await office.step("priya", other, "start", { delivery: "2027-03-08" })).status).toBe(303);
  expect(office.newestTo("ann").text).toContain("started work on “Something older”");
  // Words that come with a step are told of with it.
  expect(await office.eventsOf(id)).toEqual([
    "task.opened",
    "message.posted",
    "message.posted",
    "message.posted",
    "message.posted",
    "task.accepted",
    "task.started",
    "message.posted",
    "task.handed_over",
    "message.posted",
    "task.changes_asked",
    "message.posted",
    "task.handed_over",
    "message.posted",
    "task.approved",
  ]);
});
