// Moving the message of an email to the task it belongs to: what goes along, what stays, and what stands against it.
import { describe, expect, it } from "vitest";
import { moveMessage, type MoveInput } from "../../src/actions/move-message.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import type { Person } from "../../src/domain/person.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { listMovedAway } from "../../src/store/message-moves.ts";
import {
  findMessageIdOfEmail,
  findByThreadId,
  isThreadIdOf,
  listAttachmentsOfTask,
  listMessages,
} from "../../src/store/messages.ts";
import { listParticipants } from "../../src/store/participants.ts";
import { getTask } from "../../src/store/tasks.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt, receivePosted } from "./received.ts";

const at = "2026-03-02T10:00:00.000Z";

async function openScene() {
  const { store, world } = await openWorld();
  const { people, clients } = world;
  const staffId = people.tom.id;
  const open = (title: string, author: Person = people.priya, clientId = clients.harbor) =>
    store.write(async (rows) => {
      const postedAt = "2026-03-02T09:10:00.000Z";
      const contactIds = author.kind === "staff" && clientId === clients.harbor ? [people.lee.id] : [];
      const input = { clientId, title, author, contactIds, channel: "portal" as const, text: "Hi", postedAt };
      return (await openTask(rows, postedAt, input)).taskId;
    });
  const mail = (input: Partial<Parameters<typeof receivePosted>[1]> = {}) =>
    store.write((rows) => receivePosted(rows, { author: people.ann, clientId: clients.harbor, ...input }));
  const move = (emailId: number, fromTaskId: number, to: MoveInput["to"] | number) =>
    store.write((rows) =>
      moveMessage(rows, at, {
        emailId,
        fromTaskId,
        to: typeof to === "number" ? { kind: "task", taskId: to } : to,
        byStaffId: staffId,
      }),
    );
  const eventTypes = async (taskId: number) =>
    (await listEventsOfTask(store.read, taskId)).map(({ type }) => type);
  const messageCount = async (taskId: number) =>
    (await listMessages(store.read, taskId, { withNotes: true })).length;
  return { store, world, staffId, open, mail, move, eventTypes, messageCount };
}

describe("a message that is moved", () => {
  it("is on the other task with its files, its author takes part there, and its email says who moved it from where", async () => {
    const { store, world, open, mail, move } = await openScene();
    const bytes = Buffer.from("plan");
    const upload = {
      filename: "plan.txt",
      contentType: "text/plain",
      contentId: null,
      isInline: false,
      bytes,
      sha256: contentHash(bytes),
    };
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const { emailId } = await mail({ taskId: wrong, uploads: [upload] });
    expect(await move(emailId, wrong, right)).toEqual({ kind: "moved", taskId: right });

    const [, message] = await listMessages(store.read, right, { withNotes: false });
    expect(message).toMatchObject({ authorName: "Ann Weber", inboundEmailId: emailId });
    expect(await listMessages(store.read, wrong, { withNotes: false })).toHaveLength(1);
    expect(await listAttachmentsOfTask(store.read, right)).toMatchObject([{ filename: "plan.txt" }]);
    expect(await listAttachmentsOfTask(store.read, wrong)).toEqual([]);
    expect((await listParticipants(store.read, right)).map(({ name }) => name)).toContain("Ann Weber");
    expect(await findInboundEmail(store.read, emailId)).toMatchObject({
      status: "handled",
      taskId: right,
      evidence: [
        { step: "thread", found: "Nothing in it names a task." },
        {
          step: "move",
          found: `Tom Becker moved it from task #${wrong} (Booking form) to task #${right} (Price list) on Mon, 2 Mar 2026, 11:00 Central European Standard Time.`,
        },
      ],
    });
    expect((await listEventsOfTask(store.read, right)).at(-1)).toMatchObject({
      type: "message.moved",
      actor: world.people.tom,
      payload: {
        messageId: message!.id,
        inboundEmailId: emailId,
        fromTaskId: wrong,
        toTaskId: right,
        isNewTask: false,
      },
    });
    expect(await listMovedAway(store.read, wrong)).toMatchObject([
      {
        authorName: "Ann Weber",
        taskId: right,
        taskTitle: "Price list",
        staffName: "Tom Becker",
        movedAt: at,
      },
    ]);
  });

  it("takes the ids along that its email brought, and leaves those of the emails that stay", async () => {
    const { store, open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const stays = await mail({ taskId: wrong, references: ["<root@x>"] });
    const goes = await mail({
      taskId: wrong,
      references: [stays.internetMessageId, "<root@x>", "<other@x>"],
    });
    await move(goes.emailId, wrong, right);
    expect(await findByThreadId(store.read, goes.internetMessageId)).toMatchObject({ taskId: right });
    expect(await findByThreadId(store.read, "<other@x>")).toMatchObject({ taskId: right });
    expect(await isThreadIdOf(store.read, wrong, goes.internetMessageId)).toBe(false);
    expect(await findByThreadId(store.read, stays.internetMessageId)).toMatchObject({ taskId: wrong });
    expect(await findByThreadId(store.read, "<root@x>")).toMatchObject({ taskId: wrong });
  });

  it("changes who wrote last on both tasks", async () => {
    const { store, open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const { emailId } = await mail({ taskId: wrong });
    expect(await getTask(store.read, wrong)).toMatchObject({
      lastMessageBy: "contact",
      lastMessageAt: receivedAt,
    });
    await move(emailId, wrong, right);
    expect(await getTask(store.read, wrong)).toMatchObject({
      lastMessageBy: "staff",
      lastMessageAt: "2026-03-02T09:10:00.000Z",
      stage: "Triage",
    });
    expect(await getTask(store.read, right)).toMatchObject({
      lastMessageBy: "contact",
      lastMessageAt: receivedAt,
    });
  });

  it("opens a new task when it asks for something new", async () => {
    const { store, world, open, mail, move, eventTypes } = await openScene();
    const wrong = await open("Booking form");
    const { emailId } = await mail({ taskId: wrong });
    const { taskId } = await move(emailId, wrong, { kind: "new", title: " Menu card " });
    expect(await getTask(store.read, taskId)).toMatchObject({
      title: "Menu card",
      stage: "Triage",
      clientId: world.clients.harbor,
      lastMessageBy: "contact",
    });
    expect((await listParticipants(store.read, taskId)).map(({ name }) => name)).toEqual([
      "Ann Weber",
      "Priya Nair",
      "Tom Becker",
    ]);
    expect(await eventTypes(taskId)).toEqual(["task.opened", "message.moved"]);
    expect((await listEventsOfTask(store.read, taskId))[0]!.actor).toEqual(world.people.tom);
  });

  it("by staff goes to those it was written to when it opens a new task", async () => {
    const { store, world, open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const { emailId } = await mail({ taskId: wrong, author: world.people.priya });
    const { taskId } = await move(emailId, wrong, { kind: "new", title: "Menu card" });
    expect((await listParticipants(store.read, taskId)).map(({ name }) => name).toSorted()).toEqual([
      "Lee Okafor",
      "Priya Nair",
      "Tom Becker",
    ]);
  });

  it("that is quiet makes nobody take part", async () => {
    const { store, open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const { emailId } = await mail({ taskId: wrong, isQuiet: true });
    await move(emailId, wrong, right);
    expect((await listParticipants(store.read, right)).map(({ name }) => name)).not.toContain("Ann Weber");
    expect(await getTask(store.read, right)).toMatchObject({ lastMessageBy: "staff" });
  });
});

describe("a task that a move leaves empty", () => {
  it("is Withdrawn when it was in Triage, and back in Triage when the message comes back", async () => {
    const { store, open, mail, move, eventTypes } = await openScene();
    const right = await open("Price list");
    const { emailId, taskId: opened } = await mail();
    await move(emailId, opened, right);
    expect(await getTask(store.read, opened)).toMatchObject({
      stage: "Withdrawn",
      lastMessageBy: null,
      lastMessageAt: receivedAt,
    });
    expect((await listEventsOfTask(store.read, opened)).at(-1)).toMatchObject({
      type: "task.emptied",
      payload: { messageId: (await findMessageIdOfEmail(store.read, emailId))!, toTaskId: right },
    });
    await move(emailId, right, opened);
    expect(await getTask(store.read, opened)).toMatchObject({ stage: "Triage", lastMessageBy: "contact" });
    expect(await eventTypes(opened)).toEqual([
      "task.opened",
      "message.posted",
      "task.emptied",
      "message.moved",
      "task.refilled",
    ]);
    expect(await listMovedAway(store.read, opened)).toEqual([]);
    expect((await findInboundEmail(store.read, emailId))!.evidence).toHaveLength(3);
  });

  it("is also Withdrawn when only notes are left on it, and stays as it is when work had begun", async () => {
    const { store, world, open, mail, move } = await openScene();
    const right = await open("Price list");
    const noted = await mail();
    const begun = await mail();
    await store.write(async (rows) => {
      const note = { channel: "portal" as const, text: "Wrong place?", isNote: true, postedAt: at };
      await postMessage(rows, at, { ...note, taskId: noted.taskId, author: world.people.tom });
      await rows.run("update tasks set stage = 'Working' where id = ?", begun.taskId);
    });
    await move(noted.emailId, noted.taskId, right);
    await move(begun.emailId, begun.taskId, right);
    expect((await getTask(store.read, noted.taskId)).stage).toBe("Withdrawn");
    expect((await getTask(store.read, begun.taskId)).stage).toBe("Working");
  });

  it("stays Withdrawn when its client had withdrawn it before", async () => {
    const { store, open, mail, move } = await openScene();
    const right = await open("Price list");
    const { emailId, taskId } = await mail();
    await store.write((rows) => rows.run("update tasks set stage = 'Withdrawn' where id = ?", taskId));
    await move(emailId, taskId, right);
    await move(emailId, right, taskId);
    expect((await getTask(store.read, taskId)).stage).toBe("Withdrawn");
  });
});

describe("the same move again", () => {
  it("changes nothing and says so, also when it opened a task", async () => {
    const { store, open, mail, move, messageCount } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const { emailId } = await mail({ taskId: wrong });
    await move(emailId, wrong, right);
    expect(await move(emailId, wrong, right)).toEqual({ kind: "unchanged", taskId: right });
    const opened = await move(emailId, right, { kind: "new", title: "Menu card" });
    const tasksBefore = await store.read.all("select id from tasks");
    expect(await move(emailId, right, { kind: "new", title: "Menu card" })).toEqual({
      ...opened,
      kind: "unchanged",
    });
    expect(await store.read.all("select id from tasks")).toEqual(tasksBefore);
    expect(await messageCount(opened.taskId)).toBe(1);
    expect((await findInboundEmail(store.read, emailId))!.evidence).toHaveLength(3);
  });

  it("is no other move: a page that is out of date is told where the message is", async () => {
    const { open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const other = await open("Menu card");
    const { emailId } = await mail({ taskId: wrong });
    await move(emailId, wrong, right);
    const told = {
      code: "conflict",
      message: expect.stringContaining(`Tom Becker moved it to task #${right}`),
    };
    await expect(move(emailId, wrong, other)).rejects.toMatchObject(told);
    await expect(move(emailId, wrong, { kind: "new", title: "Menu card" })).rejects.toMatchObject(told);
  });
});

describe("a move is refused", () => {
  it("to a task of another client, unless staff wrote the message", async () => {
    const { world, open, mail, move, messageCount } = await openScene();
    const wrong = await open("Booking form");
    const foreign = await open("Robot arm", world.people.dana, world.clients.lumen);
    const { emailId } = await mail({ taskId: wrong });
    await expect(move(emailId, wrong, foreign)).rejects.toMatchObject({
      code: "not_allowed",
      message: `Ann Weber does not belong to Lumen Robotics, whose task #${foreign} is, so the message cannot go there.`,
    });
    expect(await messageCount(wrong)).toBe(2);
    const ours = await mail({ taskId: wrong, author: world.people.priya });
    expect(await move(ours.emailId, wrong, foreign)).toEqual({ kind: "moved", taskId: foreign });
  });

  it("to a task that has the same email as a message of its own", async () => {
    const { open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const { emailId, internetMessageId } = await mail({ taskId: wrong });
    await mail({ taskId: right, internetMessageId });
    await expect(move(emailId, wrong, right)).rejects.toMatchObject({ code: "conflict" });
  });

  it("of an email that became no message, that is not there, or that is being read", async () => {
    const { store, open, mail, move } = await openScene();
    const wrong = await open("Booking form");
    const right = await open("Price list");
    const held = await store.write((rows) => receive(rows));
    await expect(move(held, wrong, right)).rejects.toMatchObject({ code: "conflict" });
    await expect(move(4711, wrong, right)).rejects.toMatchObject({ code: "not_found" });
    const { emailId } = await mail({ taskId: wrong });
    await expect(move(emailId, wrong, 4711)).rejects.toMatchObject({ code: "not_found" });
    await expect(move(emailId, wrong, { kind: "new", title: "  " })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(move(emailId, wrong, { kind: "new", title: "a".repeat(151) })).rejects.toMatchObject({
      code: "invalid",
    });
    await store.write((rows) =>
      rows.run("update inbound_emails set status = 'pending' where id = ?", emailId),
    );
    await expect(move(emailId, wrong, right)).rejects.toMatchObject({ code: "conflict" });
    expect(await findInboundEmail(store.read, emailId)).toMatchObject({ taskId: wrong });
  });
});

it("two people who move the same message at once: one does, the other is told", async () => {
  const { store, open, mail, move, messageCount } = await openScene();
  const wrong = await open("Booking form");
  const [one, two] = [await open("Price list"), await open("Menu card")];
  const { emailId } = await mail({ taskId: wrong });
  const ends = await Promise.allSettled([move(emailId, wrong, one), move(emailId, wrong, two)]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect((await messageCount(one)) + (await messageCount(two))).toBe(3);
  expect(await store.read.first("select count(*) as count from message_moves")).toEqual({ count: 1 });
});
