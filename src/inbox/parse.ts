// Raw bytes of an email -> ParsedEmail, on mailparser, within limits. What is shown as text and what is an attachment is
// decided here. Pure: reads the bytes it is given and writes nothing.
import { readCalendarParts } from "./calendar-part.ts";
import { decodedValue, findDate, findValue, idsOf, mailboxesOf } from "./header-values.ts";
import { openParts } from "./open-parts.ts";
import { wordlessNotice, wordsOfCalendar } from "./wordless.ts";
import { readParts } from "./mime-parts.ts";
import type { HeaderLine, MimeMessage, MimePart } from "./mime-parts.ts";
import { toParsedAttachments } from "./parsed-attachments.ts";
import type { ParsedEmail, ParsedReport } from "./parsed-email.ts";
import { UnreadableEmail } from "./parsed-email.ts";
import { checkOutline } from "./part-outline.ts";
import { composeBody } from "./parsed-body.ts";
import { cutText, decodeBytes } from "./text-decoding.ts";

/** Sizes are of the decoded value, in bytes or characters. */
export interface ParseLimits {
  emailBytesMax: number;
  partsMax: number;
  /** Multiparts within each other. */
  nestingMax: number;
  /** Of the head of the email or of one part. */
  headerBytesMax: number;
  headersMax: number;
  headerLengthMax: number;
  /** Of one field name (To, Cc, …). */
  mailboxesMax: number;
  idsMax: number;
  attachmentsMax: number;
  attachmentBytesMax: number;
  filenameLengthMax: number;
  textLengthMax: number;
  reportLengthMax: number;
  timeMs: number;
}

/** The first four, and the time, end in `UnreadableEmail`; beyond the others is cut, with a warning. */
export const parseLimits: ParseLimits = {
  emailBytesMax: 40 * 1024 * 1024,
  partsMax: 1_000,
  nestingMax: 50,
  headerBytesMax: 1024 * 1024,
  headersMax: 500,
  headerLengthMax: 16_384,
  mailboxesMax: 1_000,
  idsMax: 200,
  attachmentsMax: 500,
  attachmentBytesMax: 30 * 1024 * 1024,
  filenameLengthMax: 500,
  textLengthMax: 2_000_000,
  reportLengthMax: 65_536,
  timeMs: 10_000,
};

const headerNameLengthMax = 200;

/**
 * Reads an email (RFC 5322, MIME, RFC 2231, 2047, 3676, 6522, 6532). Throws `UnreadableEmail` when it is over a limit or
 * no email at all. Runs where it is called; parse-pool.ts runs it in another thread and can stop it.
 */
export async function parseEmail(raw: Uint8Array, limits: ParseLimits = parseLimits): Promise<ParsedEmail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  checkOutline(bytes, limits);
  const message = await readParts(bytes, limits);
  if (!message.headerLines.some(({ key }) => /^[\u0021-\u0039\u003b-\u007e]+$/u.test(key))) {
    throw new UnreadableEmail("malformed", "The bytes are no email: they begin with no header.");
  }
  const warnings: string[] = [];
  const parts = message.parts.length > 0 ? leafParts(message) : [unsplitBody(bytes, message, warnings)];
  const opened = await openParts(parts, limits);
  const written = composeBody(opened.parts, limits.textLengthMax, warnings);
  const calendar = wordsOfCalendar(written, opened.parts, limits.textLengthMax);
  const body = calendar === undefined ? written : { ...written, text: calendar };
  const attachments = toParsedAttachments(body.otherParts, body.html, limits, warnings);
  const head = addressing(message.headerLines, limits, warnings);
  const wordless = wordlessNotice(body, attachments, opened.notices, head.subject);
  // Kind and report are read from what the email itself says, and not from what is wrapped in it.
  const report = findReport(message, parts, limits.reportLengthMax);
  return {
    ...head,
    ...(body.text === undefined ? {} : { text: body.text }),
    ...(body.html === undefined ? {} : { html: body.html }),
    ...(body.isTextPartial ? { isTextPartial: true as const } : {}),
    attachments,
    ...readCalendarParts(parts),
    ...(report === undefined ? {} : { report }),
    ...(calendar === undefined ? {} : { isTextMade: true as const }),
    notices: [...opened.notices, ...(wordless === undefined ? [] : [wordless])],
    warnings,
  };
}

/** A report's first part is for people (RFC 6522 section 3), also where the sender labelled it as one for machines. */
function leafParts({ contentType, parts: [first, ...others] }: MimeMessage): MimePart[] {
  if (first === undefined) return [];
  const isMislabelled =
    contentType === "multipart/report" &&
    first.contentType.startsWith("message/") &&
    others.some((part) => part.contentType === first.contentType);
  return [isMislabelled ? { ...first, contentType: "text/plain" } : first, ...others];
}

/** A multipart whose boundary never comes has no parts: what stands below the head is then its text. */
function unsplitBody(bytes: Buffer, message: MimeMessage, warnings: string[]): MimePart {
  const crlf = bytes.indexOf("\r\n\r\n");
  const bare = bytes.indexOf("\n\n");
  const isCrlf = crlf >= 0 && (bare < 0 || crlf < bare);
  const start = isCrlf ? crlf + 4 : bare < 0 ? bytes.length : bare + 2;
  const content = new Uint8Array(bytes.subarray(start));
  if (content.some((byte) => byte > 0x20))
    warnings.push("The parts could not be told apart; all is shown as text.");
  return {
    contentType: "text/plain",
    parameters: new Map(message.parameters.has("charset") ? message.parameters : []),
    disposition: "",
    filename: "",
    contentId: "",
    containers: [],
    content,
  };
}

/** Everything that the header of the email says. */
function addressing(
  lines: readonly HeaderLine[],
  limits: ParseLimits,
  warnings: string[],
): Omit<ParsedEmail, "attachments" | "notices" | "warnings"> {
  const messageId = idsOf(lines, "message-id", limits.idsMax)[0];
  const date = findDate(lines);
  const named = lines.filter(({ key }) => key !== "");
  if (named.length > limits.headersMax)
    warnings.push(`Only the first ${limits.headersMax} headers are kept.`);
  const [to, cc] = [
    mailboxesOf(lines, "to", limits.mailboxesMax + 1),
    mailboxesOf(lines, "cc", limits.mailboxesMax + 1),
  ];
  if (Math.max(to.length, cc.length) > limits.mailboxesMax) {
    warnings.push(`Only the first ${limits.mailboxesMax} recipients are kept.`);
  }
  return {
    ...(messageId === undefined ? {} : { messageId }),
    inReplyTo: idsOf(lines, "in-reply-to", limits.idsMax),
    references: idsOf(lines, "references", limits.idsMax),
    from: mailboxesOf(lines, "from", limits.mailboxesMax),
    sender: mailboxesOf(lines, "sender", limits.mailboxesMax),
    replyTo: mailboxesOf(lines, "reply-to", limits.mailboxesMax),
    to: to.slice(0, limits.mailboxesMax),
    cc: cc.slice(0, limits.mailboxesMax),
    subject: cutText(findValue(lines, "subject") ?? "", limits.headerLengthMax),
    ...(date === undefined ? {} : { date }),
    headers: named
      .slice(0, limits.headersMax)
      .map(({ key, line }) => [
        cutText(key, headerNameLengthMax),
        cutText(decodedValue(line), limits.headerLengthMax),
      ]),
  };
}

/** RFC 6522: the first part is for people, the others for machines. */
function findReport(
  message: MimeMessage,
  parts: readonly MimePart[],
  lengthMax: number,
): ParsedReport | undefined {
  if (message.contentType !== "multipart/report") return undefined;
  const machineParts = parts.filter(({ contentType }) =>
    /^message\/|^text\/rfc822-headers$/u.test(contentType),
  );
  const status = machineParts.find(({ contentType }) => contentType.startsWith("message/"));
  const declared = message.parameters.get("report-type")?.trim().toLowerCase();
  const texts = machineParts.map(({ content, parameters }) => {
    // Four bytes a character at most, so that no more than is kept is decoded.
    const bytes = content.subarray(0, lengthMax * 4);
    return decodeBytes(bytes, parameters.get("charset")).text.replaceAll("\r\n", "\n");
  });
  return {
    type: declared ?? (status?.contentType === "message/delivery-status" ? "delivery-status" : ""),
    text: cutText(texts.join("\n"), lengthMax),
  };
}
