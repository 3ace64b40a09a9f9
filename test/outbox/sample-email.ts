// An email as couriers are given it, for the tests of all of them.
import type { OutgoingEmail } from "../../src/outbox/courier.ts";

export const sampleEmail: OutgoingEmail = {
  outboundEmailId: 41,
  from: { name: "Priya Nair (Northbeam)", address: "requests@reply.northbeam.example" },
  to: { name: "Ann Weber, Dr.", address: "ann@harbordental.example" },
  replyTo: "rabc@reply.northbeam.example",
  envelopeFrom: "babc@reply.northbeam.example",
  subject: "Fix the booking form — soon [#7]",
  text: "Hello Ann,\n\n{{this}} stays as it is.",
  html: "<p>Hello Ann, &amp; all</p>",
  headers: {
    "Message-ID": "<m.abc@reply.northbeam.example>",
    References: "<t.abc@reply.northbeam.example> <w.abc@reply.northbeam.example>",
    "List-Unsubscribe":
      "<https://portal.northbeam.example/unsubscribe/caaaaaaaaabkluwgt2nqjphkbhxsd7ffzkv4s>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "X-Inreply-Loop": "abc",
  },
  attachments: [],
  date: "2026-03-02T10:00:00.000Z",
};
