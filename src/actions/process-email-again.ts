// Has an inbound email read again from its raw bytes. Forgets any ruling, puts it back in line, writes one event.
import { markInboundPending } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { getReadableEmail, recordRuling } from "./ruling.ts";

/** An email that did its work changes nothing by being read again. Throws `not_found`, or `gone` without its bytes. */
export async function processEmailAgain(
  rows: Rows,
  at: string,
  input: { emailId: number; byStaffId: number },
): Promise<void> {
  const email = await getReadableEmail(rows, input.emailId);
  await markInboundPending(rows, email.id, null);
  await recordRuling(rows, at, email.id, "again", input.byStaffId);
}
