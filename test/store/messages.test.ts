// Messages of a task, their files, and the email ids that lead to it.
import { describe, expect, it } from "vitest";
import type { Store } from "../../src/store/database.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { recordInboundEmail } from "../../src/store/inbound-emails.ts";
import { recordBlob } from "../../src/store/blobs.ts";
import {
  findAttachment,
  findMessage,
  findWholeMessage,
  findMessageIdOfEmail,
  findNewestInternetMessageId,
  listPreviousMessages,
  findByThreadId,
  forgetAttachmentsOf,
  listAttachmentsOfEmail,
  listAttachmentsOfMessage,
  listAttachmentsOfTask,
  listMessages,
  messagePageSize,
  recordAttachments,
  recordMessage,
  recordThreadIds,
  type NewMessage,
  type Upload,
} from "../../src/store/messages.ts";
import { recordTask } from "../../src/store/tasks.ts";
import { openWorld } from "../support/world.ts";
import { blockOf } from "../support/reply.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

async function openConversation() {
  const { store, world } = await openWorld();
  const newTask = () =>
    store.write(
      async (rows) =>
        (await recordTask(rows, {
          clientId: world.clients.harbor,
          title: "T",
          stage: "Triage",
          openedAt: at(0),
        }))!,
    );
  const taskId = await newTask();
  const message = (more: Partial<NewMessage> = {}): NewMessage => ({
    taskId,
    author: world.people.ann,
    channel: "email",
    isNote: false,
    isQuiet: false,
    isByLink: false,
    kept: "Hello",
    blocks: null,
    method: null,
    confidence: null,
    internetMessageId: null,
    inboundEmailId: null,
    postedAt: at(0),
    submissionKey: null,
    ...more,
  });
  const post = (more: Partial<NewMessage> = {}) => store.write((rows) => recordMessage(rows, message(more)));
  return { store, world, taskId, newTask, post };
}

async function addEmail(store: Store): Promise<number> {
  const id = await store.write(async (rows) => {
    await recordBlob(rows, "raw", Buffer.from("raw"));
    return recordInboundEmail(rows, {
      source: "raw",
      rawSha256: "raw",
      envelopeFrom: "a@x.example",
      envelopeTo: "r@y.example",
      providerFields: {},
      receivedAt: at(0),
    });
  });
  return id!;
}

const file = (name: string, text = name): Upload => {
  const bytes = Buffer.from(text);
  return {
    filename: name,
    contentType: "text/plain",
    contentId: null,
    isInline: false,
    bytes,
    sha256: contentHash(bytes),
  };
};

describe("a message", () => {
  it("comes back with its parts and its author's name", async () => {
    const { store, world, taskId, post } = await openConversation();
    const blocks = [
      blockOf("kept", "Yes.\n\n"),
      blockOf("quoted", "> Shall we?\n"),
      blockOf("signature", "Ann"),
    ];
    const parts = { kept: "Yes.", method: "html", confidence: 0.75 };
    const id = await post({ ...parts, blocks, author: world.people.tom, isNote: true, isByLink: true });
    const found = {
      id,
      taskId,
      authorContactId: null,
      authorStaffId: world.people.tom.id,
      authorName: "Tom Becker",
      channel: "email",
      isNote: 1,
      isQuiet: 0,
      isByLink: 1,
      ...parts,
      inboundEmailId: null,
      postedAt: at(0),
      breakerId: null,
    };
    expect(await findMessage(store.read, id!)).toEqual(found);
    expect(await findWholeMessage(store.read, id!)).toEqual({ ...found, blocks });
    expect(await listMessages(store.read, taskId, { withNotes: true })).toEqual([{ ...found, blocks }]);
    expect(await findMessage(store.read, id! + 1)).toBeUndefined();
    expect(await findWholeMessage(store.read, id! + 1)).toBeUndefined();
  });

  it("is one for each task, author and Message-ID, whatever paths its email took", async () => {
    const { world, post, newTask } = await openConversation();
    const same = { internetMessageId: "<1@ann.example>" };
    expect(await post(same)).toBeDefined();
    expect(await post({ ...same, kept: "Changed on the way" })).toBeUndefined();
    expect(await post({ ...same, author: world.people.lee })).toBeDefined();
    expect(await post({ ...same, author: world.people.tom })).toBeDefined();
    expect(await post({ ...same, author: world.people.tom })).toBeUndefined();
    expect(await post({ ...same, taskId: await newTask() })).toBeDefined();
  });

  it("of a form is posted once, however often and at once the form is sent", async () => {
    const { store, taskId, post } = await openConversation();
    const ids = await Promise.all([1, 2, 3].map(() => post({ submissionKey: "key" })));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
    expect(await listMessages(store.read, taskId, { withNotes: true })).toHaveLength(1);
  });

  it("without key or Message-ID is its own each time", async () => {
    const { store, taskId, post } = await openConversation();
    await post();
    await post();
    expect(await listMessages(store.read, taskId, { withNotes: true })).toHaveLength(2);
  });
});

describe("the messages of a task", () => {
  it("are listed in the order of their time, with notes only for staff", async () => {
    const { store, world, taskId, post, newTask } = await openConversation();
    await post({ kept: "third", postedAt: at(3) });
    await post({ kept: "first", postedAt: at(1) });
    await post({ kept: "note", postedAt: at(2), isNote: true, author: world.people.tom });
    await post({ kept: "of another task", taskId: await newTask() });
    const kept = async (withNotes: boolean) =>
      (await listMessages(store.read, taskId, { withNotes })).map((message) => message.kept);
    expect(await kept(true)).toEqual(["first", "note", "third"]);
    expect(await kept(false)).toEqual(["first", "third"]);
  });

  it("page back in time without losing or repeating one of the same moment", async () => {
    const { store, taskId, post } = await openConversation();
    for (let count = 0; count < messagePageSize + 5; count++)
      await post({ kept: String(count), postedAt: at(1) });
    const newest = await listMessages(store.read, taskId, { withNotes: true });
    expect(newest).toHaveLength(messagePageSize + 1);
    const shown = newest.slice(1);
    const before = { postedAt: shown[0]!.postedAt, id: shown[0]!.id };
    const older = await listMessages(store.read, taskId, { withNotes: true, before });
    expect([...older, ...shown].map(({ kept }) => kept)).toEqual(
      Array.from({ length: messagePageSize + 5 }, (_, index) => String(index)),
    );
  });

  it("before a message, for quoting, are what its readers may see: no note, nothing quiet", async () => {
    const { store, world, post } = await openConversation();
    await post({ kept: "asked", postedAt: at(1) });
    await post({ kept: "note", postedAt: at(2), isNote: true, author: world.people.tom });
    await post({ kept: "away", postedAt: at(3), isNote: true, isQuiet: true });
    const answer = await findMessage(store.read, (await post({ postedAt: at(4) }))!);
    const note = await findMessage(
      store.read,
      (await post({ postedAt: at(5), isNote: true, author: world.people.tom }))!,
    );
    expect((await listPreviousMessages(store.read, answer!, 1)).map(({ kept }) => kept)).toEqual(["asked"]);
    expect((await listPreviousMessages(store.read, note!, 1)).map(({ kept }) => kept)).toEqual(["Hello"]);
  });
});

describe("files", () => {
  it("come with a message in their order, the same bytes kept once", async () => {
    const { store, taskId, post } = await openConversation();
    const messageId = (await post())!;
    await store.write((rows) =>
      recordAttachments(rows, { messageId }, [file("b", "same"), file("a", "same")]),
    );
    const files = await listAttachmentsOfMessage(store.read, messageId);
    expect(files.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([
      ["b", 4],
      ["a", 4],
    ]);
    expect(await store.read.first("select count(*) as count from blobs")).toEqual({ count: 1 });
    expect(await listAttachmentsOfTask(store.read, taskId)).toEqual(files);
    expect(await findAttachment(store.read, files[0]!.id)).toEqual(files[0]);
    expect(await findAttachment(store.read, 4711)).toBeUndefined();
  });

  it("of an email that became no message can be taken back, those of a message cannot", async () => {
    const { store, post } = await openConversation();
    const inboundEmailId = await addEmail(store);
    const messageId = (await post({ inboundEmailId }))!;
    await store.write((rows) => recordAttachments(rows, { inboundEmailId }, [file("held")]));
    await store.write((rows) => recordAttachments(rows, { inboundEmailId, messageId }, [file("posted")]));
    await store.write((rows) => recordAttachments(rows, { inboundEmailId }, []));
    await store.write((rows) => forgetAttachmentsOf(rows, inboundEmailId));
    expect(
      (await listAttachmentsOfEmail(store.read, inboundEmailId)).map(({ filename }) => filename),
    ).toEqual(["posted"]);
    expect(await findMessageIdOfEmail(store.read, inboundEmailId)).toBe(messageId);
    expect(await findMessageIdOfEmail(store.read, 4711)).toBeUndefined();
  });
});

describe("email ids", () => {
  it("lead to the newest task whose thread holds them, and are kept once", async () => {
    const { store, taskId, newTask } = await openConversation();
    const later = await newTask();
    const emailId = await addEmail(store);
    await store.write(async (rows) => {
      await recordThreadIds(rows, taskId, emailId, ["<1@x>", "<2@x>"]);
      await recordThreadIds(rows, taskId, emailId, ["<2@x>", "<3@x>"]);
      await recordThreadIds(rows, later, emailId, ["<2@x>"]);
      await recordThreadIds(rows, later, emailId, []);
    });
    expect(await findByThreadId(store.read, "<1@x>")).toMatchObject({ taskId: taskId });
    expect(await findByThreadId(store.read, "<2@x>")).toMatchObject({ taskId: later });
    expect(await findByThreadId(store.read, "<9@x>")).toBeUndefined();
    expect(await store.read.first("select count(*) as count from thread_ids")).toEqual({ count: 4 });
  });

  it("of the newest message that is no note go into In-Reply-To", async () => {
    const { store, world, taskId, post } = await openConversation();
    expect(await findNewestInternetMessageId(store.read, taskId)).toBeUndefined();
    await post({ internetMessageId: "<2@x>", postedAt: at(2) });
    await post({ internetMessageId: "<1@x>", postedAt: at(1) });
    await post({ internetMessageId: "<3@x>", postedAt: at(3), isNote: true, author: world.people.tom });
    expect(await findNewestInternetMessageId(store.read, taskId)).toBe("<2@x>");
  });
});
