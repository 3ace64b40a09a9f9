// What became of emails after they were sent, as providers and delivery reports tell it.
import type { Delivery, PauseCause } from "../domain/delivery.ts";
import type { OutboundEmailRow } from "./outbound-emails.ts";
import type { Rows } from "./rows.ts";

/** An outbound email without its content, as the task page shows its delivery, and whether its address is paused now. */
export type DeliveryRow = Pick<
  OutboundEmailRow,
  "id" | "messageId" | "toAddress" | "toName" | "status" | "delivery" | "reason" | "sentAt"
> &
  (
    | { pausedAt: null; pauseCause: null; pauseReason: null }
    | { pausedAt: string; pauseCause: PauseCause; pauseReason: string }
  );

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
