// “This is also Ann's address”, said of an inbound email. Writes the address with its event, and puts the email back in line.
import { Problem } from "../domain/problem.ts";
import { markInboundPending } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { addAddress } from "./add-address.ts";
import type { OwnAddresses } from "./free-address.ts";
import { recordRuling, takeUpEmail, type Ruled, type RulingInput } from "./ruling.ts";

/**
 * Adds the sender's address to a contact and has the email read again, which now knows its author. The same form again
 * changes nothing. Throws `not_found`, `invalid` when the email names no sender or one of our own addresses, `conflict` when it
 * did its work already, or the address is somebody else's or a connected mailbox.
 */
export async function addAddressFromEmail(
  rows: Rows,
  at: string,
  input: RulingInput & { contactId: number; own: OwnAddresses | undefined },
): Promise<Ruled> {
  const person = { kind: "contact", id: input.contactId } as const;
  const { email, repeated } = await takeUpEmail(rows, input, { kind: "address", person });
  if (repeated !== undefined) return repeated;
  if (email.fromAddress === null)
    throw new Problem("invalid", {
      en: "This email names no sender.",
      de: "Diese E-Mail nennt keinen Absender.",
    });
  const isNew = await addAddress(rows, at, { ...input, address: email.fromAddress });
  await markInboundPending(rows, email.id, null);
  // What was theirs before is not taken from them when this is undone.
  return recordRuling(rows, at, input, isNew ? { kind: "address", person } : { kind: "again" });
}
