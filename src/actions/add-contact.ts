// Adds a contact of a client with their first address. Writes the contact, the address and one event.
import { requireTimeZone } from "../domain/clock.ts";
import { requireLocale } from "../domain/locale.ts";
import { requireName } from "../domain/name.ts";
import type { Person } from "../domain/person.ts";
import { getClient } from "../store/clients.ts";
import { recordEvent } from "../store/events.ts";
import { listContacts, recordContact, recordContactAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { requireFreeAddress, type OwnAddresses } from "./free-address.ts";

/**
 * Throws `invalid` for a bad address, name, zone or locale and for an address of ours, `conflict` for one that belongs to somebody or
 * is a connected mailbox.
 */
export async function addContact(
  rows: Rows,
  at: string,
  input: {
    clientId: number;
    name: string;
    address: string;
    timeZone?: string;
    locale?: string;
    /** Whether they may approve finished work; unless it is said, the first contact of a client may. */
    canApprove?: boolean;
    /** Who adds them; absent on the command line. */
    by?: Person;
    own: OwnAddresses | undefined;
  },
): Promise<{ contactId: number; canApprove: boolean }> {
  const client = await getClient(rows, input.clientId);
  const address = await requireFreeAddress(rows, input.address, input.own);
  const canApprove = input.canApprove ?? (await listContacts(rows, client.id)).length === 0;
  const contactId = await recordContact(rows, {
    clientId: client.id,
    name: requireName(input.name),
    timeZone: requireTimeZone(input.timeZone ?? "UTC"),
    locale: requireLocale(input.locale ?? "en"),
    canApprove,
    createdAt: at,
  });
  await recordContactAddress(rows, { contactId, address, isPrimary: true, addedAt: at });
  await recordEvent(rows, {
    type: "contact.added",
    ...(input.by === undefined ? {} : { actor: input.by }),
    at,
    payload: { contactId, clientId: client.id, canApprove },
  });
  return { contactId, canApprove };
}
