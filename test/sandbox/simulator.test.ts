import { simpleParser, type AddressObject, type ParsedMail } from "mailparser";
import { describe, expect, test } from "vitest";
import { extractReply } from "../../src/reply/extract.ts";
import { programs, writeAnswer, writeNewEmail, type Typed } from "../../src/sandbox/simulator.ts";
import { writeAutoReply } from "../../src/sandbox/auto-reply.ts";
import { openReceived } from "./received.ts";

const ann = { name: "Ann Weber", address: "ann@harbordental.example", timeZone: "Europe/Berlin" };
const words =
  "Yes, please hand them over today, and tell Altona before you do so that they can plan for it.\n\nÄ line with 1 < 2 & “quotes”.\n\n- one\n- two\n\nAnn";
const at = new Date("2026-03-03T15:30:05.000Z");

const typedIn = (program: Typed["program"], more: Partial<Typed> = {}): Typed => ({
  author: ann,
  program,
  words,
  at,
  ...more,
});
const addresses = (field: ParsedMail["to"]) => (field as AddressObject).value.map(({ address }) => address);
const flat = (text: string) => text.replaceAll(/\s+/gu, " ").trim();

describe.each(programs.map(({ name }) => name))("an answer written with %s", (program) => {
  test("goes to the Reply-To of the email and names it in its headers", async () => {
    const { received } = await openReceived();
    const answer = await writeAnswer(received, typedIn(program));
    const mail = await simpleParser(answer.raw);
    expect(addresses(mail.to)).toEqual([received.replyTo]);
    expect(answer.envelopeTo).toBe(received.replyTo);
    expect(mail.from?.value).toEqual([{ name: ann.name, address: ann.address }]);
    expect(mail.inReplyTo).toBe(received.headers["Message-ID"]);
    const references = received.headers["References"]!.split(" ");
    expect(mail.references).toEqual([...references, received.headers["Message-ID"]]);
    expect(mail.subject?.toLowerCase()).toBe(`re: ${received.subject}`.toLowerCase());
    expect(mail.messageId).toMatch(/^<[^<>\s]{20,}@[a-z.]+>$/u);
    expect(mail.date).toEqual(at);
    expect(answer.raw.toString()).toContain("\r\nDate: Tue, 3 Mar 2026 16:30:05 +0100\r\n");
  });

  test("has both alternatives, each with the words above and the whole email quoted below", async () => {
    const { received } = await openReceived();
    const mail = await simpleParser((await writeAnswer(received, typedIn(program))).raw);
    expect(mail.headers.get("content-type")).toMatchObject({ value: "multipart/alternative" });
    const text = flat(mail.text ?? "").replaceAll("> ", "");
    expect(text.startsWith(flat(words))).toBe(true);
    expect(text).toContain("Altona reaches Altona");
    expect(text).toContain("Open the task");
    const html = String(mail.html);
    expect(html.indexOf("hand them over")).toBeLessThan(html.indexOf("Altona reaches Altona"));
    // What was text in the email stays text in the quote.
    expect(html).toContain("&lt;b&gt;Hafencity&lt;/b&gt; &amp; co.");
  });

  test("is cut by reply extraction to exactly the typed words", async () => {
    const { received } = await openReceived();
    const mail = await simpleParser((await writeAnswer(received, typedIn(program))).raw);
    const html = String(mail.html);
    expect(extractReply({ text: mail.text, html }).kept).toBe(words);
    expect(extractReply({ text: mail.text, html, parent: received }).kept).toBe(words);
    // The text part alone breaks lines where the program breaks them.
    expect(flat(extractReply({ text: mail.text, parent: received }).kept)).toBe(flat(words));
  });

  test("carries files byte for byte", async () => {
    const { received } = await openReceived();
    const bytes = Buffer.from([0, 255, 13, 10, 0, 128, 10]);
    const files = [{ filename: "Übersicht “neu”.bin", contentType: "application/x-test", bytes }];
    const mail = await simpleParser((await writeAnswer(received, typedIn(program, { files }))).raw);
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ["Übersicht “neu”.bin", "application/x-test"],
    ]);
    expect(mail.attachments[0]?.content.equals(bytes)).toBe(true);
  });

  test("is the same bytes for the same input, and has another id for other words", async () => {
    const { received } = await openReceived();
    const first = await writeAnswer(received, typedIn(program));
    const again = await writeAnswer(received, typedIn(program));
    expect(again.raw.equals(first.raw)).toBe(true);
    const other = await simpleParser((await writeAnswer(received, typedIn(program, { words: "No." }))).raw);
    expect(other.messageId).not.toBe((await simpleParser(first.raw)).messageId);
  });

  test("keeps a subject that is an answer already", async () => {
    const { received } = await openReceived();
    const subject = `Re: ${received.subject}`;
    const mail = await simpleParser((await writeAnswer({ ...received, subject }, typedIn(program))).raw);
    expect(mail.subject).toBe(subject);
  });

  test("brings back the pictures that the quoted html shows, and no other file", async () => {
    const { received } = await openReceived();
    const picture = {
      filename: "a.png",
      contentType: "image/png",
      contentId: "p1@here",
      bytes: Buffer.from("png"),
    };
    const attachments = [picture, { ...picture, filename: "b.png", contentId: null }];
    const html = received.html.replace("</div>", '<img src="cid:p1@here"></div>');
    const answer = await writeAnswer({ ...received, html, attachments }, typedIn(program));
    const mail = await simpleParser(answer.raw);
    expect(mail.attachments.map(({ cid, filename }) => [cid, filename])).toEqual([["p1@here", "a.png"]]);
  });

  test("cannot be given header lines through names or subjects", async () => {
    const { received } = await openReceived();
    const author = { ...ann, name: "Ann\r\nBcc: everybody@harbordental.example" };
    const subject = "Hello\r\nX-Injected: yes";
    const answer = await writeAnswer({ ...received, subject }, typedIn(program, { author }));
    const mail = await simpleParser(answer.raw);
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has("x-injected")).toBe(false);
  });
});

test("Gmail quotes in its container, with ids and classes made meaningless and data attributes gone", async () => {
  const { received } = await openReceived();
  const mail = await simpleParser((await writeAnswer(received, typedIn("gmail-web"))).raw);
  const html = String(mail.html);
  expect(html).toContain(
    '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">',
  );
  expect(html).toContain("On Tue, Mar 3, 2026 at 3:14\u202fPM Priya Nair (Northbeam) &lt;");
  expect(html).toMatch(/class="m_-?\d{19}page"/u);
  expect(html).not.toContain("data-inreply");
  expect(html).not.toContain("<style");
  const lines = (mail.text ?? "").split("\n");
  expect(lines.filter((line) => line.length > 80 && !line.includes("http"))).toEqual([]);
});

test("Outlook heads the quote with a block, keeps data attributes and reads comments meant for Word", async () => {
  const { received } = await openReceived();
  const mail = await simpleParser((await writeAnswer(received, typedIn("outlook-desktop"))).raw);
  const html = String(mail.html);
  expect(mail.subject).toBe(`RE: ${received.subject}`);
  expect(html).toContain("<b>Sent:</b> Tuesday, March 3, 2026 3:14 PM<br>");
  expect(html).toContain('data-inreply="email"');
  expect(html).toContain('<table role="presentation" width="600"');
  expect(html).not.toContain("[if mso]");
  expect(mail.text).toContain(`Subject: ${received.subject}\n`);
  expect(mail.text).not.toContain("\n> ");
});

test("Apple Mail puts its attribution inside the quote", async () => {
  const { received } = await openReceived();
  const mail = await simpleParser((await writeAnswer(received, typedIn("apple-mail"))).raw);
  expect(String(mail.html)).toContain(
    '<blockquote type="cite"><div>On 3 Mar 2026, at 15:14, Priya Nair (Northbeam) &lt;',
  );
  expect(mail.text).toContain("\n> On 3 Mar 2026, at 15:14, Priya Nair (Northbeam) <");
});

test("a signature is taken for one when Gmail puts it below", async () => {
  const { received } = await openReceived();
  const author = { ...ann, signature: "Ann Weber\nHarbor Dental" };
  const mail = await simpleParser((await writeAnswer(received, typedIn("gmail-web", { author }))).raw);
  const reply = extractReply({ text: mail.text, html: String(mail.html) });
  expect(reply.kept).toBe(words);
  expect(flat(reply.signature)).toContain("Ann Weber Harbor Dental");
});

test("a new email carries its words and no thread", async () => {
  const email = await writeNewEmail({ to: "hello@x.example", subject: "A report" }, typedIn("apple-mail"));
  const mail = await simpleParser(email.raw);
  expect([mail.subject, addresses(mail.to), mail.inReplyTo, mail.references]).toEqual([
    "A report",
    ["hello@x.example"],
    undefined,
    undefined,
  ]);
  expect(mail.text?.trim()).toBe(words);
});

test("an out-of-office answer goes to From, from nobody, marked as automatic, in its language", async () => {
  const { received } = await openReceived();
  const email = await writeAutoReply(received, { author: ann, language: "de", words: "Ich bin weg.", at });
  const mail = await simpleParser(email.raw);
  expect(email.envelopeFrom).toBe("");
  expect(addresses(mail.to)).toEqual([received.from.address]);
  expect(mail.headers.get("auto-submitted")).toBe("auto-replied");
  expect(mail.subject).toBe(`Automatische Antwort: ${received.subject}`);
  expect(mail.inReplyTo).toBe(received.headers["Message-ID"]);
});
