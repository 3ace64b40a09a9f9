// Who is in the previews beside the named world: two people whose names are harder to set, a client that reads German, and one
// that has named nobody yet who may approve.
import { addClient } from "../actions/add-client.ts";
import { addContact } from "../actions/add-contact.ts";
import { addStaff } from "../actions/add-staff.ts";
import { timestamp } from "../domain/clock.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Rows } from "../store/rows.ts";
import type { PreviewStage } from "./preview.ts";
import { seedWorld, type World } from "./seed-world.ts";

/** Writes them all into an empty store and answers who is who. */
export async function seedCast(outbox: Outbox): Promise<Omit<PreviewStage, "outbox">> {
  const at = timestamp(outbox.clock());
  const world = await seedWorld(outbox.store, at);
  return outbox.store.write((rows) => addCast(rows, at, world));
}

async function addCast(
  rows: Rows,
  at: string,
  { clients, people }: World,
): Promise<Omit<PreviewStage, "outbox">> {
  const [elbe, pine] = [
    await addClient(rows, at, { name: "Elbe Optik", plan: "Standard" }),
    await addClient(rows, at, { name: "Pine Studio", plan: "Standard" }),
  ];
  const contact = async (added: Omit<Parameters<typeof addContact>[2], "own">) => {
    const { contactId } = await addContact(rows, at, { ...added, own: undefined });
    return { kind: "contact", id: contactId } as const;
  };
  const staff = async (added: Omit<Parameters<typeof addStaff>[2], "own">) => {
    const { staffId } = await addStaff(rows, at, { ...added, own: undefined });
    return { kind: "staff", id: staffId } as const;
  };
  const german = { clientId: elbe.clientId, timeZone: "Europe/Berlin", locale: "de" };
  return {
    clients: { ...clients, elbe: elbe.clientId, pine: pine.clientId },
    people: {
      ...people,
      lior: await contact({
        clientId: clients.harbor,
        name: "ליאור כהן 🦷",
        address: "lior@harbordental.example",
        timeZone: "Asia/Jerusalem",
      }),
      karla: await contact({
        ...german,
        name: "Karla Vogt",
        address: "karla@elbeoptik.example",
        canApprove: false,
      }),
      jonas: await contact({
        ...german,
        name: "Jonas Brandt",
        address: "jonas@elbeoptik.example",
        canApprove: true,
      }),
      noa: await contact({
        clientId: pine.clientId,
        name: "Noa Lind",
        address: "noa@pinestudio.example",
        canApprove: false,
      }),
      ines: await staff({
        name: "Inês 🌊 أحمد",
        address: "ines@northbeam.example",
        timeZone: "Europe/Lisbon",
      }),
      aenne: await staff({
        name: "Änne Groß",
        address: "aenne@northbeam.example",
        timeZone: "Europe/Vienna",
        locale: "de",
      }),
    },
  };
}
