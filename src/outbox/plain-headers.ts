// The one place where what becomes a header of an email is made harmless, whatever a name, a subject, an id or a file name of
// somebody's holds. Every email passes it before a courier sees it. Reads and writes nothing.
import type { OutgoingEmail } from "./courier.ts";

/**
 * The same email with every header value on one line (RFC 5322 section 2.2: no CR, LF, NUL or other control characters) and
 * every address one address. Throws for an address, a header name or an id that we cannot have written ourselves.
 */
export function withPlainHeaders(email: OutgoingEmail): OutgoingEmail {
  return {
    ...email,
    from: { name: onOneLine(email.from.name), address: soundAddress(email.from.address) },
    to: { name: onOneLine(email.to.name), address: soundAddress(email.to.address) },
    ...(email.replyTo === undefined ? {} : { replyTo: soundAddress(email.replyTo) }),
    envelopeFrom: soundAddress(email.envelopeFrom),
    subject: onOneLine(email.subject),
    headers: Object.fromEntries(
      Object.entries(email.headers).map(([name, value]) => [soundHeaderName(name), onOneLine(value)]),
    ),
    attachments: email.attachments.map((file) => ({
      ...file,
      filename: onOneLine(file.filename),
      contentType: onOneLine(file.contentType),
      contentId: file.contentId === null ? null : onOneLine(file.contentId),
    })),
  };
}

/** Control characters, and the line and paragraph separators that some programs break lines at, become one blank. */
function onOneLine(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** One address without anything that ends it or begins another (RFC 5321 section 4.1.2). */
function soundAddress(address: string): string {
  if (!/^[^\s\p{Cc}<>,;:"()[\]\\]{1,320}@[^\s\p{Cc}<>,;:"()[\]\\@]{1,255}$/u.test(address)) {
    throw new Error("An address of an outgoing email is none.");
  }
  return address;
}

function soundHeaderName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,70}$/u.test(name))
    throw new Error("A header of an outgoing email has no name.");
  return name;
}
