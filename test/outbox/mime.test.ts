// The MIME message of an email, read back by another parser.
import { simpleParser } from "mailparser";
import { expect, it } from "vitest";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { buildMime } from "../../src/outbox/mime.ts";
import { sampleEmail } from "./sample-email.ts";

const email: OutgoingEmail = {
  ...sampleEmail,
  text: "Hello Ann",
  html: '<p>Hello Ann</p><img src="cid:logo%40x" alt=""><img src="cid:plan" alt="">',
};
const bytes = Buffer.from([0x89, 0x50, 0, 255, 13, 10]);
const file = (filename: string, contentType: string, contentId: string | null) => ({
  filename,
  contentType,
  contentId,
  bytes,
});

it("has the headers, both texts and the date of its email", async () => {
  const mail = await simpleParser(await buildMime(email));
  expect(mail.messageId).toBe("<m.abc@reply.northbeam.example>");
  expect(mail.subject).toBe(email.subject);
  expect(mail.date).toEqual(new Date(email.date));
  expect(mail.headers.get("x-inreply-loop")).toBe("abc");
  expect(mail.replyTo?.text).toBe(email.replyTo);
  expect([mail.text, mail.html]).toEqual(["Hello Ann", email.html]);
});

it("shows a picture inline under its Content-ID when the html does, and gives others as attachments with theirs", async () => {
  const raw = await buildMime({
    ...email,
    attachments: [
      file("logo.png", "image/png", "<logo@x>"),
      file("other.png", "image/png", "<logo@xy>"),
      file("plan.pdf", "application/pdf", "plan"),
      file("Größe.txt", "text/plain; charset=utf-8", null),
    ],
  });
  const { attachments } = await simpleParser(raw, { keepCidLinks: true });
  expect(
    attachments.map(({ filename, contentType, contentDisposition, contentId, related, content }) => [
      filename,
      contentType,
      contentDisposition,
      contentId ?? null,
      related === true,
      content.equals(bytes),
    ]),
  ).toEqual([
    ["logo.png", "image/png", "inline", "<logo@x>", true, true],
    ["other.png", "image/png", "attachment", "<logo@xy>", false, true],
    ["plan.pdf", "application/pdf", "attachment", "<plan>", false, true],
    ["Größe.txt", "text/plain", "attachment", null, false, true],
  ]);
});

it("takes no header from a hostile file", async () => {
  const raw = await buildMime({
    ...email,
    attachments: [
      file("a\r\nBcc: x@evil.example\r\n", "image/png\r\nBcc: x@evil.example", "a\r\nBcc: x@evil.example"),
    ],
  });
  expect(raw.toString("latin1")).not.toMatch(/^Bcc:/imu);
  const { attachments } = await simpleParser(raw);
  expect(attachments).toMatchObject([{ contentType: "image/png", contentDisposition: "attachment" }]);
  expect(attachments[0]).not.toHaveProperty("contentId", expect.anything());
});
