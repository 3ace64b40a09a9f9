// Has an inbound email read again from its raw bytes. Forgets any ruling, puts it back in line, writes one event.
import { recordEvent } from "../store/events.ts";
import { markInboundPending } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { getReadableEmail, recordRuling, takeUpEmail, type RulingInput } from "./ruling.ts";

/**
 * An email that did its work changes nothing by being read again, and the same form again changes nothing either. Throws
 * `not_found`, `gone` without its bytes, or `conflict` when somebody else decided since the page was shown.
 */
export async function processEmailAgain(rows: Rows, at: string, input: RulingInput): Promise<void> {
  const email = await getReadableEmail(rows, input.emailId);
  if (email.status !== "handled") {
    const { repeated } = await takeUpEmail(rows, input, { kind: "again" });
    if (repeated !== undefined) return;
    await markInboundPending(rows, email.id, null);
    await recordRuling(rows, at, input, { kind: "again" });
    return;
  }
  await markInboundPending(rows, email.id, null);
  // What was decided about it goes on to stand, and can still be taken back.
  await recordEvent(rows, {
    type: "inbound_email.ruled",
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { inboundEmailId: email.id, ruling: "again" },
  });
}
