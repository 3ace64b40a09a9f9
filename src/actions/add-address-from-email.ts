// “This is also Ann's address”, said of an inbound email. Writes the address with its event, and puts the email back in line.
import { Problem } from "../domain/problem.ts";
import { markInboundPending } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { addAddress } from "./add-address.ts";
import { getUnhandledEmail } from "./ruling.ts";

/**
 * Adds the sender's address to a contact and has the email read again, which now knows its author. Throws `not_found`,
 * `invalid` when the email names no sender, `conflict` when it did its work already or the address is somebody else's.
 */
export async function addAddressFromEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; contactId: number; byStaffId: number },
): Promise<void> {
  const email = await getUnhandledEmail(rows, input.emailId);
  if (email.fromAddress === null) throw new Problem("invalid", "This email names no sender.");
  await addAddress(rows, at, { ...input, address: email.fromAddress });
  await markInboundPending(rows, email.id, null);
}
