// SendGrid's entries one by one: what each says, and that none of them can be written so that reading fails.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSendgridEvent } from "../../src/outbox/sendgrid-events.ts";

const entry = {
  email: "Ann@X.example",
  timestamp: 1_513_299_569,
  "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
  sg_event_id: "x",
  inreply_email_id: "7",
};
const read = (fields: Record<string, unknown>) => readSendgridEvent({ ...entry, ...fields });
const saying = (fields: Record<string, unknown>) => {
  const reading = read(fields);
  if (reading.kind !== "event") return reading.kind;
  const { delivery, reason, pause } = reading.event;
  return [delivery, reason, pause?.cause ?? null, pause?.isKeptByProvider ?? null];
};

describe("an entry", () => {
  it("names its email, its recipient and its moment", () => {
    expect(read({ event: "delivered" })).toEqual({
      kind: "event",
      event: {
        outboundEmailId: 7,
        internetMessageId: "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        address: "ann@x.example",
        at: "2017-12-15T00:59:29.000Z",
        delivery: "delivered",
        reason: null,
      },
    });
  });

  // Source: Twilio SendGrid, "Event Webhook Reference", and its list of reasons of a drop.
  it.each<[Record<string, unknown>, unknown]>([
    [{ event: "processed" }, ["processed", null, null, null]],
    [
      { event: "deferred", response: "400 try again later", attempt: "5" },
      ["deferred", "400 try again later (try 5)", null, null],
    ],
    [{ event: "deferred", attempt: 2 }, ["deferred", "try 2", null, null]],
    [{ event: "deferred", response: "400", attempt: "x" }, ["deferred", "400", null, null]],
    [
      { event: "bounce", reason: "500 unknown recipient", status: "5.0.0", type: "bounce" },
      ["bounced", "500 unknown recipient", "bounced", true],
    ],
    [
      { event: "bounce", reason: "500 unknown recipient", status: "5.0.0", type: "blocked" },
      ["bounced", "500 unknown recipient", null, null],
    ],
    [
      { event: "bounce", reason: "550 5.1.1 no such user" },
      ["bounced", "550 5.1.1 no such user", "bounced", false],
    ],
    [{ event: "bounce", reason: "552 5.2.2 full" }, ["bounced", "552 5.2.2 full", null, null]],
    [{ event: "bounce", status: "5.1.1", type: "bounce" }, ["bounced", "5.1.1", "bounced", true]],
    [{ event: "bounce", type: "blocked" }, ["bounced", null, null, null]],
    [
      { event: "dropped", reason: "Bounced Address" },
      ["dropped", "SendGrid kept it back: Bounced Address", "dropped", true],
    ],
    [
      { event: "dropped", reason: "Spam Reporting Address" },
      ["dropped", "SendGrid kept it back: Spam Reporting Address", "dropped", true],
    ],
    [
      { event: "dropped", reason: "Unsubscribed Address" },
      ["dropped", "SendGrid kept it back: Unsubscribed Address", "dropped", true],
    ],
    [{ event: "dropped", reason: "Invalid" }, ["dropped", "SendGrid kept it back: Invalid", "dropped", true]],
    [
      { event: "dropped", reason: "Invalid SMTPAPI header" },
      ["dropped", "SendGrid kept it back: Invalid SMTPAPI header", null, null],
    ],
    [
      { event: "dropped", reason: "Recipient List over Package Quota" },
      ["dropped", "SendGrid kept it back: Recipient List over Package Quota", null, null],
    ],
    [{ event: "dropped" }, ["dropped", "SendGrid kept it back: it gave no reason", null, null]],
    [{ event: "spamreport" }, ["complained", "It was reported as spam.", "complained", true]],
    [{ event: "open" }, "other"],
    [{ event: "click" }, "other"],
    [{ event: "unsubscribe" }, "other"],
    [{ event: "group_resubscribe" }, "other"],
    [{ event: "account_status_change" }, "other"],
    [{ event: "something new" }, "other"],
    [{ event: 1 }, "unreadable"],
    [{ event: "bounce", email: null }, "unreadable"],
    [{ event: "bounce", timestamp: null }, "unreadable"],
  ])("%j", (fields, expected) => {
    expect(saying(fields)).toEqual(expected);
  });

  it("keeps of a server's words one line of bounded length", () => {
    const reason = `550 no\r\nBcc: x\u0000\u009f ${"long ".repeat(1_000)}`;
    const reading = read({ event: "bounce", reason });
    const kept = reading.kind === "event" ? (reading.event.reason ?? "") : "";
    expect(kept).toMatch(/^550 no Bcc: x long long/u);
    expect(kept.length).toBeLessThanOrEqual(500);
  });

  it("that is anything at all is read without a fault", () => {
    const values = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
    const keys = fc.constantFrom(
      "email",
      "event",
      "timestamp",
      "reason",
      "attempt",
      "inreply_email_id",
      "smtp-id",
    );
    const names = fc.constantFrom("processed", "deferred", "bounce", "dropped", "spamreport");
    fc.assert(
      fc.property(fc.oneof(values, fc.dictionary(keys, values)), names, (value, event) => {
        expect(readSendgridEvent(value).kind).toMatch(/^(?:event|other|unreadable)$/u);
        if (typeof value === "object" && value !== null) read({ ...value, event });
      }),
    );
  });
});
