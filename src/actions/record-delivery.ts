// Puts on record what became of an email we sent. Writes a delivery event, the email's state and, when lost, an event; an
// address that is at fault is paused.
import type { Delivery, PauseCause } from "../domain/delivery.ts";
import { recordEvent } from "../store/events.ts";
import { findNewestDeliveryAt, markDelivery, recordDeliveryEvent } from "../store/deliveries.ts";
import { lockOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { pauseAddress } from "./pause-address.ts";

/** Later words outrank earlier ones; a state never moves down, whatever order reports come in. */
const ranks: Record<Delivery, number> = {
  processed: 0,
  deferred: 1,
  delivered: 2,
  dropped: 3,
  bounced: 3,
  complained: 4,
};

export interface DeliveryReportInput {
  outboundEmailId: number;
  delivery: Delivery;
  reason: string | null;
  /** When it happened, as whoever reports it says. */
  at: string;
  /** Set when the report condemns the email's own address, which is then paused. */
  pause?: { cause: PauseCause; isKeptByProvider?: boolean };
}

/**
 * Answers `no_such_email` for an email we do not have, and `known` for a report that repeats, which changes nothing. A
 * report that comes late is put on record, and moves the email's state only upwards.
 */
export async function recordDelivery(
  rows: Rows,
  recordedAt: string,
  report: DeliveryReportInput,
): Promise<"recorded" | "known" | "no_such_email"> {
  const email = await lockOutboundEmail(rows, report.outboundEmailId);
  if (email === undefined) return "no_such_email";
  const isNewest = await isNewestOfItsKind(rows, email, report);
  const { outboundEmailId, delivery, reason, at, pause } = report;
  if (!(await recordDeliveryEvent(rows, { outboundEmailId, kind: delivery, reason, at, recordedAt }))) {
    return "known";
  }
  const isHigher = email.delivery === null || ranks[delivery] > ranks[email.delivery];
  if (isHigher || isNewest) await markDelivery(rows, email.id, delivery, reason, at);
  if (isHigher && (delivery === "bounced" || delivery === "dropped")) {
    await recordEvent(rows, {
      type: "email.bounced",
      ...(email.taskId === null ? {} : { taskId: email.taskId }),
      at: recordedAt,
      payload: { outboundEmailId: email.id, reason: reason ?? noReason },
    });
  }
  // The address of a probe is its own and never written to again.
  if (pause !== undefined && email.probeId === null) {
    await pauseAddress(rows, recordedAt, { email, reason: reason ?? noReason, happenedAt: at, ...pause });
  }
  return "recorded";
}

const noReason = "No reason was given.";

/** Each time an email is put off there may be another reason; the newest is the one that is shown. */
async function isNewestOfItsKind(
  rows: Rows,
  email: OutboundEmailRow,
  { delivery, at }: DeliveryReportInput,
): Promise<boolean> {
  if (delivery !== "deferred" || email.delivery !== delivery) return false;
  const newestAt = await findNewestDeliveryAt(rows, email.id, delivery);
  return newestAt === undefined || at > newestAt;
}
