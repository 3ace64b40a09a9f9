// The people and tasks that generated mails speak of. Writes them to a store.
import { addClient } from "../../../src/actions/add-client.ts";
import { addContact } from "../../../src/actions/add-contact.ts";
import { addStaff } from "../../../src/actions/add-staff.ts";
import { openTask } from "../../../src/actions/open-task.ts";
import { timestamp } from "../../../src/domain/clock.ts";
import type { Store } from "../../../src/store/database.ts";
import { listPlans } from "../../../src/store/clients.ts";
import { findParticipantOf } from "../../../src/store/participants.ts";
import { replyAddress } from "../../../src/threading/reply-address.ts";
import type { KeyRing } from "../../../src/threading/token.ts";

interface Parts {
  store: Store;
  keys: KeyRing;
  replyDomain: string;
}

/**
 * For each address a contact with a task of their own, in which one of the staff takes part, and a colleague when asked
 * for. Answers each contact's reply address by their own address.
 */
export async function openTasks(
  { store, keys, replyDomain }: Parts,
  addresses: readonly string[],
  { hasColleague }: { hasColleague: boolean },
): Promise<Record<string, string>> {
  const at = timestamp(new Date());
  const replyAddresses: Record<string, string> = {};
  await store.write(async (rows) => {
    const { staffId } = await addStaff(rows, at, {
      own: undefined,
      name: "Priya Nair",
      address: "priya@northbeam.example",
    });
    const plan = (await listPlans(rows))[0]?.name ?? "";
    const { clientId } = await addClient(rows, at, { name: "Harbor Dental", plan });
    const lee = { clientId, name: "Lee Okafor", address: "lee@harbordental.example" };
    const colleagueIds = hasColleague
      ? [(await addContact(rows, at, { ...lee, own: undefined })).contactId]
      : [];
    for (const [index, address] of addresses.entries()) {
      const { contactId } = await addContact(rows, at, {
        own: undefined,
        clientId,
        name: `Contact ${index}`,
        address,
      });
      const { taskId } = await openTask(rows, at, {
        clientId,
        title: `Task ${index}`,
        contactIds: [contactId, ...colleagueIds],
        author: { kind: "staff", id: staffId },
        channel: "portal",
        text: "Please tell us what you think.",
        postedAt: at,
      });
      const participant = await findParticipantOf(rows, taskId, { kind: "contact", id: contactId });
      if (participant === undefined) throw new Error(`${address} does not take part in task ${taskId}.`);
      const reference = { participantId: participant.id, version: participant.version, isNote: false };
      replyAddresses[address] = replyAddress(keys, replyDomain, reference);
    }
  });
  return replyAddresses;
}
