// The MIME message of an email, read back by another parser.
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { parseEmail } from "../../src/inbox/parse.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { buildMime } from "../../src/outbox/mime.ts";
import { sessionCalendar } from "../../src/outbox/session-calendar.ts";
import { sampleSession } from "./sample-session.ts";
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

it("has the headers that mail programs make a button of, the link whole", async () => {
  const [head = ""] = (await buildMime(email)).toString("latin1").split("\r\n\r\n");
  const unfolded = head.replaceAll(/\r\n[ \t]/gu, " ");
  for (const name of ["List-Unsubscribe", "List-Unsubscribe-Post"]) {
    const lines = unfolded
      .split("\r\n")
      .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    expect(lines.map((line) => line.slice(name.length + 1).trim())).toEqual([sampleEmail.headers[name]]);
  }
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

describe("a calendar file", () => {
  const calendar = { method: "REQUEST", content: sessionCalendar(sampleSession, "request") } as const;

  /** The content types of all parts, each multipart before its own, by how deep it is. */
  const outlineOf = (raw: Buffer) =>
    [...raw.toString("latin1").matchAll(/^Content-Type: ((?:[^\r\n]|\r\n[ \t])+)/gmu)].map(([, type = ""]) =>
      type.replaceAll(/\s+/gu, " ").replace(/; boundary="[^"]+"/u, ""),
    );

  it("is the last form of the text with its method, and the file invite.ics", async () => {
    const raw = await buildMime({ ...email, html: "<p>Hello Ann</p>", calendar });
    expect(outlineOf(raw)).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain; charset=utf-8",
      "text/html; charset=utf-8",
      "text/calendar; charset=utf-8; method=REQUEST",
      "application/ics; name=invite.ics",
    ]);
    expect(raw.toString("latin1")).toMatch(/^Content-Disposition: attachment; filename=invite\.ics\r$/mu);
  });

  it("arrives in both places as it was written, whatever its charset needs", async () => {
    const words = { ...sampleSession, agenda: "Größe, 標題 = 👩‍💻\nFrom here on\n.\n" };
    const content = sessionCalendar(words, "cancel");
    const { attachments } = await simpleParser(
      await buildMime({ ...email, calendar: { method: "CANCEL", content } }),
    );
    expect(attachments.map((part) => [part.contentType, part.filename, part.content.toString()])).toEqual([
      ["text/calendar", undefined, content],
      ["application/ics", "invite.ics", content],
    ]);
    expect(attachments[0]!.headers.get("content-type")).toMatchObject({
      params: { charset: "utf-8", method: "CANCEL" },
    });
  });

  it("goes well with pictures that the html shows and with other files", async () => {
    const raw = await buildMime({
      ...email,
      calendar,
      attachments: [file("logo.png", "image/png", "<logo@x>"), file("plan.pdf", "application/pdf", null)],
    });
    expect(outlineOf(raw)).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain; charset=utf-8",
      'multipart/related; type="text/html"',
      "text/html; charset=utf-8",
      "image/png; name=logo.png",
      "text/calendar; charset=utf-8; method=REQUEST",
      "application/pdf; name=plan.pdf",
      "application/ics; name=invite.ics",
    ]);
  });

  it("is what our own reading of an email finds", async () => {
    const parsed = await parseEmail(await buildMime({ ...email, calendar }));
    expect(parsed.calendarMethod).toBe("REQUEST");
    expect(parsed.text).toBe("Hello Ann");
  });
});

it("an email without a calendar file has none of its parts", async () => {
  expect((await buildMime(email)).toString("latin1")).not.toMatch(/calendar|\.ics/iu);
});
