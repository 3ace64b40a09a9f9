// The forms in which SendGrid's Inbound Parse posts a mail of fixtures/webhooks: raw mode, and the parsed mode with the
// fields that Twilio SendGrid documents ("Setting Up The Inbound Parse Webhook") in the order that was seen of it.
import type { WebhookMail } from "./mails.ts";

export interface FormField {
  name: string;
  value: string | Buffer;
  /** Makes it a file. */
  filename?: string;
  type?: string;
}

/** `to` is the envelope recipient, `raw` the message as it was sent. */
export function rawForm(mail: WebhookMail, to: string, raw: Buffer): FormField[] {
  const charsets = JSON.stringify({ to: "UTF-8", from: "UTF-8", subject: "UTF-8" });
  return [{ name: "email", value: raw }, ...commonFields(mail, to), { name: "charsets", value: charsets }];
}

/**
 * The parsed form. Seen since 2025 is a header block of unfolded and decoded lines, sorted by name; before, as it stood:
 * `isHeaderDecoded` chooses.
 */
export function parsedForm(
  mail: WebhookMail,
  to: string,
  raw: Buffer,
  isHeaderDecoded: boolean,
): FormField[] {
  const files = mail.files.filter(({ isOpened }) => isOpened !== true);
  const said = mail.saidCharset ?? mail.charset;
  const info = files.map(({ name, type, contentId }, index) => [
    `attachment${index + 1}`,
    {
      ...(name === undefined ? {} : { filename: name, name }),
      type,
      ...(contentId === undefined ? {} : { "content-id": contentId }),
    },
  ]);
  const ids = files.flatMap(({ contentId }, index) =>
    contentId === undefined ? [] : [[contentId, `attachment${index + 1}`]],
  );
  const charsets = {
    to: "UTF-8",
    ...(files.length > 0 ? { filename: "UTF-8" } : {}),
    ...(mail.html === undefined ? {} : { html: said }),
    subject: "UTF-8",
    from: "UTF-8",
    ...(mail.text === undefined ? {} : { text: said }),
  };
  return [
    { name: "headers", value: headersOf(raw, isHeaderDecoded) },
    ...(ids.length > 0 ? [{ name: "content-ids", value: JSON.stringify(Object.fromEntries(ids)) }] : []),
    ...(mail.html === undefined ? [] : [{ name: "html", value: mail.html }]),
    ...(mail.text === undefined ? [] : [{ name: "text", value: mail.text }]),
    ...files.map(({ name = "", type, content }, index) => ({
      name: `attachment${index + 1}`,
      value: content,
      filename: name,
      type,
    })),
    { name: "attachments", value: String(files.length) },
    ...(files.length > 0
      ? [{ name: "attachment-info", value: JSON.stringify(Object.fromEntries(info)) }]
      : []),
    { name: "charsets", value: JSON.stringify(charsets) },
    ...commonFields(mail, to),
  ];
}

function commonFields(mail: WebhookMail, to: string): FormField[] {
  return [
    { name: "dkim", value: "{@harbordental.example : pass}" },
    { name: "to", value: `Northbeam <${to}>` },
    { name: "from", value: `${mail.from.name} <${mail.from.address}>` },
    { name: "sender_ip", value: "192.0.2.25" },
    { name: "spam_report", value: "Spam detection software has no objection.\n" },
    { name: "envelope", value: JSON.stringify({ to: [to], from: mail.envelopeFrom }) },
    { name: "subject", value: mail.subject },
    { name: "spam_score", value: "0.011" },
    { name: "SPF", value: "pass" },
  ];
}

function headersOf(raw: Buffer, isDecoded: boolean): Buffer {
  const head = raw.toString("latin1", 0, raw.indexOf("\r\n\r\n"));
  if (!isDecoded) return Buffer.from(`${head.replaceAll("\r\n", "\n")}\n`, "latin1");
  const lines = head.split(/\r\n(?![ \t])/u).map((line) => decodedWords(line.replaceAll("\r\n", "")));
  return Buffer.from(`${lines.toSorted().join("\n")}\n`);
}

/** RFC 2047, as Go's WordDecoder does it: the white space between two words is no text. */
function decodedWords(line: string): string {
  return line
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?[^?]+\?[bq]\?[^?]*\?=)/giu, "$1")
    .replace(/(?:=\?[^?]+\?[bq]\?[^?]*\?=)+/giu, (words) => {
      const pieces = [...words.matchAll(/=\?([^?]+)\?([bq])\?([^?]*)\?=/giu)];
      const bytes = pieces.map(([, , form, text = ""]) =>
        form?.toLowerCase() === "b" ? Buffer.from(text, "base64") : quotedBytes(text),
      );
      return new TextDecoder(pieces[0]?.[1]).decode(Buffer.concat(bytes));
    });
}

function quotedBytes(text: string): Buffer {
  const plain = text
    .replaceAll("_", " ")
    .replace(/=([0-9A-F]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

/** RFC 7578, quoted as Go's mime/multipart does. */
export function multipart(boundary: string, fields: readonly FormField[]): Buffer {
  const pieces = fields.flatMap(({ name, value, filename, type }) => {
    const file = filename === undefined ? "" : `; filename="${filename.replace(/["\\]/gu, "\\$&")}"`;
    const kind = type === undefined ? "" : `Content-Type: ${type}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${kind}\r\n`;
    return [Buffer.from(head), Buffer.from(value), Buffer.from("\r\n")];
  });
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}
