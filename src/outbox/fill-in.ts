// Turns a row into the email as it is sent: secrets in their places, attachments loaded. Writes nothing.
import { downloadFilename } from "../domain/download-filename.ts";
import type { Installation } from "../domain/installation.ts";
import { getBlob } from "../store/blobs.ts";
import type { Store } from "../store/database.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { findParticipant } from "../store/tasks.ts";
import { answerAddress } from "../threading/answer-address.ts";
import { bounceAddress } from "../threading/bounce-address.ts";
import { probeAddress } from "../threading/probe-address.ts";
import { replyAddress } from "../threading/reply-address.ts";
import { signInToken } from "../threading/sign-in-token.ts";
import { taskLinkToken } from "../threading/task-link.ts";
import type { KeyRing } from "../threading/token.ts";
import type { OutgoingEmail } from "./courier.ts";
import { filesToSend } from "./files-to-send.ts";
import { enclosedBytesMax, taskLinkDays } from "./outbox.ts";
import { withPlainHeaders } from "./plain-headers.ts";
import { probeAddressPlace, signInLinkPlace, taskLinkPlace } from "./placeholders.ts";

export interface FillInParts {
  store: Store;
  keys: KeyRing;
  installation: Installation;
}

const dayMs = 86_400_000;

/** The same row gives the same email at every try, as long as its links were not revoked in between. */
export async function fillIn(parts: FillInParts, row: OutboundEmailRow): Promise<OutgoingEmail> {
  const { keys, installation } = parts;
  const secrets = await secretsOf(parts, row);
  return withPlainHeaders({
    outboundEmailId: row.id,
    from: { name: row.fromName, address: installation.mailFrom },
    to: { name: row.toName, address: put(row.toAddress, secrets.links) },
    ...(secrets.replyTo === undefined ? {} : { replyTo: secrets.replyTo }),
    envelopeFrom: bounceAddress(keys, installation.replyDomain, row.id),
    subject: row.subject,
    text: put(row.text, secrets.links),
    html: put(row.html, secrets.links),
    headers: row.headers,
    attachments: await loadAttachments(parts, row),
    date: row.composedAt,
  });
}

interface Secrets {
  replyTo?: string;
  /** What stands in the places of links, and in that of a probe's own address. */
  links: [place: string, link: string][];
}

async function secretsOf(
  { store, keys, installation }: FillInParts,
  row: OutboundEmailRow,
): Promise<Secrets> {
  const { baseUrl, replyDomain } = installation;
  if (row.signInId !== null) {
    const link = `${baseUrl}/sign-in/${signInToken(keys, row.signInId)}`;
    return { links: [[signInLinkPlace(row.placeholder), link]] };
  }
  if (row.probeId !== null) {
    return { links: [[probeAddressPlace(row.placeholder), probeAddress(keys, replyDomain, row.probeId)]] };
  }
  if (row.takesAnswer === 1) return { replyTo: answerAddress(keys, replyDomain, row.id), links: [] };
  if (row.participantId === null) return { links: [] };
  const participant = await findParticipant(store.read, row.participantId);
  if (participant === undefined) return { links: [] };
  const { id: participantId, version } = participant;
  const expiresOn = Math.floor(new Date(row.composedAt).getTime() / dayMs) + taskLinkDays;
  const link = `${baseUrl}/t/${taskLinkToken(keys, { participantId, version, expiresOn })}`;
  return {
    replyTo: replyAddress(keys, replyDomain, { participantId, version, isNote: row.isNote === 1 }),
    links: [[taskLinkPlace(row.placeholder), link]],
  };
}

function put(text: string, links: Secrets["links"]): string {
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
