// A client who opens no page: a request goes from submission to Complete, the backlog is put in order, and a training session is
// booked and moved, in their mailbox alone.
import { expect, it, onTestFinished } from "vitest";
import { addressOf } from "../../support/world.ts";
import { openOffice, taskAt, type Office } from "./office.ts";

it("a client takes a request from submission to Complete, orders the backlog, books and moves a training session without a page", async () => {
  const office = await openOffice();
  onTestFinished(() => office.stop());
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
  expect(office.newestTo("ann").headers).toMatchObject({
    "List-Unsubscribe": expect.stringMatching(/^<http\S+\/unsubscribe\/[a-z2-7]{37}>$/u) as string,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  await office.step("priya", id, "hand-over", { text: "Three test emails are in your inbox." });
  await office.answer("ann", "Changes: please write “Dear” and not “Hi”.");
  expect((await office.task(id)).stage).toBe("Working");
  await office.step("priya", id, "hand-over", { text: "It says “Dear” now." });
  expect(office.newestTo("ann").text).toContain("It says “Dear” now.");
  expect(office.newestTo("ann").text).toContain("Stage: Pending Approval. It is your turn.");
  expect(office.newestTo("ann").text).toContain("we start “Something older”");
  await office.answer("ann", "Approved, thank you!\n\nBest,\nAnn");
  expect((await office.task(id)).stage).toBe("Complete");
  expect(office.newestTo("ann").text).toContain("is approved and complete.");
  expect(office.newestTo("ann").text).toContain("Stage: Complete.");
  expect((await office.step("priya", other, "start", { delivery: "2027-03-08" })).status).toBe(303);
  expect(office.newestTo("ann").text).toContain("started work on “Something older”");
  const published = await staff.post("/sessions/availability", {
    "weekly-hours": "Mon-Fri 9-12",
    exceptions: "",
    notice: "24",
    buffer: "0",
    "call-link": "https://meet.example/priya",
  });
  expect(published.status).toBe(303);
  await office.bring({
    from: "Ann Weber <ann@harbordental.example>",
    subject: "Schedule a training session",
    body: "",
  });
  expect(office.newestTo("ann").text).toContain("2. Wed, 3 Mar 2027, 11:30");
  await office.answer("ann", "2\n\nBest,\nAnn");
  const [booked] = await sessionsOf(office);
  expect(booked).toMatchObject({ state: "booked", sequence: 0 });
  expect(office.newestTo("ann")).toMatchObject({
    subject: "Training session booked: Wed 3 Mar, 11:30",
    calendar: { method: "REQUEST" },
  });
  await office.answer("ann", "Please move it.");
  const third = /^3\. (\w{3}), (\d+ \w{3}) 2027, (\d\d:\d\d)/mu.exec(office.newestTo("ann").text)!;
  await office.answer("ann", "3");
  const told = office.newestTo("ann");
  expect(told.subject).toBe(`Training session moved: ${third[1]} ${third[2]}, ${third[3]}`);
  expect(told.calendar?.method).toBe("REQUEST");
  expect(told.calendar?.content).toContain("SEQUENCE:1");
  const [moved, ...others] = await sessionsOf(office);
  expect(others).toEqual([]);
  expect(moved).toMatchObject({ id: booked?.id, state: "booked", sequence: 1 });
  expect(moved?.startsAt).not.toBe(booked?.startsAt);
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
  await expectNoPage(office);
});

/** No browser of the client's was signed in or asked to be, and nothing of theirs came by a page or by a link. */
async function expectNoPage({ started, sent }: Office): Promise<void> {
  const { read } = started.store;
  const signIns = await read.all<{ contactId: number | null }>(
    `select contact_id as "contactId" from sign_ins`,
  );
  // Staff have theirs, so that the list is the right one to look in.
  expect(signIns.length).toBeGreaterThan(0);
  expect(signIns.filter(({ contactId }) => contactId !== null)).toEqual([]);
  expect(
    sent.filter(({ to, text }) => to.address === addressOf("ann") && text.includes("/sign-in/")),
  ).toEqual([]);
  const said = await read.all(
    `select channel, is_by_link as "isByLink", count(*) as count from messages where author_contact_id is not null
     group by channel, is_by_link`,
  );
  expect(said).toMatchObject([{ channel: "email", isByLink: 0 }]);
  expect(await read.all("select channel from approvals")).toEqual([{ channel: "email" }]);
}

function sessionsOf({
  started,
}: Office): Promise<{ id: number; startsAt: string; state: string; sequence: number }[]> {
  return started.store.read.all(`select id, starts_at as "startsAt", state, sequence from sessions`);
}
