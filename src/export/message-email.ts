// The email that a message came as, or went out as, for a mail program to open: an email of a client's as it came, one of ours made
// anew from its text without what only its reader may hold.
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { Problem } from "../domain/problem.ts";
import { subjectOf } from "../domain/task.ts";
import { getBlob } from "../store/blobs.ts";
import { listSentAbout } from "../store/exports.ts";
import { findInboundEmail } from "../store/inbound-emails.ts";
import { isFromOtherClient } from "../store/message-moves.ts";
import type { MessageRow } from "../store/messages.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { getAuthor } from "../store/people.ts";
import type { TaskRow } from "../store/tasks.ts";
import type { ExportParts, ExportReader } from "./client-export.ts";
import { maskMail } from "./masked-mail.ts";

/** Undefined for a message that neither came nor went by email, and where its email is gone. */
export async function readEmailOf(
  parts: ExportParts,
  reader: ExportReader,
  task: TaskRow,
  message: MessageRow,
): Promise<Buffer | undefined> {
  return (await readRaw(parts, task, message)) ?? composeSent(parts, reader, task, message);
}

/**
 * As it came, where a contact of this client wrote it for a task of this client. What staff wrote by email may quote what is for
 * them alone, and what was moved here may quote another client's.
 */
async function readRaw(
  { read, maskSecrets }: ExportParts,
  task: TaskRow,
  message: MessageRow,
): Promise<Buffer | undefined> {
  if (message.inboundEmailId === null || message.authorContactId === null) return undefined;
  const author = await getAuthor(read, { kind: "contact", id: message.authorContactId });
  if (author.clientId !== task.clientId || (await isFromOtherClient(read, message.id))) return undefined;
  const email = await findInboundEmail(read, message.inboundEmailId);
  if (email === undefined || email.rawRemovedAt !== null) return undefined;
  try {
    return maskMail(await getBlob(read, email.rawSha256), maskSecrets);
  } catch (fault) {
    // It was erased between the two looks.
    if (fault instanceof Problem && fault.code === "gone") return undefined;
    throw fault;
  }
}

/** One email for all that went out about a message, as its first reader's said it. Clients see what went to contacts. */
async function composeSent(
  { read, installation, maskSecrets }: ExportParts,
  { isStaff }: ExportReader,
  task: TaskRow,
  message: MessageRow,
): Promise<Buffer | undefined> {
  const sent = (await listSentAbout(read, message.id)).filter(
    (email) =>
      email.status === "sent" &&
      email.isNote === 0 &&
      email.taskId === task.id &&
      (isStaff || email.contactId !== null),
  );
  const [first] = sent;
  if (first === undefined) return undefined;
  const mail = new MailComposer({
    from: { name: first.fromName, address: installation.mailFrom },
    to: sent.map(({ toName, toAddress }) => ({ name: toName, address: toAddress })),
    subject: maskSecrets(first.subject || subjectOf(task)),
    date: new Date(first.composedAt),
    messageId: first.internetMessageId,
    text: maskSecrets(withoutPlaces(first)),
    // Content comes from rows, never from a path or URL that somebody typed.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** Where a link or an address stood that was its reader's alone. */
function withoutPlaces({ text, placeholder }: OutboundEmailRow): string {
  return text
    .split(placeholder)
    .map((piece, index) => (index === 0 ? piece : piece.replace(/^-[a-z0-9-]*/u, "[…]")))
    .join("");
}
