// Emails whose names, subject, ids and file names try to add headers and recipients, for the tests of couriers.
import fc from "fast-check";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { sampleEmail } from "./sample-email.ts";

const pieces = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\u0085",
  "\u2028",
  "\t",
  "Bcc: eve@evil.example",
  "\r\nTo: eve@evil.example\r\n\r\n<script>",
  "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
  '"',
  "<eve@evil.example>",
  ", eve@evil.example",
  ";",
  "\\",
  "Größe",
  "\u202e",
  "\ud83d\ude00",
  " ",
  "a",
  "x".repeat(90),
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((found) => found.join(""));

export const hostileEmail: fc.Arbitrary<OutgoingEmail> = fc
  .record({
    fromName: hostile,
    toName: hostile,
    subject: hostile,
    references: hostile,
    inReplyTo: hostile,
    filename: hostile,
    contentType: hostile,
    contentId: fc.option(hostile),
  })
  .map((values) => ({
    ...sampleEmail,
    from: { ...sampleEmail.from, name: values.fromName },
    to: { ...sampleEmail.to, name: values.toName },
    subject: values.subject,
    headers: {
      ...sampleEmail.headers,
      References: `<t.abc@reply.northbeam.example> ${values.references}`,
      "In-Reply-To": `<t.abc@reply.northbeam.example> ${values.inReplyTo}`,
    },
    attachments: [
      {
        filename: `f${values.filename}`,
        contentType: values.contentType,
        contentId: values.contentId,
        bytes: Buffer.from("x"),
      },
    ],
  }));
