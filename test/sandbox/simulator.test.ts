import { simpleParser, type AddressObject, type ParsedMail } from "mailparser";
import { beforeEach, describe, expect, test } from "vitest";
import { wordsOf, type ReplyParts } from "../../src/domain/message.ts";
import { parseEmail } from "../../src/inbox/parse.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { extractReply } from "../../src/reply/extract.ts";
import { writeAutoReply } from "../../src/sandbox/auto-reply.ts";
import { programs } from "../../src/sandbox/programs.ts";
import { writeAnswer, writeNewEmail, type Typed } from "../../src/sandbox/simulator.ts";
import { typedTexts } from "../support/typed-texts.ts";
import { openReceived } from "./received.ts";

const signatureOf = ({ blocks }: ReplyParts) => wordsOf(blocks, ["signature", "disclaimer"]);

// One email for all tests; its store is closed after the first.
let received: OutgoingEmail;
beforeEach(async () => {
  received ??= (await openReceived()).received;
});

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
/** Without anything that quoting and breaking lines change. */
const tight = (text: string) => text.replaceAll(/[\s>]+/gu, "");
/** What is left of an answer between quoted lines when these are taken away. */
const unquoted = (text: string) =>
  text
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();

describe.each(programs.map(({ name }) => name))("an answer written with %s", (program) => {
  const { answersStand, answerSubject, isHtmlOnly } = programs.find(({ name }) => name === program)!;

  test("goes to the Reply-To of the email and names it in its headers", async () => {
    const answer = await writeAnswer(received, typedIn(program));
    const mail = await simpleParser(answer.raw);
    expect(addresses(mail.to)).toEqual([received.replyTo]);
    expect(answer.envelopeTo).toBe(received.replyTo);
    expect(mail.from?.value).toEqual([{ name: ann.name, address: ann.address }]);
    expect(mail.inReplyTo).toBe(received.headers["Message-ID"]);
    const references = received.headers["References"]!.split(" ");
    expect(mail.references).toEqual([...references, received.headers["Message-ID"]]);
    expect(mail.subject).toBe(answerSubject(received.subject));
    expect(mail.subject).toContain(received.subject);
    expect(mail.messageId).toMatch(/^<[^<>\s@]{12,}@[\w.-]+>$/u);
    expect(mail.date).toEqual(at);
    expect(answer.raw.toString()).toContain("\r\nDate: Tue, 3 Mar 2026 16:30:05 +0100\r\n");
  });

  test("has the typed words and the quoted email in every body, in their order", async () => {
    const email = await parseEmail((await writeAnswer(received, typedIn(program))).raw);
    const bodies = [email.text, email.html].filter((body) => body !== undefined);
    expect(email.text === undefined).toBe(isHtmlOnly === true);
    for (const body of bodies) {
      const [typed, quoted] = [body.indexOf("hand them over"), body.indexOf("Altona reaches Altona")];
      expect(typed).toBeGreaterThan(-1);
      expect(quoted > typed).toBe(answersStand !== "below");
    }
    // What was text in the email stays text in the quote.
    if (email.html !== undefined) expect(email.html).toContain("&lt;b&gt;Hafencity&lt;/b&gt; &amp; co.");
    if (email.text === undefined) return;
    const text = tight(email.text);
    if (answersStand === "above") expect(text.startsWith(tight(words))).toBe(true);
    if (answersStand === "below") expect(text.endsWith(tight(words))).toBe(true);
    if (answersStand === "between") expect(text).toContain("theformismended.-one-two-AltonareachesAltona");
    if (answersStand !== "between") expect(text).toContain(tight("Open the task"));
  });

  test("is what was typed, whatever that is", async () => {
    const own = (kept: string) => (answersStand === "between" ? unquoted(kept) : kept);
    const kept = [];
    for (const typed of Object.values(typedTexts)) {
      const { raw } = await writeAnswer(received, typedIn(program, { words: typed }));
      const { text, html } = await parseEmail(raw);
      kept.push(own(extractReply({ text, html, parent: received }).kept));
    }
    expect(kept).toEqual(Object.values(typedTexts));
  });

  test("is cut by reply extraction to exactly the typed words", async () => {
    const { text, html } = await parseEmail((await writeAnswer(received, typedIn(program))).raw);
    const own = (kept: string) => (answersStand === "between" ? unquoted(kept) : kept);
    for (const parent of [undefined, received]) {
      expect(own(extractReply({ text, html, parent }).kept)).toBe(words);
    }
    if (text === undefined) return;
    // The text part alone breaks lines where the program breaks them, or does not.
    expect(tight(own(extractReply({ text, parent: received }).kept))).toBe(tight(words));
  });

  test("carries files byte for byte", async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0, 128, 10]);
    const files = [{ filename: "Übersicht “neu”.bin", contentType: "application/x-test", bytes }];
    const mail = await simpleParser((await writeAnswer(received, typedIn(program, { files }))).raw);
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ["Übersicht “neu”.bin", "application/x-test"],
    ]);
    expect(mail.attachments[0]?.content.equals(bytes)).toBe(true);
  });

  test("is the same bytes for the same input, and has another id for other words", async () => {
    const first = await writeAnswer(received, typedIn(program));
    const again = await writeAnswer(received, typedIn(program));
    expect(again.raw.equals(first.raw)).toBe(true);
    const other = await simpleParser((await writeAnswer(received, typedIn(program, { words: "No." }))).raw);
    expect(other.messageId).not.toBe((await simpleParser(first.raw)).messageId);
  });

  test("keeps a subject that is an answer already", async () => {
    const subject = `Re: ${received.subject}`;
    const mail = await simpleParser((await writeAnswer({ ...received, subject }, typedIn(program))).raw);
    // Coremail puts its prefix before any subject.
    expect(mail.subject).toBe(program === "netease" ? `Re:${subject}` : subject);
  });

  test("brings back the pictures that the quoted html shows, and no other file", async () => {
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
    const isTextOnly = mail.html === false;
    expect(mail.attachments.map(({ cid, filename }) => [cid, filename])).toEqual(
      isTextOnly ? [] : [["p1@here", "a.png"]],
    );
  });

  test("cannot be given header lines through names or subjects", async () => {
    const author = { ...ann, name: "Ann\r\nBcc: everybody@harbordental.example" };
    const subject = "Hello\r\nX-Injected: yes";
    const answer = await writeAnswer({ ...received, subject }, typedIn(program, { author }));
    const mail = await simpleParser(answer.raw);
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has("x-injected")).toBe(false);
  });
});

test("Gmail quotes in its container, with ids and classes made meaningless and data attributes gone", async () => {
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
  const mail = await simpleParser((await writeAnswer(received, typedIn("apple-mail"))).raw);
  expect(String(mail.html)).toContain(
    '<blockquote type="cite"><div>On 3 Mar 2026, at 15:14, Priya Nair (Northbeam) &lt;',
  );
  expect(mail.text).toContain("\n> On 3 Mar 2026, at 15:14, Priya Nair (Northbeam) <");
});

const rawOf = async (program: Typed["program"], more: Partial<Typed> = {}) =>
  (await writeAnswer(received, typedIn(program, more))).raw.toString();

test("Gmail on a phone nests its lines, writes the date without an “at”, and marks the signature by an attribute only", async () => {
  const author = { ...ann, signature: "Ann\nHarbor Dental" };
  const { text, html } = await parseEmail(Buffer.from(await rawOf("gmail-android", { author })));
  expect(html).toMatch(/^<div dir="auto">Yes, .*<div dir="auto"><br><\/div><div dir="auto">Ä line/u);
  expect(html).toContain(
    '<div data-smartmail="gmail_signature" dir="auto">Ann<br>Harbor Dental</div></div><br>',
  );
  expect(html).toContain("On Tue, Mar 3, 2026, 3:14\u202fPM Priya Nair (Northbeam) &lt;");
  expect(text).not.toContain("-- \n");
});

test("Outlook on the web puts its rule and header above the quote, and x_ before ids and classes", async () => {
  const raw = await rawOf("outlook-web");
  const { html } = await parseEmail(Buffer.from(raw));
  expect(html).toContain(
    '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n<div id="divRplyFwdMsg" dir="ltr">',
  );
  expect(html).toContain('class="x_page"');
  expect(html).toContain('data-inreply="email"');
  expect(raw).toMatch(/^Thread-Topic: Route new patient enquiries \[#1\]\r\n/u);
  expect(raw).toMatch(/boundary=_000_(?<id>\w+)eurp_\r\n/u);
});

test("Outlook's servers choose the smallest charset that has every character", async () => {
  const charsets = async (typed: string, subject: string) => {
    const quoted = { ...received, html: `<p>${subject}</p>`, subject };
    const { raw } = await writeAnswer(quoted, typedIn("outlook-new", { words: typed }));
    const { text, html } = await parseEmail(raw);
    expect([text, html].every((body) => body?.includes(typed) === true)).toBe(true);
    return [
      ...raw.toString("latin1").matchAll(/charset=("?[\w-]+"?)\r\nContent-Transfer-Encoding: ([\w-]+)/gu),
    ].map(([, charset, transfer]) => `${charset} ${transfer}`);
  };
  expect(await charsets("Yes.", "Plain")).toEqual(Array(2).fill("us-ascii quoted-printable"));
  expect(await charsets("Schön.", "Plain")).toEqual(Array(2).fill("iso-8859-1 quoted-printable"));
  expect(await charsets("10 € – “ja”.", "Plain")).toEqual(Array(2).fill("Windows-1252 quoted-printable"));
  expect(await charsets("Ja 🦷.", "Plain")).toEqual(Array(2).fill("utf-8 base64"));
});

test("the new Outlook holds the quote in its reference container, below a header in a span", async () => {
  const { html } = await parseEmail(Buffer.from(await rawOf("outlook-new")));
  expect(html).toContain(
    '<div id="mail-editor-reference-message-container">\n<hr style="display: inline-block; width: 98%;">\n<div dir="ltr" id="divRplyFwdMsg"><span',
  );
  expect(html).toContain("<b>Sent:</b>&nbsp;Tuesday, March 3, 2026 3:14 PM<br>");
  expect(html).toContain('class="page"');
});

test("the iPhone signs for itself, and quotes the attribution on its own", async () => {
  const raw = await rawOf("apple-ios", { author: { ...ann, signature: "Ann at her desk" } });
  expect(raw).not.toContain("Ann at her desk");
  expect(raw).toMatch(/boundary=Apple-Mail-[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}\r\n/u);
  expect(raw).toContain("MIME-Version: 1.0 (1.0)\r\n");
  const { text, html } = await parseEmail(Buffer.from(raw));
  expect(html).toContain(
    '<div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On Mar 3, 2026, at 3:14\u202fPM, Priya',
  );
  expect(html).toContain(
    'wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff<meta',
  );
  expect(text).toContain("\n\nSent from my iPhone\n\n> On Mar 3, 2026, at 3:14\u202fPM, Priya");
});

test("Thunderbird answers below the quote, takes title and styles into it, and sends flowed text", async () => {
  const raw = await rawOf("thunderbird", { author: { ...ann, signature: "Ann" } });
  expect(raw).toContain("Content-Type: text/plain; charset=utf-8; format=flowed\r\n");
  const { html } = await parseEmail(Buffer.from(raw));
  expect(html).toContain('<div class="moz-cite-prefix">On 3/3/26 3:14 PM, Priya Nair (Northbeam) wrote:<br>');
  expect(html).toContain(
    `<blockquote type="cite" cite="mid:${received.headers["Message-ID"]!.slice(1, -1)}">`,
  );
  expect(html).toMatch(/<blockquote[^>]*>\s+<meta [^]*<title>Route [^]*<style>\n:root \{ color-scheme/u);
  expect(html).toContain(
    '<p>- one<br>\n      - two</p>\n    <p>Ann</p>\n    <pre class="moz-signature" cols="72">-- \nAnn</pre>',
  );
  const plain = await writeNewEmail({ to: "hello@x.example", subject: "A" }, typedIn("thunderbird"));
  expect((await simpleParser(plain.raw)).html).toBe(false);
});

test("Yahoo makes ids and classes its own, and runs the lines of its text part together", async () => {
  const author = { ...ann, signature: "Ann" };
  const { text, html } = await parseEmail(Buffer.from(await rawOf("yahoo-web", { author })));
  expect(html).toMatch(/<div class="ydp[\da-f]{8}yahoo-style-wrap"/u);
  expect(html).toMatch(/<div id="(ydp[\da-f]{8})yahoo_quoted_\d{10}" class="\1yahoo_quoted">/u);
  expect(html).toMatch(/class="ydp[\da-f]{8}yiv\d{10}page"/u);
  expect(html).toMatch(/class="ydp[\da-f]{8}signature"/u);
  expect(html).not.toContain("data-inreply");
  expect(html).toContain("On Tuesday, March 3, 2026 at 03:14:00 PM GMT+1, Priya Nair (Northbeam) &lt;");
  expect(text).toContain("\n- one- two\n");
});

test("Proton Mail keeps its signature block above its quote", async () => {
  const { text, html } = await parseEmail(Buffer.from(await rawOf("proton")));
  expect(html).toContain(
    '<div class="protonmail_signature_block-user protonmail_signature_block-empty"></div>',
  );
  expect(html).toMatch(
    /<div class="protonmail_quote">\s+On Tuesday, March 3rd, 2026 at 3:14 PM, Priya [^]*<blockquote class="protonmail_quote" type="cite">/u,
  );
  expect(text).toContain(
    "Sent with [Proton Mail](https://proton.me/mail/home) secure email.\n\nOn Tuesday, March 3rd",
  );
});

test("Alpine quotes the text part line by line, and breaks its own lines softly", async () => {
  const mail = await simpleParser(await rawOf("plain-bottom"));
  expect(mail.headers.get("content-type")).toMatchObject({
    value: "text/plain",
    params: { format: "flowed" },
  });
  const raw = await rawOf("plain-bottom", {
    words: `${"word ".repeat(30)}end\n> typed by hand\nFrom here on`,
  });
  expect(raw).toContain("\r\n\r\nOn Tue, 3 Mar 2026, Priya Nair (Northbeam) wrote:\r\n\r\n> ");
  const soft = raw.split("\r\n").filter((line) => line.endsWith("=20"));
  expect(soft.length).toBeGreaterThan(2);
  // RFC 3676 section 4.4: a space stands before what would look like a quote.
  expect(raw).toContain("\r\n > typed by hand\r\n From here on\r\n");
  expect((await parseEmail(Buffer.from(raw))).text).toContain(
    `${"word ".repeat(30)}end\n> typed by hand\nFrom here on`,
  );
});

test("mutt's author answers between the paragraphs that somebody wrote, and deletes the rest", async () => {
  const one = (await parseEmail(Buffer.from(await rawOf("plain-interleaved", { words: "Fine." })))).text!;
  expect(one).toContain("On Tue, Mar 03, 2026 at 03:14:00PM +0100, Priya Nair (Northbeam) wrote:\n> ");
  expect(one.split("\n").filter((line) => !line.startsWith(">") && line !== "")).toHaveLength(2);
  expect(one).toMatch(/> the form is mended\.\n\nFine\.\n\n> - Altona/u);
  expect(one).not.toContain("Stage: Triage");
  const many = await rawOf("plain-interleaved", { words: "1\n\n2\n\n3\n\n4\n\n5\n\n6" });
  expect((await parseEmail(Buffer.from(many))).text).toMatch(/stay as they are\n\n4\n\n5\n\n6\n$/u);
});

test.each(
  programs.filter(({ hidesSignature }) => !hidesSignature).map((program) => [program.name, program] as const),
)("a signature is taken for one when %s puts it there", async (name, { answersStand, signsAs }) => {
  const author = { ...ann, signature: "Ann Weber\nHarbor Dental, Tel. 040 123" };
  const { text, html } = await parseEmail((await writeAnswer(received, typedIn(name, { author }))).raw);
  const reply = extractReply({ text, html, parent: received });
  expect(answersStand === "between" ? unquoted(reply.kept) : reply.kept).toBe(words);
  expect(flat(signatureOf(reply))).toContain(signsAs ?? "Ann Weber Harbor Dental, Tel. 040 123");
  // Both bodies agree on what is quote, though text alone shows the signature of few programs.
  expect(reply.method).not.toContain("differ");
});

test.each(programs.filter(({ hidesSignature }) => hidesSignature).map(({ name }) => name))(
  "what somebody signs with in %s is kept or taken for a signature, since nothing marks it",
  async (program) => {
    const signature = "Ann Weber\nHarbor Dental, Tel. 040 123";
    const author = { ...ann, signature };
    const { text, html } = await parseEmail((await writeAnswer(received, typedIn(program, { author }))).raw);
    const reply = extractReply({ text, html, parent: received });
    expect([words, `${words}\n\n${signature}`]).toContain(reply.kept);
    expect(flat(`${reply.kept} ${signatureOf(reply)}`)).toContain(flat(signature));
    expect(reply.method).not.toContain("differ");
  },
);

test.each(programs.map(({ name }) => name))(
  "a new email from %s carries its words and no thread",
  async (program) => {
    const { raw } = await writeNewEmail({ to: "hello@x.example", subject: "A report" }, typedIn(program));
    const mail = await simpleParser(raw);
    expect([mail.subject, addresses(mail.to), mail.inReplyTo, mail.references]).toEqual([
      "A report",
      ["hello@x.example"],
      undefined,
      undefined,
    ]);
    const { text, html } = await parseEmail(raw);
    expect(extractReply({ text, html }).kept).toBe(words);
  },
);

test("an out-of-office answer goes to From, from nobody, marked as automatic, in its language", async () => {
  const email = await writeAutoReply(received, { author: ann, language: "de", words: "Ich bin weg.", at });
  const mail = await simpleParser(email.raw);
  expect(email.envelopeFrom).toBe("");
  expect(addresses(mail.to)).toEqual([received.from.address]);
  expect(mail.headers.get("auto-submitted")).toBe("auto-replied");
  expect(mail.subject).toBe(`Automatische Antwort: ${received.subject}`);
  expect(mail.inReplyTo).toBe(received.headers["Message-ID"]);
});
