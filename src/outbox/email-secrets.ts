// The secrets of an email, which stand in its row as places only: where its answers go, and its links. Reads who it is for;
// writes nothing.
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { findPreferences } from "../store/preferences.ts";
import { findParticipant, type ParticipantRow } from "../store/participants.ts";
import { answerAddress } from "../threading/answer-address.ts";
import { probeAddress } from "../threading/probe-address.ts";
import { replyAddress } from "../threading/reply-address.ts";
import { signInToken } from "../threading/sign-in-token.ts";
import { taskLinkToken } from "../threading/task-link.ts";
import { unsubscribeToken, type Unsubscribing } from "../threading/unsubscribe-token.ts";
import type { FillInParts } from "./fill-in.ts";
import { taskLinkDays } from "./outbox.ts";
import {
  oneTaskLinkPlace,
  oneTaskReplyPlace,
  participantsIn,
  probeAddressPlace,
  signInLinkPlace,
  taskLinkPlace,
  unsubscribePlace,
} from "./placeholders.ts";

export interface EmailSecrets {
  replyTo?: string;
  /** What stands in the places of links, and in that of a probe's own address. */
  links: [place: string, link: string][];
}

const dayMs = 86_400_000;

/** The same at every try, as long as nothing was revoked in between. */
export async function secretsOf(parts: FillInParts, row: OutboundEmailRow): Promise<EmailSecrets> {
  const { keys, installation } = parts;
  const { baseUrl, replyDomain } = installation;
  if (row.signInId !== null) {
    const link = `${baseUrl}/sign-in/${signInToken(keys, row.signInId)}`;
    return { links: [[signInLinkPlace(row.placeholder), link]] };
  }
  if (row.probeId !== null) {
    return { links: [[probeAddressPlace(row.placeholder), probeAddress(keys, replyDomain, row.probeId)]] };
  }
  if (row.kind === "digest") return secretsOfDigest(parts, row);
  if (row.takesAnswer === 1) return { replyTo: answerAddress(keys, replyDomain, row.id), links: [] };
  if (row.participantId === null) return { links: [] };
  const participant = await findParticipant(parts.store.read, row.participantId);
  if (participant === undefined) return { links: [] };
  const { id: participantId, version } = participant;
  return {
    replyTo: replyAddressOf(parts, row, participant),
    links: [
      [taskLinkPlace(row.placeholder), taskLinkOf(parts, row, participant)],
      [unsubscribePlace(row.placeholder), unsubscribeLink(parts, { kind: "mute", participantId, version })],
    ],
  };
}

/** A link and an address for each task that it tells of; answers to a digest of one task go there. */
async function secretsOfDigest(parts: FillInParts, row: OutboundEmailRow): Promise<EmailSecrets> {
  const { placeholder, contactId } = row;
  const { read } = parts.store;
  const secrets: EmailSecrets = { links: [] };
  for (const id of participantsIn(placeholder, row.text)) {
    const participant = await findParticipant(read, id);
    if (participant === undefined || participant.contactId !== contactId) continue;
    const address = replyAddressOf(parts, row, participant);
    secrets.links.push(
      [oneTaskLinkPlace(placeholder, id), taskLinkOf(parts, row, participant)],
      [oneTaskReplyPlace(placeholder, id), address],
    );
    if (id === row.participantId) secrets.replyTo = address;
  }
  const preferences = contactId === null ? undefined : await findPreferences(read, contactId);
  if (contactId === null || preferences === undefined) return secrets;
  const stop = { kind: "digests", contactId, version: preferences.linkVersion } as const;
  secrets.links.push([unsubscribePlace(placeholder), unsubscribeLink(parts, stop)]);
  return secrets;
}

function taskLinkOf(
  { keys, installation }: FillInParts,
  row: OutboundEmailRow,
  { id: participantId, version }: ParticipantRow,
): string {
  const expiresOn = Math.floor(new Date(row.composedAt).getTime() / dayMs) + taskLinkDays;
  return `${installation.baseUrl}/t/${taskLinkToken(keys, { participantId, version, expiresOn })}`;
}

function replyAddressOf(
  { keys, installation }: FillInParts,
  row: OutboundEmailRow,
  { id: participantId, version }: ParticipantRow,
): string {
  return replyAddress(keys, installation.replyDomain, { participantId, version, isNote: row.isNote === 1 });
}

function unsubscribeLink({ keys, installation }: FillInParts, from: Unsubscribing): string {
  return `${installation.baseUrl}/unsubscribe/${unsubscribeToken(keys, from)}`;
}
