// The blocks of a reply: what an erasure takes out of them, and what stays the author's.
import { describe, expect, it } from "vitest";
import { eraseMentions } from "../../src/actions/erase-mentions.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { reportMisreading } from "../../src/actions/report-misreading.ts";
import { eraseQuotesSince } from "../../src/store/erased-words.ts";
import { eraseMessage } from "../../src/store/erasure.ts";
import { findWholeMessage } from "../../src/store/messages.ts";
import { findReplyCase } from "../../src/store/reply-cases.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";
const own = blockOf("kept", "As Ann Weber said: blue.\n\n", { html: "<p>As Ann Weber said: blue.</p>" });
const blocks = [
  blockOf("context", '> Ann Weber <ann@x.example> asked: "which?"\n'),
  own,
  blockOf("signature", "-- \nLee, with Ann Weber\n"),
  blockOf("disclaimer", "Confidential.\n"),
  blockOf("quoted", 'On Monday "Ann Weber" <ann@x.example> wrote:\n> Hello'),
];

async function openReply() {
  const { store, world } = await openWorld(at);
  const { people, clients } = world;
  const messageId = await store.write(async (rows) => {
    const opening = { clientId: clients.harbor, title: "Form", author: people.priya, text: "Which?" };
    const { taskId } = await openTask(rows, at, { ...opening, channel: "portal", postedAt: at });
    const answer = { taskId, author: people.lee, channel: "email", text: "", postedAt: at } as const;
    const posted = await postMessage(rows, at, { ...answer, reply: replyOf(blocks) });
    if (posted.kind !== "posted") throw new Error("The reply is there already.");
    const verdict = "cut_too_much";
    await reportMisreading(rows, at, { messageId: posted.messageId, verdict, by: people.tom });
    return posted.messageId;
  });
  const found = async () => (await findWholeMessage(store.read, messageId))!;
  return { store, messageId, found };
}

describe("of an erased author", () => {
  it("the signature goes, and what they wrote stays", async () => {
    const { store, messageId, found } = await openReply();
    const before = await found();
    await store.write((rows) => eraseMessage(rows, messageId, null));
    expect(await found()).toEqual({ ...before, blocks: [blocks[0], own, blocks[4]] });
  });

  it("all goes with their words, and what was said of it", async () => {
    const { store, messageId, found } = await openReply();
    await store.write((rows) => eraseMessage(rows, messageId, "(erased)"));
    expect(await found()).toMatchObject({ kept: "(erased)", blocks: null });
    expect(await findReplyCase(store.read, 1)).toBeUndefined();
  });
});

describe("of somebody who answered an erased author", () => {
  it("quotes go, also those that answers stand between, and so does what was said of the whole", async () => {
    const { store, found } = await openReply();
    const { taskId } = await found();
    await store.write((rows) => eraseQuotesSince(rows, taskId, at));
    expect(await found()).toMatchObject({
      kept: "As Ann Weber said: blue.",
      blocks: [own, blocks[2], blocks[3]],
    });
    expect(await findReplyCase(store.read, 1)).toBeUndefined();
  });

  it("names and addresses go from what is not their own, within its marks and line ends", async () => {
    const { store, found } = await openReply();
    const before = await found();
    const named = { names: ["Ann Weber"], addresses: ["ann@x.example"], substitute: "Former contact" };
    await store.write((rows) => eraseMentions(rows, named));
    expect(await found()).toEqual({
      ...before,
      blocks: [
        blocks[0],
        own,
        { ...blocks[2], text: "-- \nLee, with Former contact\n" },
        blocks[3],
        { ...blocks[4], text: 'On Monday "Former contact" <(erased)> wrote:\n> Hello' },
      ],
    });
  });
});
