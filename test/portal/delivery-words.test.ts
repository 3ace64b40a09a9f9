// What staff read about the emails of one message.
import { expect, test } from "vitest";
import { deliveriesForStaff } from "../../src/portal/delivery-words.ts";
import type { DeliveryRow } from "../../src/store/outbound-emails.ts";

test("recipients whose emails are in the same state share a sentence, and a failure stands alone with its reason", () => {
  expect(
    deliveriesForStaff([
      row("Ann Weber", { status: "sent" }),
      row("Lee Okafor", { status: "sent", delivery: "bounced", reason: "550 no such mailbox" }),
      row("Tom Becker", { status: "sent" }),
      row("Priya Nair", { status: "sent", delivery: "delivered" }),
    ]),
  ).toEqual([
    { words: "Sent to Ann Weber and Tom Becker", isFailure: false },
    { words: "Could not be delivered to Lee Okafor: 550 no such mailbox", isFailure: true },
    { words: "Delivered to Priya Nair", isFailure: false },
  ]);
});

function row(toName: string, state: Partial<DeliveryRow>): DeliveryRow {
  const queued = { id: 1, messageId: 1, toAddress: "a@x.example", status: "queued", sentAt: null } as const;
  return { ...queued, toName, delivery: null, reason: null, ...state };
}
