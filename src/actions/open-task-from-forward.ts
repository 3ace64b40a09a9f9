// Opens a task for a contact with an email that a colleague forwarded, and adds its author's address on request. Writes the
// ruling with its event, and maybe the address with its own; processing does the rest.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { addAddress } from "./add-address.ts";
import type { OwnAddresses } from "./free-address.ts";
import { beingRead, rule, takeUpEmail, type Ruled, type RulingInput } from "./ruling.ts";

/**
 * The forwarder stays the author of the first message, and the contact takes part. `addsAddress` makes the address that the
 * forwarded email names one of the contact's, because staff say so. The same form again changes nothing. Throws `not_found`, `invalid` for an email in which
 * nothing forwarded was recognised, `conflict` when it did its work already, or the address is somebody else's or ours.
 */
export async function openTaskFromForward(
  rows: Rows,
  at: string,
  input: RulingInput & { contactId: number; addsAddress: boolean; own: OwnAddresses | undefined },
): Promise<Ruled> {
  const person: Person = { kind: "contact", id: input.contactId };
  const { email, repeated } = await takeUpEmail(rows, input, { kind: "open_forwarded", person });
  if (repeated !== undefined) return repeated;
  if (email.status === "pending" || email.status === "processing") {
    throw beingRead();
  }
  const { forwarded, staffId } = email;
  // Only what an admitted member of staff sent is kept with what it forwards.
  if (forwarded === null || staffId === null || email.reason !== "staff_without_task") {
    throw new Problem("invalid", {
      en: "Nothing in this email was recognised as forwarded by one of us.",
      de: "In dieser E-Mail wurde nichts erkannt, was jemand von uns weitergeleitet hat.",
    });
  }
  const contact = await getPerson(rows, person);
  if (contact.clientId === null)
    throw new Problem("invalid", {
      en: "Choose a contact of a client.",
      de: "Wählen Sie einen Kontakt eines Kunden.",
    });
  if (input.addsAddress) {
    if (forwarded.fromAddress === "")
      throw new Problem("invalid", {
        en: "The forwarded email names no address of its author.",
        de: "Die weitergeleitete E-Mail nennt keine Adresse ihres Absenders.",
      });
    await addAddress(rows, at, { ...input, address: forwarded.fromAddress });
  }
  return rule(rows, at, input, {
    kind: "open_forwarded",
    author: { kind: "staff", id: staffId },
    contactId: input.contactId,
    by: input.byStaffId,
  });
}
