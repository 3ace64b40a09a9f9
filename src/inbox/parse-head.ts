// The few things that the held desk shows of an email that cannot be read whole. Reads bytes, writes nothing.
import { findValue, idsOf, mailboxesOf } from "./header-values.ts";
import type { HeaderLine } from "./mime-parts.ts";
import type { EmailHead } from "./parsed-email.ts";
import { cutText } from "./text-decoding.ts";

/** Of the header, that is; what stands behind this many bytes of it is not looked at. */
const headBytesMax = 256 * 1024;
const mailboxesMax = 20;
const subjectLengthMax = 1_000;

/** From, To, subject and Message-ID as far as they can be made out. Never throws; linear in at most 256 KB. */
export function parseHead(raw: Uint8Array): EmailHead {
  const lines = headLines(raw, ["message-id", "from", "to", "subject"]);
  const messageId = idsOf(lines, "message-id", mailboxesMax)[0];
  return {
    ...(messageId === undefined ? {} : { messageId }),
    from: mailboxesOf(lines, "from", mailboxesMax),
    to: mailboxesOf(lines, "to", mailboxesMax),
    subject: cutText(findValue(lines, "subject") ?? "", subjectLengthMax),
  };
}

/** The fields of these lower-case names in the first 256 KB of an email's header, as they stand in it, in their order. */
export function headLines(raw: Uint8Array, names: readonly string[]): HeaderLine[] {
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, headBytesMax));
  const wanted = new Set(names);
  const fields: { key: string; lines: string[] }[] = [];
  let isWanted = false;
  for (const line of head.toString("latin1").split(/\r?\n/u)) {
    if (line === "") break;
    if (line.startsWith(" ") || line.startsWith("\t")) {
      if (isWanted) fields.at(-1)?.lines.push(line);
      continue;
    }
    const key = line
      .slice(0, Math.max(line.indexOf(":"), 0))
      .trim()
      .toLowerCase();
    isWanted = wanted.has(key);
    if (isWanted) fields.push({ key, lines: [line] });
  }
  return fields.map(({ key, lines }) => ({ key, line: lines.join("\r\n") }));
}
