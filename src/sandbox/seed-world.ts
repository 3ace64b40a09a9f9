// Writes the named world's people into an empty store: staff, clients on three plans, contacts.
import * as fixtures from "../../fixtures/world.ts";
import { addClient } from "../actions/add-client.ts";
import { addContact } from "../actions/add-contact.ts";
import { addStaff } from "../actions/add-staff.ts";
import type { Person } from "../domain/person.ts";
import type { Store } from "../store/database.ts";
import { listUnannouncedEvents, markEventAnnounced } from "../store/events.ts";

/** Everybody's id by their name in fixtures/world.ts. */
export interface World {
  clients: Record<fixtures.ClientKey, number>;
  people: Record<fixtures.ContactKey | fixtures.StaffKey, Person>;
}

/** Adds everybody in one transaction. Throws when one of them is there already. */
export async function seedWorld(store: Store, at: string): Promise<World> {
  return store.write(async (rows) => {
    const clients: Partial<World["clients"]> = {};
    const people: Partial<World["people"]> = {};
    for (const { key, ...person } of fixtures.staff) {
      people[key] = { kind: "staff", id: (await addStaff(rows, at, { ...person, own: undefined })).staffId };
    }
    for (const { key, ...client } of fixtures.clients) {
      clients[key] = (await addClient(rows, at, client)).clientId;
    }
    for (const { key, client, ...contact } of fixtures.contacts) {
      const added = await addContact(rows, at, { ...contact, clientId: clients[client]!, own: undefined });
      people[key] = { kind: "contact", id: added.contactId };
    }
    // How the world came about is news to nobody.
    for (const { id } of await listUnannouncedEvents(rows, 100)) await markEventAnnounced(rows, id, at);
    return { clients, people } as World;
  });
}
