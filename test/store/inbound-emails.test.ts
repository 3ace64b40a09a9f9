// Emails that came in: stored once, claimed by one worker, ended with an outcome, shown on the desk.
import { describe, expect, it, onTestFinished } from "vitest";
import { recordBlob } from "../../src/store/blobs.ts";
import { openStoreAsIs, type Store } from "../../src/store/database.ts";
import {
  claimAbandonedInboundEmail,
  claimInboundEmails,
  hasAbandonedInboundEmails,
  hasClaimableInboundEmails,
  renewInboundLease,
} from "../../src/store/inbound-claims.ts";
import {
  countHeldEmails,
  findInboundEmail,
  inboundPageSize,
  listHeldEmails,
  listInboundEmails,
  markInboundOutcome,
  markInboundPending,
  recordInboundEmail,
  type Outcome,
} from "../../src/store/inbound-emails.ts";
import { openTestDatabase, openTestStore } from "../support/store.ts";
import { openWorld } from "../support/world.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

/** Each from a sender of its own, unless one is named. */
function receive(
  store: Store,
  raw: string,
  envelopeTo = "r@reply.example",
  envelopeFrom = raw === "raw" ? "ann@x.example" : `${raw}@x.example`,
): Promise<number | undefined> {
  return store.write(async (rows) => {
    await recordBlob(rows, raw, Buffer.from(raw));
    return recordInboundEmail(rows, {
      source: "sendgrid",
      rawSha256: raw,
      envelopeFrom,
      envelopeTo,
      providerFields: { spf: "pass", dkim: "{@x.example : pass}" },
      receivedAt: at(0),
    });
  });
}
const claim = (store: Store, countMax: number, until = at(5)) =>
  store.write((rows) => claimInboundEmails(rows, countMax, until));
const takeOver = (store: Store, now: string, until = at(59)) =>
  store.write((rows) => claimAbandonedInboundEmail(rows, now, until));

const outcome: Outcome = {
  status: "held",
  reason: "stranger",
  class: "human",
  evidence: [{ step: "admit", found: "Nobody vouches for it." }],
  fromAddress: "ann@x.example",
  fromName: "Ann",
  subject: "Hello",
  internetMessageId: "<1@x>",
  text: "Hello there",
  taskId: null,
  author: undefined,
};

describe("storing", () => {
  it("keeps a mail once for each recipient, also when it comes five times at once", async () => {
    const store = await openTestStore();
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => receive(store, "same")));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
    expect(await receive(store, "same", "other@reply.example")).toBeDefined();
    expect(await receive(store, "different")).toBeDefined();
    expect(await listInboundEmails(store.read, 1)).toHaveLength(3);
  });

  it("keeps everything that the provider said", async () => {
    const store = await openTestStore();
    const id = (await receive(store, "raw"))!;
    expect(await findInboundEmail(store.read, id)).toMatchObject({
      source: "sendgrid",
      rawSha256: "raw",
      rawSizeBytes: 3,
      envelopeFrom: "ann@x.example",
      envelopeTo: "r@reply.example",
      providerFields: { spf: "pass", dkim: "{@x.example : pass}" },
      receivedAt: at(0),
      status: "pending",
      attempts: 0,
      evidence: [],
      ruling: null,
    });
    expect(await findInboundEmail(store.read, id + 1)).toBeUndefined();
  });
});

describe("claiming", () => {
  it("takes the oldest first, as many as asked, each for one worker", async () => {
    const store = await openTestStore();
    for (const raw of ["a", "b", "c", "d"]) await receive(store, raw);
    const first = await claim(store, 3);
    expect(first.map(({ rawSha256, attempts }) => [rawSha256, attempts])).toEqual([
      ["a", 1],
      ["b", 1],
      ["c", 1],
    ]);
    const rest = await Promise.all([claim(store, 3), claim(store, 3)]);
    expect(rest.flat().map(({ rawSha256 }) => rawSha256)).toEqual(["d"]);
  });

  it("takes over what a dead worker held once its lease ran out, and not before", async () => {
    const store = await openTestStore();
    await receive(store, "a");
    await claim(store, 1, at(5));
    expect(await hasClaimableInboundEmails(store.read, at(5))).toBe(false);
    expect(await hasAbandonedInboundEmails(store.read, at(5))).toBe(false);
    expect(await takeOver(store, at(5))).toBeUndefined();
    expect(await hasClaimableInboundEmails(store.read, at(6))).toBe(true);
    expect(await hasAbandonedInboundEmails(store.read, at(6))).toBe(true);
    expect(await claim(store, 1)).toEqual([]);
    expect(await takeOver(store, at(6), at(9))).toMatchObject({ rawSha256: "a", attempts: 2 });
    expect(await takeOver(store, at(7))).toBeUndefined();
  });

  it("takes over one at a time, the least tried first", async () => {
    const store = await openTestStore();
    for (const raw of ["a", "b", "c"]) await receive(store, raw);
    await claim(store, 3, at(1));
    const taken: (string | undefined)[] = [];
    for (let minute = 2; minute < 8; minute++) {
      taken.push((await takeOver(store, at(minute), at(minute)))?.rawSha256);
    }
    expect(taken).toEqual(["a", "b", "c", "a", "b", "c"]);
  });

  it("gives what was abandoned to one of several workers that ask at once", async () => {
    const store = await openTestStore();
    for (const raw of ["a", "b"]) await receive(store, raw);
    await claim(store, 2, at(1));
    const taken = await Promise.all([1, 2, 3, 4].map(() => takeOver(store, at(2), at(9))));
    expect(taken.flatMap((email) => email?.rawSha256 ?? []).toSorted()).toEqual(["a", "b"]);
  });

  it("takes nothing of a sender of whom another worker has something, and goes past it", async () => {
    const store = await openTestStore();
    for (const [raw, from] of [
      ["a1", "a"],
      ["a2", "a"],
      ["a3", "a"],
      ["b1", "b"],
    ]) {
      await receive(store, raw!, undefined, `${from}@x.example`);
    }
    const [a1] = await claim(store, 1);
    expect(a1?.rawSha256).toBe("a1");
    expect((await claim(store, 3)).map(({ rawSha256 }) => rawSha256)).toEqual(["b1"]);
    // The worker that has it sees to the order itself.
    const more = await store.write((rows) => claimInboundEmails(rows, 1, at(5), [a1!.id]));
    expect(more.map(({ rawSha256 }) => rawSha256)).toEqual(["a2"]);
    for (const { id } of [a1!, ...more])
      await store.write((rows) => markInboundOutcome(rows, id, outcome, at(1)));
    expect((await claim(store, 3)).map(({ rawSha256 }) => rawSha256)).toEqual(["a3"]);
  });

  it("takes reports, which have no sender, side by side", async () => {
    const store = await openTestStore();
    for (const raw of ["a", "b"]) await receive(store, raw, undefined, "");
    expect(await claim(store, 1)).toHaveLength(1);
    expect(await claim(store, 1)).toHaveLength(1);
  });

  it("leaves a sender's emails in their order also when their worker died", async () => {
    const store = await openTestStore();
    for (const raw of ["a1", "a2", "a3"]) await receive(store, raw, undefined, "a@x.example");
    await claim(store, 2, at(1));
    expect(await takeOver(store, at(2), at(9))).toMatchObject({ rawSha256: "a1" });
    expect(await takeOver(store, at(2), at(9))).toBeUndefined();
    expect(await claim(store, 3)).toEqual([]);
  });

  it("of one sender's emails gives each to one of many workers, in their order", async () => {
    const { store, url } = await openTestDatabase();
    const others = await Promise.all([openStoreAsIs(url), openStoreAsIs(url)]);
    onTestFinished(async () => void (await Promise.all(others.map((other) => other.close()))));
    const count = 24;
    for (let number = 0; number < count; number++)
      await receive(store, `r${number}`, undefined, `${number % 3}@x.example`);
    const order: number[][] = [[], [], []];
    const running = [0, 0, 0];
    const workOn = async (one: Store) => {
      for (let ended = 0; order.flat().length < count; ended++) {
        if (ended > 2_000) throw new Error("It never ends.");
        const claimed = await claim(one, 2);
        if (claimed.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        for (const { id, envelopeFrom } of claimed) {
          const sender = Number(envelopeFrom[0]);
          running[sender]! += 1;
          await new Promise((resolve) => setTimeout(resolve, 3));
          expect(running[sender], "emails of one sender at the same time").toBe(1);
          order[sender]!.push(id);
          running[sender]! -= 1;
          await one.write((rows) => markInboundOutcome(rows, id, outcome, at(1)));
        }
      }
    };
    await Promise.all([store, ...others].map(workOn));
    for (const ids of order) expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  });

  it("holds on while its lease is renewed, and not once another took over", async () => {
    const store = await openTestStore();
    await receive(store, "a");
    const [email] = await claim(store, 1, at(5));
    await store.write((rows) => renewInboundLease(rows, email!, at(7)));
    expect(await takeOver(store, at(6))).toBeUndefined();
    expect(await takeOver(store, at(8), at(10))).toBeDefined();
    await store.write((rows) => renewInboundLease(rows, email!, at(20)));
    expect(await hasAbandonedInboundEmails(store.read, at(11))).toBe(true);
  });
});

describe("an outcome", () => {
  it("is stored with its evidence, and the email is not claimed again", async () => {
    const { store, world } = await openWorld();
    const id = (await receive(store, "a"))!;
    await claim(store, 1);
    await store.write((rows) =>
      markInboundOutcome(rows, id, { ...outcome, author: world.people.ann }, at(1)),
    );
    expect(await findInboundEmail(store.read, id)).toMatchObject({
      status: "held",
      reason: "stranger",
      class: "human",
      evidence: outcome.evidence,
      subject: "Hello",
      text: "Hello there",
      internetMessageId: "<1@x>",
      processedAt: at(1),
      contactId: world.people.ann.id,
      staffId: null,
    });
    expect(await hasAbandonedInboundEmails(store.read, at(59))).toBe(false);
    expect(await claim(store, 1)).toEqual([]);
  });

  it("can be asked for again, with what staff ruled and with all tries before it", async () => {
    const { store, world } = await openWorld();
    const id = (await receive(store, "a"))!;
    const ruling = { kind: "open", author: world.people.ann, by: world.people.tom.id } as const;
    await claim(store, 1);
    await store.write((rows) => markInboundOutcome(rows, id, outcome, at(1)));
    await store.write((rows) => markInboundPending(rows, id, ruling));
    expect(await claim(store, 1)).toMatchObject([{ id, ruling, attempts: 1 }]);
    expect((await findInboundEmail(store.read, id))?.ruling).toEqual(ruling);
    await store.write((rows) => markInboundPending(rows, id, null));
    expect((await findInboundEmail(store.read, id))?.ruling).toBeNull();
  });

  it("that a person must look at is on the desk, oldest first; others are not", async () => {
    const store = await openTestStore();
    const statuses = ["held", "handled", "failed", "ignored", "held"] as const;
    for (const [index, status] of statuses.entries()) {
      const id = (await receive(store, String(index)))!;
      await store.write((rows) => markInboundOutcome(rows, id, { ...outcome, status }, at(1)));
    }
    await receive(store, "waiting");
    const held = await listHeldEmails(store.read, 1);
    expect(held.map(({ status, hasAttachments }) => [status, hasAttachments])).toEqual([
      ["held", 0],
      ["failed", 0],
      ["held", 0],
    ]);
    expect(held.map(({ id }) => id)).toEqual(held.map(({ id }) => id).toSorted((one, other) => one - other));
    expect(await countHeldEmails(store.read)).toBe(3);
  });

  it("is listed with all others, newest first, a page and one more", async () => {
    const store = await openTestStore();
    for (let count = 0; count < inboundPageSize + 3; count++) await receive(store, String(count));
    const first = await listInboundEmails(store.read, 1);
    expect(first).toHaveLength(inboundPageSize + 1);
    expect(first[0]!.id).toBeGreaterThan(first[1]!.id);
    expect(await listInboundEmails(store.read, 2)).toHaveLength(3);
  });
});
