// Emails to send, exactly as they will be sent, and how far each got.
import { normalizeAddress } from "../domain/address.ts";
import type { Delivery, PauseCause } from "../domain/delivery.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import type { Flag, Rows } from "./rows.ts";
import { forUpdate, skipLocked } from "./rows.ts";

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
  participantId: number | null;
  contactId: number | null;
  staffId: number | null;
  kind: string;
  isNote: boolean;
  toAddress: string;
  toName: string;
  fromName: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  placeholder: string;
  composedAt: string;
}

export interface OutboundEmailRow {
  id: number;
  taskId: number | null;
  messageId: number | null;
  signInId: number | null;
  probeId: number | null;
  participantId: number | null;
  contactId: number | null;
  staffId: number | null;
  kind: string;
  isNote: Flag;
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

/** An email as one claim took it; whoever claims it anew counts one attempt more. */
export type Claimed = Pick<OutboundEmailRow, "id" | "attempts">;

/** An outbound email without its content, as the task page shows its delivery, and whether its address is paused now. */
export type DeliveryRow = Pick<
  OutboundEmailRow,
  "id" | "messageId" | "toAddress" | "toName" | "status" | "delivery" | "reason" | "sentAt"
> &
  (
    | { pausedAt: null; pauseCause: null; pauseReason: null }
    | { pausedAt: string; pauseCause: PauseCause; pauseReason: string }
  );

const columns = `id, task_id as "taskId", message_id as "messageId", sign_in_id as "signInId",
  probe_id as "probeId", participant_id as "participantId", contact_id as "contactId", staff_id as "staffId", kind, is_note as "isNote",
  to_address as "toAddress", to_name as "toName", from_name as "fromName", subject, text, html, headers,
  internet_message_id as "internetMessageId", placeholder, composed_at as "composedAt", status, attempts,
  sent_at as "sentAt", delivery, reason`;

type Json = Omit<OutboundEmailRow, "headers"> & { headers: string };

/**
 * Writes an email down, not yet to be sent: its Message-ID names its id, which only now exists. Answers the id, or
 * undefined when this event was announced to this address before.
 */
export async function recordOutboundEmail(rows: Rows, email: NewOutboundEmail): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into outbound_emails (event_id, task_id, message_id, sign_in_id, probe_id, participant_id, contact_id, staff_id,
       kind, is_note, to_address, to_name, from_name, subject, text, html, headers, placeholder, composed_at, status,
       next_attempt_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?) on conflict do nothing returning id`,
    email.eventId,
    email.taskId,
    email.messageId,
    email.signInId,
    email.probeId ?? null,
    email.participantId,
    email.contactId,
    email.staffId,
    email.kind,
    email.isNote ? 1 : 0,
    email.toAddress,
    email.toName,
    email.fromName,
    email.subject,
    email.text,
    email.html,
    JSON.stringify(email.headers),
    email.placeholder,
    email.composedAt,
    email.composedAt,
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

/** Takes queued emails whose time has come for this worker until `leasedUntil`. */
export async function claimOutboundEmails(
  rows: Rows,
  countMax: number,
  now: string,
  leasedUntil: string,
): Promise<OutboundEmailRow[]> {
  const claimed = await rows.all<Json>(
    `update outbound_emails set status = 'sending', attempts = attempts + 1, leased_until = ?
     where id in (select id from outbound_emails where status = 'queued' and next_attempt_at <= ?
       order by next_attempt_at, id limit ?${skipLocked(rows)})
     returning ${columns}`,
    leasedUntil,
    now,
    countMax,
  );
  return claimed.toSorted((one, other) => one.id - other.id).map(parsed);
}

/** Whether a claim would find any email; asked first, since a look costs far less than a transaction. */
export async function hasClaimableOutboundEmails(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from outbound_emails where status = 'queued' and next_attempt_at <= ?)
       or exists (select 1 from outbound_emails where status in ('sending', 'unknown') and leased_until < ?)`,
    now,
    now,
  );
  return found !== undefined;
}

/** Gives emails back whose worker died while sending, or whose fate stayed unknown until `now`; they are sent again. */
export async function releaseOutboundLeases(rows: Rows, now: string): Promise<number> {
  return rows.run(
    `update outbound_emails set status = 'queued', next_attempt_at = ?
     where status in ('sending', 'unknown') and leased_until < ?`,
    now,
    now,
  );
}

/** Holds an email longer, unless it was settled or another worker took it over meanwhile. */
export async function renewOutboundLease(rows: Rows, claimed: Claimed, leasedUntil: string): Promise<void> {
  await rows.run(
    "update outbound_emails set leased_until = ? where id = ? and attempts = ? and status = 'sending'",
    leasedUntil,
    claimed.id,
    claimed.attempts,
  );
}

export async function markOutboundSent(
  rows: Rows,
  id: number,
  providerId: string | null,
  at: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set status = 'sent', sent_at = ?, provider_id = ?, leased_until = null, reason = null
     where id = ?`,
    at,
    providerId,
    id,
  );
}

/**
 * The courier could not send now: the email goes back in line for `nextAttemptAt`. This and the two below change only an
 * email that is still being sent by this claim: an event that came meanwhile knows better than a lost answer, and another
 * worker that took the email over has it in hand.
 */
export async function markOutboundRetry(
  rows: Rows,
  claimed: Claimed,
  reason: string,
  nextAttemptAt: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set status = 'queued', next_attempt_at = ?, leased_until = null, reason = ?
     where id = ? and attempts = ? and status = 'sending'`,
    nextAttemptAt,
    reason,
    claimed.id,
    claimed.attempts,
  );
}

/** The courier cannot say whether the email was taken. It is sent again at `until` unless an event settles it first. */
export async function markOutboundUnknown(
  rows: Rows,
  claimed: Claimed,
  reason: string,
  until: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set status = 'unknown', leased_until = ?, reason = ?
     where id = ? and attempts = ? and status = 'sending'`,
    until,
    reason,
    claimed.id,
    claimed.attempts,
  );
}

/** Answers whether it was still being sent and is now refused. */
export async function markOutboundRefused(rows: Rows, claimed: Claimed, reason: string): Promise<boolean> {
  const count = await rows.run(
    `update outbound_emails set status = 'refused', leased_until = null, reason = ?
     where id = ? and attempts = ? and status = 'sending'`,
    reason,
    claimed.id,
    claimed.attempts,
  );
  return count > 0;
}

export async function findOutboundEmail(rows: Rows, id: number): Promise<OutboundEmailRow | undefined> {
  const row = await rows.first<Json>(`select ${columns} from outbound_emails where id = ?`, id);
  return row === undefined ? undefined : parsed(row);
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
  const row = await rows.first<Json>(
    `select ${columns} from outbound_emails where id = ?${forUpdate(rows)}`,
    id,
  );
  return row === undefined ? undefined : parsed(row);
}

/** The newest email that this participant was sent, which a reply without In-Reply-To most likely answers. */
export async function findNewestOutboundEmailTo(
  rows: Rows,
  taskId: number,
  participantId: number,
): Promise<OutboundEmailRow | undefined> {
  const row = await rows.first<Json>(
    `select ${columns} from outbound_emails where task_id = ? and participant_id = ? order by id desc limit 1`,
    taskId,
    participantId,
  );
  return row === undefined ? undefined : parsed(row);
}

/** Everything sent to an address, newest first. */
export async function listOutboundEmailsTo(
  rows: Rows,
  address: string,
  countMax: number,
): Promise<OutboundEmailRow[]> {
  const found = await rows.all<Json>(
    `select ${columns} from outbound_emails where to_address = ? and status = 'sent' order by id desc limit ?`,
    address,
    countMax,
  );
  return found.map(parsed);
}

/** How far the emails about a task's messages got, also those sent while a message was on another task. */
export async function listDeliveriesOfTask(rows: Rows, taskId: number): Promise<DeliveryRow[]> {
  return rows.all<DeliveryRow>(
    `select e.id, e.message_id as "messageId", e.to_address as "toAddress", e.to_name as "toName", e.status, e.delivery,
       e.reason, e.sent_at as "sentAt", p.paused_at as "pausedAt", p.cause as "pauseCause", p.reason as "pauseReason"
     from outbound_emails e left join paused_addresses p on p.address = e.to_address and p.resumed_at is null
     where e.message_id in (select id from messages where task_id = ?) order by e.id`,
    taskId,
  );
}

/** Who was sent an email about a message, on whatever task it was then. */
export async function listToldOf(rows: Rows, messageId: number): Promise<Person[]> {
  const told = await rows.all<{ contactId: number | null; staffId: number | null }>(
    `select contact_id as "contactId", staff_id as "staffId" from outbound_emails where message_id = ?`,
    messageId,
  );
  return told.flatMap(({ contactId, staffId }) => personFromColumns(contactId, staffId) ?? []);
}

/** Puts one thing a provider said on record. Answers whether it is new. */
export async function recordDeliveryEvent(
  rows: Rows,
  event: { outboundEmailId: number; kind: Delivery; reason: string | null; at: string; recordedAt: string },
): Promise<boolean> {
  const count = await rows.run(
    `insert into delivery_events (outbound_email_id, kind, reason, at, recorded_at) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
    event.outboundEmailId,
    event.kind,
    event.reason,
    event.at,
    event.recordedAt,
  );
  return count > 0;
}

/** When the newest thing of this kind happened to an email, as far as it is on record. */
export async function findNewestDeliveryAt(
  rows: Rows,
  outboundEmailId: number,
  kind: Delivery,
): Promise<string | undefined> {
  const row = await rows.first<{ at: string | null }>(
    "select max(at) as at from delivery_events where outbound_email_id = ? and kind = ?",
    outboundEmailId,
    kind,
  );
  return row?.at ?? undefined;
}

/** Sets the delivery state; a provider that knows the email has evidently taken it, so a lost answer is settled too. */
export async function markDelivery(
  rows: Rows,
  id: number,
  delivery: Delivery,
  reason: string | null,
  at: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set delivery = ?, reason = coalesce(?, reason),
       status = case when status in ('unknown', 'sending', 'queued', 'paused') then 'sent' else status end,
       sent_at = coalesce(sent_at, ?), leased_until = null where id = ?`,
    delivery,
    reason,
    at,
    id,
  );
}

function parsed(row: Json): OutboundEmailRow {
  return { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
}
