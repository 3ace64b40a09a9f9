// Which bytes of raw emails go and which stay, also while somebody else begins to need the same bytes.
import { expect, it } from "vitest";
import { getBlob, recordBlob, removeBlobIfUnused } from "../../src/store/blobs.ts";
import type { Store } from "../../src/store/database.ts";
import {
  findInboundEmail,
  markInboundOutcome,
  recordInboundEmail,
  type InboundStatus,
} from "../../src/store/inbound-emails.ts";
import { recordAttachments } from "../../src/store/messages.ts";
import { hasRawMailBefore, removeRawMailBefore } from "../../src/store/raw-mail.ts";
import type { Rows } from "../../src/store/rows.ts";
import { openTestStore } from "../support/store.ts";

const at = "2026-03-02T10:00:00.000Z";
const later = "2026-06-02T10:00:00.000Z";

async function recordOne(
  rows: Rows,
  raw: string,
  status: InboundStatus,
  to = "r@x.example",
): Promise<number> {
  await recordBlob(rows, raw, Buffer.from(raw));
  const id = await recordInboundEmail(rows, {
    source: "raw",
    rawSha256: raw,
    envelopeFrom: "ann@x.example",
    envelopeTo: to,
    providerFields: {},
    receivedAt: at,
  });
  if (status !== "pending" && status !== "processing") {
    const outcome = {
      status,
      reason: "posted",
      class: "human",
      evidence: [],
      fromAddress: null,
      fromName: null,
    };
    const rest = { subject: null, internetMessageId: null, text: null, taskId: null, author: undefined };
    await markInboundOutcome(rows, id!, { ...outcome, ...rest }, at);
  }
  return id!;
}

const receive = (store: Store, ...words: [raw: string, status: InboundStatus, to?: string]) =>
  store.write((rows) => recordOne(rows, ...words));
const remove = (store: Store, countMax = 100) =>
  store.write((rows) => removeRawMailBefore(rows, later, countMax, later));
const isKept = async (store: Store, sha256: string) =>
  (await store.read.first("select 1 as found from blobs where sha256 = ?", sha256)) !== undefined;

it("only what is handled or ignored goes, and what is looked for is what is removed", async () => {
  const store = await openTestStore();
  for (const status of ["pending", "handled", "held", "ignored", "failed"] as const)
    await receive(store, status, status);
  expect(await hasRawMailBefore(store.read, at)).toBe(false);
  expect(await hasRawMailBefore(store.read, later)).toBe(true);
  expect(await remove(store)).toEqual({ emailCount: 2, freedBytes: "handledignored".length });
  expect(await hasRawMailBefore(store.read, later)).toBe(false);
  expect(await remove(store)).toEqual({ emailCount: 0, freedBytes: 0 });
  const kept = await store.read.all<{ sha256: string }>("select sha256 from blobs order by sha256");
  expect(kept.map(({ sha256 }) => sha256)).toEqual(["failed", "held", "pending"]);
});

it("a batch is no larger than it may be", async () => {
  const store = await openTestStore();
  for (const raw of ["a", "b", "c"]) await receive(store, raw, "handled");
  expect((await remove(store, 2)).emailCount).toBe(2);
  expect((await remove(store, 2)).emailCount).toBe(1);
});

it("bytes that another recipient's email still needs stay until that one goes, too", async () => {
  const store = await openTestStore();
  const done = await receive(store, "same", "handled", "one@x.example");
  const held = await receive(store, "same", "held", "two@x.example");
  expect(await remove(store)).toEqual({ emailCount: 1, freedBytes: 0 });
  expect(await findInboundEmail(store.read, done)).toMatchObject({ rawRemovedAt: later, rawSizeBytes: null });
  expect(await findInboundEmail(store.read, held)).toMatchObject({ rawRemovedAt: null, rawSizeBytes: 4 });
  expect((await getBlob(store.read, "same")).toString()).toBe("same");
  await store.write((rows) => rows.run("update inbound_emails set status = 'ignored' where id = ?", held));
  expect(await remove(store)).toEqual({ emailCount: 1, freedBytes: 4 });
});

it("bytes that are an attachment, too, stay", async () => {
  const store = await openTestStore();
  const id = await receive(store, "forwarded", "handled");
  const file = { filename: "f.eml", contentType: "message/rfc822", contentId: null, isInline: false };
  const upload = { ...file, bytes: Buffer.from("forwarded"), sha256: "forwarded" };
  await store.write((rows) => recordAttachments(rows, { inboundEmailId: id }, [upload]));
  expect(await remove(store)).toEqual({ emailCount: 1, freedBytes: 0 });
  expect((await getBlob(store.read, "forwarded")).toString()).toBe("forwarded");
});

it("bytes that somebody begins to need while they are removed are there afterwards, whoever came first", async () => {
  const store = await openTestStore();
  for (let round = 0; round < 20; round++) {
    const raw = `round ${round}`;
    await receive(store, raw, "handled", "one@x.example");
    await Promise.all([remove(store), receive(store, raw, "pending", "two@x.example")]);
    expect(await isKept(store, raw)).toBe(true);
    await store.write((rows) =>
      rows.run("update inbound_emails set status = 'handled', processed_at = ?", at),
    );
  }
});

it("two who remove the two last needs of the same bytes leave nothing behind", async () => {
  const store = await openTestStore();
  for (let round = 0; round < 20; round++) {
    const raw = `round ${round}`;
    await receive(store, raw, "handled", "one@x.example");
    await receive(store, raw, "handled", "two@x.example");
    await Promise.all([remove(store, 1), remove(store, 1)]);
    await remove(store);
    expect(await isKept(store, raw)).toBe(false);
  }
});

it("bytes nobody knows are no fault", async () => {
  const store = await openTestStore();
  expect(await store.write((rows) => removeBlobIfUnused(rows, "nothing"))).toBe(0);
});
