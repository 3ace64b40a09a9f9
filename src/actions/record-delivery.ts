// Puts on record what became of an email we sent. Writes a delivery event, the email's state and, when lost, an event.
import type { Delivery } from "../store/outbound-emails.ts";
import { recordEvent } from "../store/events.ts";
import { lockOutboundEmail, markDelivery, recordDeliveryEvent } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";

/** Later words outrank earlier ones; a state never moves down, whatever order reports come in. */
const ranks: Record<Delivery, number> = {
  processed: 0,
  deferred: 1,
  delivered: 2,
  dropped: 3,
  bounced: 3,
  complained: 4,
};

/** Answers false for an email we do not have. A report that repeats or comes late changes nothing. */
export async function recordDelivery(
  rows: Rows,
  recordedAt: string,
  report: { outboundEmailId: number; delivery: Delivery; reason: string | null; at: string },
): Promise<boolean> {
  const email = await lockOutboundEmail(rows, report.outboundEmailId);
  if (email === undefined) return false;
  const isNew = await recordDeliveryEvent(rows, { ...report, kind: report.delivery, recordedAt });
  const isHigher = email.delivery === null || ranks[report.delivery] > ranks[email.delivery];
  if (!isNew || !isHigher) return true;
  await markDelivery(rows, email.id, report.delivery, report.reason, report.at);
  if (report.delivery === "bounced" || report.delivery === "dropped") {
    await recordEvent(rows, {
      type: "email.bounced",
      ...(email.taskId === null ? {} : { taskId: email.taskId }),
      at: recordedAt,
      payload: { outboundEmailId: email.id, reason: report.reason ?? "No reason was given." },
    });
  }
  return true;
}
