// Who hears of the steps of a task, from whom, and under which subject.
import { describe, expect, it } from "vitest";
import { contacts, staff } from "../../fixtures/world.ts";
import type { PersonRow } from "../../src/store/people.ts";
import { announce } from "../../src/outbox/announce.ts";
import { approves, edits, says } from "../../src/sandbox/acts-of-clients.ts";
import { accepts, handsOver, mergesInto, starts } from "../../src/sandbox/acts-of-staff.ts";
import { play, type Act, type Request } from "../../src/sandbox/play-request.ts";
import type { PreviewPerson, PreviewStage } from "../../src/sandbox/preview.ts";
import { recordEvent } from "../../src/store/events.ts";
import { findMessageIdOfEmail } from "../../src/store/messages.ts";
import { markStage } from "../../src/store/task-stages.ts";
import { moveMessage } from "../../src/actions/move-message.ts";
import { receivePosted } from "../actions/received.ts";
import { makeDigestsDue } from "../../src/outbox/make-digests-due.ts";
import { ann as annsAddress, lee as leesAddress, openDesk } from "./desk.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { at, openOutbox } from "../support/outgoing.ts";
import { openTestStore } from "../support/store.ts";

const ask: Request = { title: "Price list", by: "ann", words: "Can we have one?" };
const handOver = handsOver("priya", { words: "Here it is." });

describe("the subject of emails on a task", () => {
  it("stays what it was at the beginning, also when the client gives the task another title", async () => {
    const told = await tellOf({
      acts: [edits("ann", "Price list for spring"), says("priya", "For which spring?")],
    });
    const subjects = new Set(told.map(({ subject }) => subject));
    expect([...subjects]).toEqual(["Price list [#1]"]);
    expect(told.at(-1)!.text).toContain("in “Price list for spring”");
  });
});

describe("of a step", () => {
  it("everybody of the client on the task hears but whoever took it, and staff where words come with it", async () => {
    const plain = await tellOf({ with: ["lee"], acts: [accepts("priya", "1 day")] });
    expect(readersOf(plain, "accepted")).toEqual(["ann", "lee"]);
    const said = await tellOf({ with: ["lee"], acts: [accepts("priya", "1 day", { words: "Gladly." })] });
    expect(readersOf(said, "accepted")).toEqual(["ann", "lee", "tom"]);
  });

  it("whoever approved hears from the agency, without their own words, and everybody else from them with these", async () => {
    const acts = [accepts("tom", "1 day"), starts("tom"), handOver, approves("ann", { words: "Lovely!" })];
    const told = (await tellOf({ acts })).filter(({ kind }) => kind === "approved");
    expect(told.map(({ to, from, text }) => [to, from, text.includes("Lovely!")])).toEqual([
      ["ann", "Northbeam", false],
      ["priya", "Ann Weber (Harbor Dental)", true],
      ["tom", "Ann Weber (Harbor Dental)", true],
    ]);
  });

  it("that made a duplicate of a task, an email names those who read answers where it goes on", async () => {
    const into: Request = { title: "Prices", by: "lee", words: "Prices, please." };
    const [merged] = (await tellOf({ acts: [mergesInto("tom", into)] })).filter(
      ({ kind }) => kind === "merged",
    );
    expect([merged!.to, merged!.text]).toEqual(["ann", expect.stringContaining("goes to Lee Okafor, ")]);
  });

  it("after which a client is to approve, the next move is of those who may alone", async () => {
    const told = await tellOf({ with: ["lee"], acts: [accepts("tom", "1 day"), starts("tom"), handOver] });
    const moves = told
      .filter(({ kind }) => kind === "ready-for-approval")
      .map(({ to, text }) => [to, /Pending Approval\. (.*)/u.exec(text)?.[1]]);
    expect(moves).toEqual([
      ["ann", "It is your turn."],
      ["lee", "Harbor Dental has the next move."],
      ["tom", "Harbor Dental has the next move."],
    ]);
  });
});

it("whose turn it is, every email on finished work says alike: that of who may approve", async () => {
  const desk = await openDesk();
  const { people } = desk.world;
  const taskId = await desk.open();
  while ((await announce(desk.outbox)) > 0);
  await desk.store.write(async (rows) => {
    await markStage(rows, taskId, "Pending Approval", desk.now());
    await rows.run("update contacts set notify = 'hourly' where id = ?", people.lee.id);
  });
  await desk.post(taskId, { author: people.priya, text: "One more thing." });
  while ((await announce(desk.outbox)) > 0);
  desk.pass(3_600_000);
  do {
    while ((await announce(desk.outbox)) > 0);
  } while ((await makeDigestsDue(desk.outbox)) > 0);
  while ((await desk.deliver()) > 0);
  const turnFor = (address: string) =>
    /Pending Approval\. (.*)/u.exec(desk.sent.findLast(({ to }) => to.address === address)!.text)?.[1];
  expect([turnFor(annsAddress), turnFor(leesAddress)]).toEqual([
    "It is your turn.",
    "Harbor Dental has the next move.",
  ]);
  await desk.store.write((rows) =>
    rows.run("update contacts set notify = 'each' where id = ?", people.lee.id),
  );
  await desk.post(taskId, { author: people.priya, text: "And another." });
  while ((await announce(desk.outbox)) > 0);
  while ((await desk.deliver()) > 0);
  expect(turnFor(leesAddress)).toBe("Harbor Dental has the next move.");
});

describe("to mute the task", () => {
  it("is offered to whoever would not get the email then, and to nobody else", async () => {
    const acts = [accepts("tom", "1 day"), starts("tom"), handOver, approves("ann", { words: "Lovely!" })];
    const told = await tellOf({ with: ["lee"], acts });
    const offers = (kind: string) =>
      told
        .filter((email) => email.kind === kind)
        .map(({ to, text, headers }) => {
          const isOffered = text.includes("Mute this task");
          expect([to, headers.includes("List-Unsubscribe")]).toEqual([to, isOffered]);
          return [to, isOffered];
        });
    expect(offers("receipt")).toEqual([["ann", false]]);
    expect(offers("ready-for-approval")).toEqual([
      ["ann", false],
      ["lee", true],
      ["tom", true],
    ]);
    expect(offers("approved")).toEqual([
      ["ann", false],
      ["lee", true],
      ["priya", true],
      ["tom", true],
    ]);
  });
});

describe("what is told late", () => {
  it("reminds nobody of what was approved since, or was handed over anew", async () => {
    const isDue: Act = ({ outbox }, taskId) =>
      outbox.store.write((rows) =>
        recordEvent(rows, { type: "approval.reminder_due", taskId, at, payload: { count: 1 } }),
      );
    const begun = [accepts("tom", "1 day"), starts("tom"), handOver];
    const reminded = async (...acts: Act[]) =>
      readersOf(await tellOf({ acts: [...begun, inOne(isDue, ...acts)] }), "reminder");
    expect(await reminded()).toEqual(["ann"]);
    expect(await reminded(approves("ann"))).toEqual([]);
    const later: Act = ({ outbox }, taskId) =>
      outbox.store.write((rows) => markStage(rows, taskId, "Pending Approval", "2026-03-04T09:00:00.000Z"));
    expect(await reminded(later)).toEqual([]);
  });

  it("shows no words that were moved to another task since", async () => {
    const desk = await openDesk();
    const { people, clients } = desk.world;
    const { emailId, taskId } = await desk.store.write((rows) =>
      receivePosted(rows, { author: people.ann, clientId: clients.harbor }),
    );
    while ((await announce(desk.outbox)) > 0);
    await desk.store.write(async (rows) => {
      const messageId = (await findMessageIdOfEmail(rows, emailId))!;
      const told = { taskId, actor: people.ann, at: desk.now(), payload: { messageId } };
      await recordEvent(rows, { type: "task.changes_asked", ...told });
      const to = { kind: "new", title: "Ann alone" } as const;
      await moveMessage(rows, desk.now(), { emailId, fromTaskId: taskId, to, byStaffId: people.tom.id });
    });
    while ((await announce(desk.outbox)) > 0);
    const texts = await desk.store.read.all<{ text: string; messageId: number | null }>(
      `select text, message_id as "messageId" from outbound_emails where kind = 'changes-asked'`,
    );
    expect(texts.length).toBeGreaterThan(0);
    for (const { text, messageId } of texts) {
      expect([text.includes("Could you look at the form?"), messageId]).toEqual([false, null]);
    }
  });
});

/** Several acts before anybody is told of the first. */
function inOne(...acts: readonly Act[]): Act {
  return async (stage, taskId) => {
    for (const act of acts) await act(stage, taskId);
  };
}

interface Told {
  to: PreviewPerson;
  kind: string;
  from: string;
  subject: string;
  text: string;
  headers: string;
}

/** Plays a request and answers all emails of it, those of one kind by their readers. */
async function tellOf(asked: { with?: readonly PreviewPerson[]; acts: readonly Act[] }): Promise<Told[]> {
  const store = await openTestStore();
  const outbox = openOutbox(store);
  const world = await seedWorld(store, at);
  const announced = asked.acts.map((act): Act => async (stage, taskId) => {
    await announceAll();
    await act(stage, taskId);
  });
  const announceAll = async () => {
    while ((await announce(outbox)) > 0);
  };
  await play({ outbox, ...world } as PreviewStage, { ...ask, ...asked, acts: announced });
  await announceAll();
  const rows = await store.read.all<Omit<Told, "to"> & Pick<PersonRow, "address">>(
    `select to_address as address, kind, from_name as "from", subject, text, headers from outbound_emails order by id`,
  );
  return rows.map(({ address, ...email }) => ({ ...email, to: keyOf(address) }));
}

function readersOf(told: readonly Told[], kind: string): PreviewPerson[] {
  return told.flatMap((email) => (email.kind === kind ? email.to : [])).toSorted();
}

function keyOf(address: string): PreviewPerson {
  return [...contacts, ...staff].find((person) => person.address === address)!.key;
}
