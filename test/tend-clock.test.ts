// What a clock that was set back has left ahead of itself is taken up, and what waits for good reason goes on waiting.
import pino from "pino";
import { expect, it } from "vitest";
import { clockTender } from "../src/tend-clock.ts";
import { recordBlob } from "../src/store/blobs.ts";
import type { Store } from "../src/store/database.ts";
import { recordEvent } from "../src/store/events.ts";
import { claimAbandonedInboundEmail, claimInboundEmails } from "../src/store/inbound-claims.ts";
import { recordInboundEmail } from "../src/store/inbound-emails.ts";
import { recordOutboundEmail } from "../src/store/outbound-emails.ts";
import { claimOutboundEmails, releaseOutboundLeases } from "../src/store/outbound-sending.ts";
import { openTestStore } from "./support/store.ts";

const at = (hour: number, minute = 0) =>
  `2026-03-02T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00.000Z`;

async function openTended() {
  const store = await openTestStore();
  let now = at(10);
  const tend = clockTender({ store, clock: () => new Date(now), log: pino({ level: "silent" }) });
  return {
    store,
    tendAt: (moment: string) => {
      now = moment;
      return tend();
    },
  };
}

/** Answers the address of the email that was written down. */
async function queue(
  store: Store,
  toAddress: string,
  composedAt: string,
  notBefore?: string,
): Promise<string> {
  await store.write(async (rows) => {
    await recordEvent(rows, {
      type: "envelopes.sealed",
      at: composedAt,
      payload: { replyDomain: "x", keyIds: [0] },
    });
    const event = await rows.first<{ id: number }>("select max(id) as id from events");
    await recordOutboundEmail(rows, {
      eventId: event!.id,
      taskId: null,
      messageId: null,
      signInId: null,
      participantId: null,
      contactId: null,
      staffId: null,
      kind: "message",
      isNote: false,
      toAddress,
      toName: "Ann",
      fromName: "Northbeam",
      subject: "S",
      text: "T",
      html: "<p>T</p>",
      headers: {},
      placeholder: toAddress,
      composedAt,
      notBefore,
    });
  });
  return toAddress;
}

const dueAt = (store: Store, now: string) =>
  store.write(async (rows) => {
    const claimed = await claimOutboundEmails(rows, 10, now, at(23));
    return claimed.map(({ toAddress }) => toAddress);
  });

it("emails written when the clock stood hours later go out once it was set back", async () => {
  const { store, tendAt } = await openTended();
  expect(await tendAt(at(13))).toBe(0);
  const later = await queue(store, "later@x.example", at(13));
  expect(await dueAt(store, at(10, 1))).toEqual([]);
  expect(await tendAt(at(10, 1))).toBe(1);
  expect(await dueAt(store, at(10, 1))).toEqual([later]);
});

it("the first look finds what a clock left that was set back while nothing ran", async () => {
  const { store, tendAt } = await openTended();
  const later = await queue(store, "later@x.example", at(13));
  expect(await tendAt(at(10))).toBe(1);
  expect(await tendAt(at(10, 1))).toBe(0);
  expect(await dueAt(store, at(10, 1))).toEqual([later]);
});

it("an email that was put off for hours by a clock that goes right stays put off", async () => {
  const { store, tendAt } = await openTended();
  await queue(store, "patient@x.example", at(9), at(14));
  expect(await tendAt(at(10))).toBe(0);
  expect(await dueAt(store, at(10))).toEqual([]);
});

it("an email that a dead process was sending is free, whenever it was written", async () => {
  const { store, tendAt } = await openTended();
  const old = await queue(store, "old@x.example", at(9));
  await store.write((rows) => claimOutboundEmails(rows, 10, at(13), at(13, 1)));
  expect(await tendAt(at(10))).toBe(1);
  await store.write((rows) => releaseOutboundLeases(rows, at(10, 1)));
  expect(await dueAt(store, at(10, 1))).toEqual([old]);
});

it("what a dead process held is free, what a living one holds is not", async () => {
  const { store, tendAt } = await openTended();
  for (const raw of ["dead", "alive"]) {
    await store.write(async (rows) => {
      await recordBlob(rows, raw, Buffer.from(raw));
      await recordInboundEmail(rows, {
        source: "raw",
        rawSha256: raw,
        envelopeFrom: `${raw}@x.example`,
        envelopeTo: "r@reply.example",
        providerFields: {},
        receivedAt: at(9),
      });
      await claimInboundEmails(rows, 1, raw === "dead" ? at(13) : "2026-03-02T10:00:15.000Z");
    });
  }
  expect(await tendAt(at(10))).toBe(1);
  const taken = await store.write((rows) =>
    claimAbandonedInboundEmail(rows, "2026-03-02T10:00:01.000Z", at(11)),
  );
  expect(taken?.rawSha256).toBe("dead");
  expect(
    await store.write((rows) => claimAbandonedInboundEmail(rows, "2026-03-02T10:00:01.000Z", at(11))),
  ).toBeUndefined();
});
