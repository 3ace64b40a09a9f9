// Finds the email of ours that a delivery report is about. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import type { ClaimedEmail } from "../store/inbound-emails.ts";
import { findOutboundEmail, type Delivery } from "../store/outbound-emails.ts";
import { readBounceAddress } from "../threading/bounce-address.ts";
import { findMessageIds } from "../threading/message-id.ts";
import type { Decision } from "./decision.ts";
import type { DeliveryAction, DeliveryReport } from "./delivery-report.ts";
import type { Inbox } from "./inbox.ts";

const deliveries: Record<DeliveryAction, Delivery> = {
  failed: "bounced",
  delayed: "deferred",
  delivered: "delivered",
  complained: "complained",
};

/** By its bounce address, else by the last id of ours in it that names an email: earlier ids are those of References. */
export async function decideReport(
  { keys, installation, store }: Inbox,
  claimed: ClaimedEmail,
  report: DeliveryReport,
  steps: Step[],
): Promise<Decision> {
  const named = findMessageIds(keys, report.searchText).findLast((id) => id.kind !== "task");
  const outboundEmailId =
    readBounceAddress(keys, installation.replyDomain, claimed.envelopeTo) ?? named?.outboundEmailId;
  const sent =
    outboundEmailId === undefined ? undefined : await findOutboundEmail(store.read, outboundEmailId);
  if (sent === undefined) {
    steps.push({ step: "thread", found: "It names no email of ours." });
    return { kind: "ignore", reason: "report_about_nothing" };
  }
  steps.push({ step: "thread", found: `It is about the email we sent to ${sent.toName}.` });
  const reason = report.diagnostic ?? report.status ?? "The report gives no reason.";
  return { kind: "record_delivery", outboundEmailId: sent.id, delivery: deliveries[report.action], reason };
}
