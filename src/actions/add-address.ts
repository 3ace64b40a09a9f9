// Adds a further address to a contact. Writes the address and an event.
import { requireAddress } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { findPersonByAddress, getPerson, recordContactAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { requirePersonal, type OwnAddresses } from "./free-address.ts";

/** “This is also Ann's address.” Answers whether it is new: adding it again to the same person changes nothing. */
export async function addAddress(
  rows: Rows,
  at: string,
  input: { contactId: number; address: string; byStaffId: number; own: OwnAddresses | undefined },
): Promise<boolean> {
  const contact = await getPerson(rows, { kind: "contact", id: input.contactId });
  const address = requireAddress(input.address);
  const owner = await findPersonByAddress(rows, address);
  if (owner?.contactId === contact.contactId && owner.contactId !== null) return false;
  if (owner !== undefined)
    throw new Problem("conflict", {
      en: `${address} belongs to ${owner.name} already.`,
      de: `${address} gehört schon zu ${owner.name}.`,
    });
  await requirePersonal(rows, address, input.own);
  await recordContactAddress(rows, { contactId: input.contactId, address, isPrimary: false, addedAt: at });
  await recordEvent(rows, {
    type: "address.added",
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { contactId: input.contactId, address },
  });
  return true;
}
