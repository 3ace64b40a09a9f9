// Turns a row into the email as it is sent: secrets in their places, attachments loaded. Writes nothing.
import { downloadFilename } from "../domain/download-filename.ts";
import type { Installation } from "../domain/installation.ts";
import { getBlob } from "../store/blobs.ts";
import type { Store } from "../store/database.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { bounceAddress } from "../threading/bounce-address.ts";
import type { KeyRing } from "../threading/token.ts";
import type { OutgoingEmail } from "./courier.ts";
import { secretsOf, type EmailSecrets } from "./email-secrets.ts";
import { calendarOf } from "./enclose-calendar.ts";
import { filesToSend } from "./files-to-send.ts";
import { enclosedBytesMax } from "./outbox.ts";
import { withPlainHeaders } from "./plain-headers.ts";

export interface FillInParts {
  store: Store;
  keys: KeyRing;
  installation: Installation;
}

/** The same row gives the same email at every try, as long as its links were not revoked in between. */
export async function fillIn(parts: FillInParts, row: OutboundEmailRow): Promise<OutgoingEmail> {
  const { keys, installation } = parts;
  const secrets = await secretsOf(parts, row);
  const calendar = await calendarOf(parts.store.read, installation, row);
  return withPlainHeaders({
    outboundEmailId: row.id,
    from: { name: row.fromName, address: installation.mailFrom },
    to: { name: row.toName, address: put(row.toAddress, secrets.links) },
    ...(secrets.replyTo === undefined ? {} : { replyTo: secrets.replyTo }),
    envelopeFrom: bounceAddress(keys, installation.replyDomain, row.id),
    subject: row.subject,
    text: put(row.text, secrets.links),
    html: put(row.html, secrets.links),
    headers: Object.fromEntries(
      Object.entries(row.headers).map(([name, value]) => [name, put(value, secrets.links)]),
    ),
    attachments: await loadAttachments(parts, row),
    ...(calendar === undefined ? {} : { calendar }),
    date: row.composedAt,
  });
}

function put(text: string, links: EmailSecrets["links"]): string {
  return links.reduce((filled, [place, link]) => filled.replaceAll(place, () => link), text);
}

async function loadAttachments(
  { store }: FillInParts,
  row: OutboundEmailRow,
): Promise<OutgoingEmail["attachments"]> {
  if (row.messageId === null) return [];
  const attachments = await filesToSend(store.read, row.messageId);
  const sizeBytes = attachments.reduce((sum, attachment) => sum + attachment.sizeBytes, 0);
  if (sizeBytes > enclosedBytesMax) return [];
  return Promise.all(
    attachments.map(async ({ filename, contentType, contentId, sha256 }) => ({
      filename: filename === "" ? "unnamed" : downloadFilename(filename, contentType),
      contentType,
      contentId,
      bytes: await getBlob(store.read, sha256),
    })),
  );
}
