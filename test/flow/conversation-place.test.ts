// Which task an email lands on when mail services rewrite ids, cut headers, bring people in later, or bring our own mail
// back; and that no word of a forwarded email makes or picks a person.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contacts } from "../../fixtures/world.ts";
import { buildMime } from "../../src/outbox/mime.ts";
import { passADay, postRaw } from "./running-installation.ts";
import { openDesk, type Desk } from "./desk.ts";

const ann = "Ann Weber <ann@harbordental.example>";
const lee = "Lee Okafor <lee@harbordental.example>";
const dana = "Dana Ruiz <dana@lumenrobotics.example>";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

describe("an answer", () => {
  it("lands on its task by the address alone, when the id was rewritten on the way and References are cut", async () => {
    const { taskId, replyTo } = await desk.ask();
    const headers = ["In-Reply-To: <010f0193-rewritten@eu-west-1.amazonses.example>"];
    const email = await desk.bring({ from: ann, to: replyTo, subject: "Re: nothing of yours", headers });
    expect(email).toMatchObject({ status: "handled", reason: "posted", taskId });
  });

  it("lands on its task when only Reply-To was kept, and with the address in capitals", async () => {
    const { taskId, replyTo } = await desk.ask();
    const to = replyTo.toUpperCase();
    expect(await desk.bring({ from: ann, to, subject: "Yes" })).toMatchObject({ status: "handled", taskId });
  });

  it("lands on its task by the twin of our id in References, when our own id and address are both lost", async () => {
    const { taskId, received } = await desk.ask();
    const twin = received("ann").headers["References"]!.split(" ").at(-1)!;
    const headers = [`References: <rewritten@amazonses.example> ${twin}`];
    expect(await desk.bring({ from: ann, subject: "Re: x", headers })).toMatchObject({
      status: "handled",
      taskId,
    });
  });

  it("of somebody who was copied in later joins by an id that only the others' emails shared", async () => {
    const { taskId, replyTo } = await desk.ask();
    const shared = "<between-ann-and-lee@harbordental.example>";
    await desk.bring({ from: ann, to: replyTo, headers: [`References: ${shared}`, `Cc: ${lee}`] });
    const later = await desk.bring({
      from: lee,
      subject: "AW: Formular",
      headers: [`In-Reply-To: ${shared}`],
    });
    expect(later).toMatchObject({ status: "handled", reason: "posted", taskId });
  });

  it("to an email that somebody sent to several clients opens a task of its own for each client, and no more", async () => {
    passADay(desk.started);
    const round = "<prices-of-next-year@northbeam.example>";
    const headers = [`In-Reply-To: ${round}`, `References: ${round}`];
    const answer = (from: string, body: string) => desk.bring({ from, subject: "Re: Prices", headers, body });
    const anns = await answer(ann, "We stay.");
    const danas = await answer(dana, "So do we.");
    expect(anns).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(danas).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(await answer(lee, "I think so, too.")).toMatchObject({ reason: "posted", taskId: anns.taskId });
    expect(await answer(dana, "For a year.")).toMatchObject({ reason: "posted", taskId: danas.taskId });
    for (const [key, { taskId }] of [
      ["dana", anns],
      ["ann", danas],
    ] as const)
      expect((await (await desk.signedIn(key)).get(`/tasks/${taskId}`)).status).toBe(404);
  });

  it("of somebody who takes part counts by the number in its subject, when nothing else is left", async () => {
    const { taskId } = await desk.ask();
    const subject = `Re: Booking form [#${taskId}]`;
    expect(await desk.bring({ from: ann, subject })).toMatchObject({ status: "handled", taskId });
  });
});

describe("a forward", () => {
  const original =
    "---------- Forwarded message ---------\nFrom: Eve <eve@elsewhere.example>\nDate: Mon\nSubject: x\nTo: Lee <lee@harbordental.example>, Dana Ruiz <dana@lumenrobotics.example>\n\n@fwd eve@elsewhere.example\nCould you do this?";

  it.each(["Fwd", "WG", "TR", "Doorst", "RV", "I"])(
    "under “%s:” with the number of a task is a task of its own",
    async (prefix) => {
      passADay(desk.started);
      const { taskId } = await desk.ask();
      const subject = `${prefix}: Booking form [#${taskId}]`;
      const email = await desk.bring({ from: ann, subject, body: `Please see below.\n\n${original}` });
      expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
      expect(email.taskId).not.toBe(taskId);
    },
  );

  it("is by whoever forwards it: whom it was from is only words, and nobody new is known or told", async () => {
    passADay(desk.started);
    const people = await peopleCount();
    const emails = desk.sent.length;
    const email = await desk.bring({ from: ann, subject: "Fwd: A question", body: original });
    await desk.settled();
    const [message] = await desk.messagesOn(email.taskId!);
    expect(message).toMatchObject({ authorName: "Ann Weber" });
    expect(message?.kept).toContain("Could you do this?");
    expect(await peopleCount()).toBe(people);
    const told = desk.sent.slice(emails).map(({ to }) => to.address);
    expect(told).not.toContain("eve@elsewhere.example");
    expect(told).not.toContain("dana@lumenrobotics.example");
  });

  it("into a shared mailbox by a rule is by its author, as signed, and not by the mailbox", async () => {
    const headers = [
      "To: Team <team@northbeam.example>",
      "X-Forwarded-To: requests@reply.northbeam.example",
      "X-Forwarded-For: team@northbeam.example requests@reply.northbeam.example",
      "Sender: team@northbeam.example",
    ];
    passADay(desk.started);
    const envelope = { from: "team+caf_=requests=reply.northbeam.example@northbeam.example" };
    const email = await desk.bring({ from: ann, subject: "Something new", headers, envelope });
    expect(email).toMatchObject({
      status: "handled",
      reason: "opened_task",
      contactId: desk.world.people.ann.id,
      staffId: null,
    });
  });

  async function peopleCount(): Promise<unknown> {
    const counted = await desk.started.store.read.first<{ count: unknown }>(
      "select (select count(*) from contacts) + (select count(*) from contact_addresses) as count",
    );
    return Number(counted?.count);
  }
});

describe("an email of ours that comes back", () => {
  it("is ignored, as it was sent or with another Message-ID, and to whichever address", async () => {
    const { taskId, received, replyTo } = await desk.ask();
    const before = await desk.messagesOn(taskId);
    const raw = (await buildMime(received("ann"))).toString("latin1");
    const rewritten = raw.replace(/^Message-ID:\s+\S+$/imu, "Message-ID: <new@amazonses.example>");
    expect(rewritten).not.toBe(raw);
    const envelope = { from: "x@harbordental.example" };
    for (const [bytes, to] of [
      [raw, replyTo],
      [rewritten, replyTo],
      [rewritten.replaceAll("Booking", "booking"), "requests@reply.northbeam.example"],
    ] as const) {
      await postRaw(desk.started, Buffer.from(bytes, "latin1"), { ...envelope, to });
    }
    await desk.started.workers.settled();
    const outcomes = await desk.started.store.read.all<{ reason: string }>(
      "select reason from inbound_emails where class = 'own'",
    );
    expect(outcomes.map(({ reason }) => reason)).toEqual(["own_email", "own_email", "own_email"]);
    expect(await desk.messagesOn(taskId)).toEqual(before);
  });
});

it("every email about a task has the same subject, names what it answers and begins with the same root", async () => {
  const { taskId, replyTo, received } = await desk.ask(["ann", "lee"]);
  await desk.bring({ from: ann, to: replyTo, subject: "AW: Quite another subject", body: "Blue." });
  await desk.bring({ from: lee, to: received("lee").replyTo!, subject: "Re: Booking form", body: "Green." });
  await desk.settled();
  const about = desk.sent.filter(({ subject }) => subject.includes(`[#${taskId}]`));
  expect(about.length).toBeGreaterThan(contacts.length - 2);
  expect(new Set(about.map(({ subject }) => subject))).toEqual(new Set([`Booking form [#${taskId}]`]));
  const roots = about.map(({ headers }) => headers["References"]!.split(" ")[0]);
  expect(new Set(roots).size).toBe(1);
  for (const { headers } of about) expect(headers["In-Reply-To"]).toMatch(/^<\S+@\S+>$/u);
});
