// Emails to send: one an event and address, claimed by one worker when due, and what their provider says of them.
import { describe, expect, it } from "vitest";
import type { Store } from "../../src/store/database.ts";
import { recordEvent } from "../../src/store/events.ts";
import { recordMessage } from "../../src/store/messages.ts";
import { listDeliveriesOfTask, markDelivery, recordDeliveryEvent } from "../../src/store/deliveries.ts";
import {
  findNewestOutboundEmailTo,
  findOutboundEmail,
  listOutboundEmailsTo,
  lockOutboundEmail,
  markOutboundIdentity,
  recordOutboundEmail,
  type NewOutboundEmail,
} from "../../src/store/outbound-emails.ts";
import {
  claimOutboundEmails,
  markOutboundRefused,
  markOutboundRetry,
  markOutboundSent,
  markOutboundUnknown,
  releaseOutboundLeases,
  renewOutboundLease,
} from "../../src/store/outbound-sending.ts";
import { findParticipantOf, recordParticipant } from "../../src/store/participants.ts";
import { recordTask } from "../../src/store/tasks.ts";
import { openWorld } from "../support/world.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

/** A task with a message and one event, and a function that writes emails about it. */
async function openOutbox() {
  const { store, world } = await openWorld();
  const ids = await store.write(async (rows) => {
    const taskId = (await recordTask(rows, {
      clientId: world.clients.harbor,
      title: "T",
      stage: "Triage",
      openedAt: at(0),
    }))!;
    await recordParticipant(rows, taskId, world.people.ann, at(0));
    const participant = await findParticipantOf(rows, taskId, world.people.ann);
    const messageId = (await recordMessage(rows, {
      taskId,
      author: world.people.tom,
      channel: "portal",
      isNote: false,
      isQuiet: false,
      isByLink: false,
      kept: "Hi",
      blocks: null,
      method: null,
      confidence: null,
      internetMessageId: null,
      inboundEmailId: null,
      postedAt: at(0),
      submissionKey: null,
    }))!;
    return { taskId, messageId, participantId: participant!.id };
  });
  const newEvent = () =>
    store.write(async (rows) => {
      const payload = { messageId: ids.messageId, isNote: false, isQuiet: false };
      await recordEvent(rows, { type: "message.posted", taskId: ids.taskId, at: at(0), payload });
      return (await rows.first<{ id: number }>("select max(id) as id from events"))!.id;
    });
  const compose = async (more: Partial<NewOutboundEmail> = {}) => {
    const email: NewOutboundEmail = {
      eventId: more.eventId ?? (await newEvent()),
      ...ids,
      signInId: null,
      contactId: world.people.ann.id,
      staffId: null,
      kind: "message",
      isNote: false,
      toAddress: "ann@x.example",
      toName: "Ann",
      fromName: "Tom",
      subject: "T [#1]",
      text: "text",
      html: "<p>html</p>",
      headers: { "X-One": "1" },
      placeholder: "place-1",
      composedAt: at(0),
      ...more,
    };
    return store.write((rows) => recordOutboundEmail(rows, email));
  };
  return { store, ...ids, newEvent, compose };
}

const claim = (store: Store, minute = 0, countMax = 10, until = at(minute + 2)) =>
  store.write((rows) => claimOutboundEmails(rows, countMax, at(minute), until));
const stateOf = async (store: Store, id: number) => {
  const { status, attempts, reason, delivery, sentAt } = (await findOutboundEmail(store.read, id))!;
  return { status, attempts, reason, delivery, sentAt };
};

describe("writing down", () => {
  it("an email of a note to a contact is refused by the table itself, also when it becomes one afterwards", async () => {
    const { store, compose } = await openOutbox();
    await expect(compose({ isNote: true })).rejects.toThrow(/notes_for_staff/u);
    const message = await compose();
    const becoming = store.write((rows) =>
      rows.run("update outbound_emails set is_note = 1 where id = ?", message!),
    );
    await expect(becoming).rejects.toThrow(/notes_for_staff/u);
    const note = await compose({ isNote: true, contactId: null, staffId: 1, participantId: null });
    expect(await findOutboundEmail(store.read, note!)).toMatchObject({ isNote: 1, contactId: null });
    expect(await findOutboundEmail(store.read, message!)).toMatchObject({ isNote: 0 });
  });

  it("happens once for each event and address, whoever announces", async () => {
    const { store, compose, newEvent } = await openOutbox();
    const eventId = await newEvent();
    const ids = await Promise.all([1, 2, 3].map(() => compose({ eventId })));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
    expect(await compose({ eventId, toAddress: "lee@x.example" })).toBeDefined();
    expect(await compose()).toBeDefined();
    expect(await store.read.first("select count(*) as count from outbound_emails")).toEqual({ count: 3 });
  });

  it("gives each its own Message-ID", async () => {
    const { store, compose } = await openOutbox();
    const [one, other] = [(await compose())!, (await compose())!];
    await store.write((rows) => markOutboundIdentity(rows, one, "<1@x>", { "Message-ID": "<1@x>" }));
    expect(await findOutboundEmail(store.read, one)).toMatchObject({
      internetMessageId: "<1@x>",
      headers: { "Message-ID": "<1@x>" },
      subject: "T [#1]",
    });
    const taking = store.write((rows) => markOutboundIdentity(rows, other, "<1@x>", {}));
    await expect(taking).rejects.toThrow(/unique/iu);
  });
});

describe("claiming", () => {
  it("takes what is due, longest waiting first, each for one worker", async () => {
    const { store, compose } = await openOutbox();
    const late = (await compose({ composedAt: at(9) }))!;
    const second = (await compose({ composedAt: at(2) }))!;
    const first = (await compose({ composedAt: at(1) }))!;
    const claims = await Promise.all([claim(store, 5, 1), claim(store, 5, 1), claim(store, 5, 1)]);
    expect(claims.flat().map(({ id, attempts, status }) => [id, attempts, status])).toEqual([
      [first, 1, "sending"],
      [second, 1, "sending"],
    ]);
    expect((await claim(store, 9)).map(({ id }) => id)).toEqual([late]);
  });

  it("of an email whose lease ran out is possible again, of one that is being sent is not", async () => {
    const { store, compose } = await openOutbox();
    const id = (await compose())!;
    await claim(store, 0, 1, at(2));
    expect(await store.write((rows) => releaseOutboundLeases(rows, at(2)))).toBe(0);
    expect(await store.write((rows) => releaseOutboundLeases(rows, at(3)))).toBe(1);
    expect(await claim(store, 3)).toMatchObject([{ id, attempts: 2 }]);
  });

  it("waits while the lease is renewed, and a worker that lost it renews nothing", async () => {
    const { store, compose } = await openOutbox();
    await compose();
    const [email] = await claim(store, 0, 1, at(2));
    await store.write((rows) => renewOutboundLease(rows, email!, at(5)));
    expect(await store.write((rows) => releaseOutboundLeases(rows, at(4)))).toBe(0);
    expect(await store.write((rows) => releaseOutboundLeases(rows, at(6)))).toBe(1);
    await claim(store, 6, 1, at(8));
    await store.write((rows) => renewOutboundLease(rows, email!, at(20)));
    expect(await store.write((rows) => releaseOutboundLeases(rows, at(9)))).toBe(1);
  });
});

describe("what became of sending", () => {
  it("is kept: sent, to be tried again, unknown, refused", async () => {
    const { store, compose } = await openOutbox();
    const id = (await compose())!;
    await claim(store);
    await store.write((rows) => markOutboundRetry(rows, { id, attempts: 1 }, "Busy.", at(4)));
    expect(await stateOf(store, id)).toMatchObject({ status: "queued", attempts: 1, reason: "Busy." });
    expect(await claim(store, 3)).toEqual([]);
    await claim(store, 4);
    await store.write((rows) => markOutboundUnknown(rows, { id, attempts: 2 }, "Lost.", at(30)));
    expect(await stateOf(store, id)).toMatchObject({ status: "unknown", reason: "Lost." });
    await store.write((rows) => releaseOutboundLeases(rows, at(31)));
    await claim(store, 31);
    await store.write((rows) => markOutboundSent(rows, id, "theirs", at(31)));
    expect(await stateOf(store, id)).toEqual({
      status: "sent",
      attempts: 3,
      reason: null,
      delivery: null,
      sentAt: at(31),
    });
  });

  it("does not overrule what was settled meanwhile", async () => {
    const { store, compose } = await openOutbox();
    const id = (await compose())!;
    await claim(store);
    await store.write((rows) => markDelivery(rows, id, "delivered", null, at(1)));
    await store.write(async (rows) => {
      await markOutboundRetry(rows, { id, attempts: 1 }, "?", at(9));
      await markOutboundUnknown(rows, { id, attempts: 1 }, "?", at(9));
      expect(await markOutboundRefused(rows, { id, attempts: 1 }, "?")).toBe(false);
    });
    expect(await stateOf(store, id)).toMatchObject({ status: "sent", delivery: "delivered", sentAt: at(1) });
  });

  it("is refused once", async () => {
    const { store, compose } = await openOutbox();
    const id = (await compose())!;
    await claim(store);
    const refuse = () => store.write((rows) => markOutboundRefused(rows, { id, attempts: 1 }, "No."));
    expect([await refuse(), await refuse()]).toEqual([true, false]);
    await store.write((rows) => markDelivery(rows, id, "bounced", null, at(1)));
    expect(await stateOf(store, id)).toMatchObject({ status: "refused", reason: "No.", delivery: "bounced" });
  });
});

describe("what a provider says", () => {
  it("is kept once for each kind and moment", async () => {
    const { store, compose } = await openOutbox();
    const outboundEmailId = (await compose())!;
    const say = (kind: "delivered" | "bounced", minute: number) =>
      store.write((rows) =>
        recordDeliveryEvent(rows, { outboundEmailId, kind, reason: null, at: at(minute), recordedAt: at(9) }),
      );
    expect([
      await say("delivered", 1),
      await say("delivered", 1),
      await say("delivered", 2),
      await say("bounced", 1),
    ]).toEqual([true, false, true, true]);
  });

  it("keeps an earlier reason when it gives none", async () => {
    const { store, compose } = await openOutbox();
    const id = (await compose())!;
    await store.write((rows) => markDelivery(rows, id, "deferred", "Mailbox busy.", at(1)));
    await store.write((rows) => markDelivery(rows, id, "delivered", null, at(2)));
    expect(await stateOf(store, id)).toMatchObject({
      delivery: "delivered",
      reason: "Mailbox busy.",
      sentAt: at(1),
    });
  });

  it("can be weighed against what was said before, with nobody changing it in between", async () => {
    const { store, compose } = await openOutbox();
    const id = (await compose())!;
    const order: string[] = [];
    const slow = store.write(async (rows) => {
      const email = await lockOutboundEmail(rows, id);
      order.push(`first saw ${email?.delivery}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await markDelivery(rows, id, "delivered", null, at(1));
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = store.write(async (rows) => {
      const email = await lockOutboundEmail(rows, id);
      order.push(`second saw ${email?.delivery}`);
    });
    await Promise.all([slow, second]);
    expect(order).toEqual(["first saw null", "second saw delivered"]);
    expect(await store.write((rows) => lockOutboundEmail(rows, id + 1))).toBeUndefined();
  });
});

describe("looking up", () => {
  it("finds the newest email that a participant was sent on a task", async () => {
    const { store, taskId, participantId, compose } = await openOutbox();
    await compose();
    const newest = await compose();
    await compose({ participantId: null });
    expect((await findNewestOutboundEmailTo(store.read, taskId, participantId))?.id).toBe(newest);
    expect(await findNewestOutboundEmailTo(store.read, taskId, participantId + 1)).toBeUndefined();
  });

  it("lists what was sent to an address, newest first, and how far a task's emails got", async () => {
    const { store, taskId, messageId, compose } = await openOutbox();
    const ids = [(await compose())!, (await compose())!, (await compose())!];
    await compose({ toAddress: "lee@x.example", toName: "Lee" });
    await claim(store);
    for (const id of ids.slice(0, 2)) await store.write((rows) => markOutboundSent(rows, id, null, at(1)));
    expect((await listOutboundEmailsTo(store.read, "ann@x.example", 10)).map(({ id }) => id)).toEqual([
      ids[1],
      ids[0],
    ]);
    expect(await listOutboundEmailsTo(store.read, "ann@x.example", 1)).toHaveLength(1);
    expect(
      (await listDeliveriesOfTask(store.read, taskId)).map(({ status, messageId: of }) => [status, of]),
    ).toEqual([
      ["sent", messageId],
      ["sent", messageId],
      ["sending", messageId],
      ["sending", messageId],
    ]);
  });
});
