// Builds the MIME message of an email: for the sandbox's mailboxes and for couriers that speak SMTP.
import MailComposer from "nodemailer/lib/mail-composer";
import type { OutgoingEmail } from "./courier.ts";

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
    attachments: email.attachments.map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.contentType,
      content: Buffer.from(attachment.bytes),
    })),
    // Content comes from rows, never from a path or URL that somebody typed.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
