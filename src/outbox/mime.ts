// Builds the MIME message of an email: for the sandbox's mailboxes and for couriers that speak SMTP.
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingEmail } from "./courier.ts";
import { enclosuresOf, type Enclosure } from "./enclosure.ts";

/** The whole message as bytes with CRLF, the same for the same email but for its MIME boundaries. */
export function buildMime(email: OutgoingEmail): Promise<Buffer> {
  const { "Message-ID": messageId, ...headers } = email.headers;
  const composer = new MailComposer({
    from: email.from,
    to: email.to,
    ...(email.replyTo === undefined ? {} : { replyTo: email.replyTo }),
    ...(messageId === undefined ? {} : { messageId }),
    subject: email.subject,
    date: new Date(email.date),
    headers,
    text: email.text,
    html: email.html,
    // Outlook looks at the alternative, others at the file: nodemailer writes both.
    ...(email.calendar === undefined ? {} : { icalEvent: { ...email.calendar, filename: "invite.ics" } }),
    attachments: enclosuresOf(email).map(toAttachment),
    // Content comes from rows, never from a path or URL that somebody typed.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function toAttachment({ filename, contentType, contentId, disposition, bytes }: Enclosure) {
  const file = {
    filename,
    contentType,
    contentDisposition: disposition,
    content: Buffer.from(bytes),
  } as const;
  if (contentId === undefined) return file;
  // `cid` would also move a file that the html does not show into multipart/related, where mail programs hide it.
  return disposition === "inline"
    ? { ...file, cid: contentId }
    : { ...file, headers: { "Content-Id": `<${contentId}>` } };
}
