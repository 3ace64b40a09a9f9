// Outgoing mail as a list, without its content: whom each email is for, how far it got, and what was tried and reported.
import type { Delivery, PauseCause } from "../domain/delivery.ts";
import { readWindow, type IdWindow } from "./id-window.ts";
import type { OutboundEmailRow } from "./outbound-emails.ts";
import type { Rows } from "./rows.ts";

/** Emails on one page. */
export const outgoingPageSize = 50;

/** `waiting`: not known to have arrived and not given up either. `failed`: refused, bounced, dropped or reported as spam. */
export type OutgoingFilter = "all" | "waiting" | "failed";

export type OutgoingRow = Pick<
  OutboundEmailRow,
  | "id"
  | "kind"
  | "isNote"
  | "toAddress"
  | "toName"
  | "contactId"
  | "staffId"
  | "messageId"
  | "subject"
  | "composedAt"
  | "status"
  | "attempts"
  | "sentAt"
  | "delivery"
  | "reason"
> & {
  nextAttemptAt: string;
  /** Until when a worker has it in hand, or until when its fate may stay unknown. */
  leasedUntil: string | null;
  /** Where its message is now, or what it was about. */
  taskId: number | null;
  taskTitle: string | null;
  /** Of its address, if that is paused now. */
  pauseId: number | null;
  pausedAt: string | null;
  pauseCause: PauseCause | null;
  pauseReason: string | null;
};

const outgoingQuery = `select e.id, e.kind, e.is_note as "isNote", e.to_address as "toAddress", e.to_name as "toName",
    e.contact_id as "contactId", e.staff_id as "staffId", e.message_id as "messageId", e.subject,
    e.composed_at as "composedAt", e.status, e.attempts, e.sent_at as "sentAt", e.delivery, e.reason,
    e.next_attempt_at as "nextAttemptAt", e.leased_until as "leasedUntil", t.id as "taskId", t.title as "taskTitle",
    p.id as "pauseId", p.paused_at as "pausedAt", p.cause as "pauseCause", p.reason as "pauseReason"
  from outbound_emails e left join messages m on m.id = e.message_id
  left join tasks t on t.id = coalesce(m.task_id, e.task_id)
  left join paused_addresses p on p.address = e.to_address and p.resumed_at is null`;

/** The newest first; one more than a page when there are more. */
export async function listOutgoing(
  rows: Rows,
  filter: OutgoingFilter,
  window: IdWindow,
): Promise<OutgoingRow[]> {
  // The column is worked out by the database: see the migration.
  const [wanted, values] = filter === "all" ? ["", []] : ["e.standing = ? and ", [filter]];
  return readWindow(window, outgoingPageSize, ({ where, order, id, limit }) =>
    rows.all<OutgoingRow>(
      `${outgoingQuery} where ${wanted}${where} order by ${order} limit ?`,
      ...values,
      id,
      limit,
    ),
  );
}

export async function findOutgoing(rows: Rows, id: number): Promise<OutgoingRow | undefined> {
  return rows.first<OutgoingRow>(`${outgoingQuery} where e.id = ?`, id);
}

/** A try of sending that came to nothing, or whose end is not known. */
export interface FailedAttemptRow {
  attempt: number;
  outcome: "retry" | "unknown" | "refused";
  reason: string | null;
  at: string;
}

export async function recordFailedAttempt(
  rows: Rows,
  outboundEmailId: number,
  { attempt, outcome, reason, at }: FailedAttemptRow,
): Promise<void> {
  await rows.run(
    "insert into failed_attempts (outbound_email_id, attempt, outcome, reason, at) values (?, ?, ?, ?, ?)",
    outboundEmailId,
    attempt,
    outcome,
    reason,
    at,
  );
}

/** In the order in which they were made. */
export async function listFailedAttempts(rows: Rows, outboundEmailId: number): Promise<FailedAttemptRow[]> {
  return rows.all<FailedAttemptRow>(
    "select attempt, outcome, reason, at from failed_attempts where outbound_email_id = ? order by id",
    outboundEmailId,
  );
}

export interface DeliveryEventRow {
  kind: Delivery;
  reason: string | null;
  at: string;
}

/** What providers and mail servers reported of an email, in the order in which we heard of it. */
export async function listDeliveryEvents(rows: Rows, outboundEmailId: number): Promise<DeliveryEventRow[]> {
  const found = await rows.all<DeliveryEventRow>(
    "select kind, reason, at from delivery_events where outbound_email_id = ? order by id desc limit ?",
    outboundEmailId,
    reportsShownMax,
  );
  return found.toReversed();
}

/** The newest that are shown of what was reported of one email: a server may put it off for days. */
const reportsShownMax = 200;
