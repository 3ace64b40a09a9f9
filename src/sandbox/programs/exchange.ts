// What Microsoft's mail servers give to every email that Outlook writes in them: ids, headers, boundaries, a charset that
// is just large enough, and the rule above the quote. Form: replies from Exchange Online in the archives of amd-gfx and
// openbmc, 2022 to 2026.
import { outlookDate, outlookSubject } from "../languages/outlook.ts";
import { localTime, twelveHours } from "../local-time.ts";
import {
  type Answer,
  type Body,
  type Correspondent,
  type Draft,
  type Encoding,
  type Program,
} from "../program.ts";
import { htmlAsText, type TextHabits } from "../html-as-text.ts";

/** An Outlook by what sets it apart: its name, its answers, and how it writes what was typed. */
export function exchangeProgram(
  own: Pick<Program, "name" | "title" | "group" | "answerBody">,
  typedHtml: (draft: Draft) => string,
): Program {
  return {
    ...own,
    answersStand: "above",
    encoding: exchangeEncoding,
    answerSubject: outlookSubject("Re:"),
    newBody: (draft) => exchangeBody(`${exchangeTypedText(draft)}\n`, typedHtml(draft)),
    messageId: exchangeMessageId,
    headers: exchangeHeaders,
    boundary: exchangeBoundary,
  };
}

/** A line of the composer, in its own element. */
export function elementToProof(content: string, style: string): string {
  return `<div class="elementToProof" style="${style}">\n${content}</div>\n`;
}

/** The lines that head a quote; times on the reader's clock. */
export interface ReplyHeader {
  from: string;
  sent: string;
  to: string;
  subject: string;
}

/** What stands before each of them, without its colon. */
export type ReplyLabels = ReplyHeader;

const englishLabels: ReplyLabels = { from: "From", sent: "Sent", to: "To", subject: "Subject" };

export function replyHeader(received: Answer["received"], reader: Correspondent): ReplyHeader {
  const time = localTime(new Date(received.date), reader.timeZone);
  return {
    from: `${received.from.name} <${received.from.address}>`,
    sent: `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${twelveHours(time)}`,
    to: `${received.to.name} <${received.to.address}>`,
    subject: received.subject,
  };
}

/** When it was sent in the language of the answer; nothing in English, which each program has its own way for. */
export function sentIn(answer: Answer): Partial<ReplyHeader> {
  const sent = outlookDate(answer);
  return sent === undefined ? {} : { sent };
}

/** The typed words, a rule of 32 underscores, the header and the quote without marks. */
export function exchangeText(
  typed: string,
  { from, sent, to, subject }: ReplyHeader,
  html: string,
  labels = englishLabels,
): string {
  const header =
    `${labels.from}: ${from}\n${labels.sent}: ${sent}\n` +
    `${labels.to}: ${to}\n${labels.subject}: ${subject}`;
  return `${typed}\n${"_".repeat(32)}\n${header}\n\n${htmlAsText(html, habits)}\n`;
}

/** The document around an email's content; its meta element names the charset that the bodies will have. */
export function exchangeBody(text: string, content: string): Body {
  const { charset } = exchangeEncoding({ text, html: content });
  const html =
    `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=${charset}">\n` +
    '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n' +
    `<body dir="ltr">\n${content}</body>\n</html>\n`;
  return { text, html };
}

/** What was typed as the text part has it: nothing marks the signature. */
export function exchangeTypedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

/** `<server, mailbox and number @ server.region.prod.outlook.com>` */
function exchangeMessageId(_author: unknown, seed: string): string {
  return `<${localPart(seed)}@${server(seed)}.eurprd04.prod.outlook.com>`;
}

/** `_000_`, the id without its points, and the region in short. */
function exchangeBoundary(seed: string, part: number): string {
  return `_${String(part - 1).padStart(3, "0")}_${localPart(seed)}${server(seed)}eurp_`;
}

/** `Thread-Topic` is the subject without its prefix. */
function exchangeHeaders(seed: string, subject = ""): Record<string, string> {
  return {
    "Thread-Topic": subject.replace(/^(?:re|fw|fwd):\s*/iu, ""),
    "Thread-Index": Buffer.from(`010${seed.slice(0, 51)}`, "hex").toString("base64"),
    "Accept-Language": "en-US",
    "Content-Language": "en-US",
  };
}

/** Outlook writes us-ascii or a western charset as quoted-printable as long as it can, and else utf-8 as base64. */
function exchangeEncoding({ text, html }: Body): Encoding {
  const codes = new Set(Array.from(text + html, (character) => character.codePointAt(0) ?? 0));
  const largest = Math.max(...codes);
  if (largest < 0x80) return western("us-ascii");
  if (largest < 0x100) return western("iso-8859-1");
  const isWindows = [...codes].every(
    (code) =>
      code < 0x80 || (code > 0x9f && code < 0x100) || windows1252.includes(String.fromCodePoint(code)),
  );
  if (isWindows) return western("Windows-1252");
  return { charset: "utf-8", transfer: "base64", encode: (words) => Buffer.from(words) };
}

/** The characters of windows-1252 from 80 to 9F; a space where it has none. */
const windows1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

function western(charset: string): Encoding {
  const code = (character: string) =>
    character < "\u0100" ? character.charCodeAt(0) : 0x80 + windows1252.indexOf(character);
  return {
    charset,
    transfer: "quoted-printable",
    encode: (words) => Buffer.from(Array.from(words, code)),
  };
}

function server(seed: string): string {
  return `DB${Number.parseInt(seed.slice(0, 1), 16) % 9}PR04MB${Number.parseInt(seed.slice(1, 4), 16) + 1000}`;
}

function localPart(seed: string): string {
  return `${server(seed)}${seed.slice(10, 29)}`.toUpperCase();
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words}<${href}>`),
  bold: (words) => words,
  quotePrefix: "",
};
