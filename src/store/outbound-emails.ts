// Emails exactly as they are sent: written down once, and found again by id, reader or address. How sending goes is in
// outbound-sending.ts, what becomes of them afterwards in deliveries.ts.
import { normalizeAddress } from "../domain/address.ts";
import type { Delivery } from "../domain/delivery.ts";
import type { Flag, Rows } from "./rows.ts";
import { forUpdate, places } from "./rows.ts";

/**
 * `unknown`: the courier lost touch after handing over, so the email may or may not have been taken. `paused`: it waits
 * until somebody resumes its address.
 */
export type OutboundStatus = "queued" | "sending" | "sent" | "unknown" | "refused" | "paused";

/** An email to write down. `headers` are those that hold no secret. */
export interface NewOutboundEmail {
  eventId: number;
  taskId: number | null;
  messageId: number | null;
  signInId: number | null;
  /** The probe that this email is; no other email has one. */
  probeId?: number;
  sessionId?: number | null;
  participantId: number | null;
  contactId: number | null;
  staffId: number | null;
  kind: string;
  isNote: boolean;
  /** It lists numbered choices, and its answers are read for one. */
  takesAnswer?: boolean;
  /** What it says that approving starts, where it asks for approval. */
  approvingStarts?: string | null;
  toAddress: string;
  toName: string;
  fromName: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  placeholder: string;
  composedAt: string;
  /** Before this it is not sent; absent when it may go at once. */
  notBefore?: string | undefined;
}

export interface OutboundEmailRow {
  id: number;
  taskId: number | null;
  messageId: number | null;
  signInId: number | null;
  probeId: number | null;
  sessionId: number | null;
  participantId: number | null;
  contactId: number | null;
  staffId: number | null;
  kind: string;
  isNote: Flag;
  takesAnswer: Flag;
  approvingStarts: string | null;
  toAddress: string;
  toName: string;
  fromName: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  internetMessageId: string;
  placeholder: string;
  composedAt: string;
  status: OutboundStatus;
  attempts: number;
  sentAt: string | null;
  delivery: Delivery | null;
  reason: string | null;
}

/** What reads a whole email selects; `toOutboundEmail` makes it one. */
export const outboundColumns = `id, task_id as "taskId", message_id as "messageId", sign_in_id as "signInId",
  probe_id as "probeId", session_id as "sessionId", participant_id as "participantId", contact_id as "contactId", staff_id as "staffId", kind, is_note as "isNote",
  takes_answer as "takesAnswer", approving_starts as "approvingStarts", to_address as "toAddress", to_name as "toName", from_name as "fromName", subject, text, html, headers,
  internet_message_id as "internetMessageId", placeholder, composed_at as "composedAt", status, attempts,
  sent_at as "sentAt", delivery, reason`;

export type OutboundJson = Omit<OutboundEmailRow, "headers"> & { headers: string };

/**
 * Writes an email down, not yet to be sent: its Message-ID names its id, which only now exists. Answers the id, or
 * undefined when this event was announced to this address before.
 */
export async function recordOutboundEmail(rows: Rows, email: NewOutboundEmail): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into outbound_emails (event_id, task_id, message_id, sign_in_id, probe_id, session_id, participant_id, contact_id,
       staff_id, kind, is_note, takes_answer, approving_starts, to_address, to_name, from_name, subject, text, html, headers, placeholder, composed_at, status,
       next_attempt_at)
     values (${places(1, 22).slice(1, -1)}, 'queued', ?) on conflict do nothing returning id`,
    email.eventId,
    email.taskId,
    email.messageId,
    email.signInId,
    email.probeId ?? null,
    email.sessionId ?? null,
    email.participantId,
    email.contactId,
    email.staffId,
    email.kind,
    email.isNote ? 1 : 0,
    email.takesAnswer === true ? 1 : 0,
    email.approvingStarts ?? null,
    email.toAddress,
    email.toName,
    email.fromName,
    email.subject,
    email.text,
    email.html,
    JSON.stringify(email.headers),
    email.placeholder,
    email.composedAt,
    email.notBefore ?? email.composedAt,
  );
  return row?.id;
}

/** Gives an email its Message-ID and the headers that name it; part of the transaction that wrote it down. */
export async function markOutboundIdentity(
  rows: Rows,
  id: number,
  internetMessageId: string,
  headers: Record<string, string>,
): Promise<void> {
  await rows.run(
    "update outbound_emails set internet_message_id = ?, headers = ? where id = ?",
    internetMessageId,
    JSON.stringify(headers),
    id,
  );
}

export async function findOutboundEmail(rows: Rows, id: number): Promise<OutboundEmailRow | undefined> {
  const row = await rows.first<OutboundJson>(
    `select ${outboundColumns} from outbound_emails where id = ?`,
    id,
  );
  return row === undefined ? undefined : toOutboundEmail(row);
}

/** Whom an email was written to, in normal form, without its content. */
export async function findAddressOfOutbound(rows: Rows, id: number): Promise<string | undefined> {
  const row = await rows.first<{ address: string }>(
    "select to_address as address from outbound_emails where id = ?",
    id,
  );
  return row === undefined ? undefined : normalizeAddress(row.address);
}

/** The same as `findOutboundEmail`, held against every other transaction until this one ends, for changes that depend on what it says. */
export async function lockOutboundEmail(rows: Rows, id: number): Promise<OutboundEmailRow | undefined> {
  const row = await rows.first<OutboundJson>(
    `select ${outboundColumns} from outbound_emails where id = ?${forUpdate(rows)}`,
    id,
  );
  return row === undefined ? undefined : toOutboundEmail(row);
}

/** The newest email that this participant was sent, which a reply without In-Reply-To most likely answers. */
export async function findNewestOutboundEmailTo(
  rows: Rows,
  taskId: number,
  participantId: number,
): Promise<OutboundEmailRow | undefined> {
  const row = await rows.first<OutboundJson>(
    `select ${outboundColumns} from outbound_emails where task_id = ? and participant_id = ? order by id desc limit 1`,
    taskId,
    participantId,
  );
  return row === undefined ? undefined : toOutboundEmail(row);
}

/** Everything sent to an address, newest first. */
export async function listOutboundEmailsTo(
  rows: Rows,
  address: string,
  countMax: number,
): Promise<OutboundEmailRow[]> {
  const found = await rows.all<OutboundJson>(
    `select ${outboundColumns} from outbound_emails where to_address = ? and status = 'sent' order by id desc limit ?`,
    address,
    countMax,
  );
  return found.map(toOutboundEmail);
}

export function toOutboundEmail(row: OutboundJson): OutboundEmailRow {
  return { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
}
