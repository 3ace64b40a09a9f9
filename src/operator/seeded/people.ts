// Who lives in a generated world: staff, clients of very different sizes, and their contacts. Gives their rows.
import { dayOf } from "../../domain/day.ts";
import type { Locale } from "../../domain/locale.ts";
import type { PlanRow } from "../../store/clients.ts";
import type { Chance } from "./chance.ts";
import { addressOf, clientName, personName } from "./names.ts";
import type { RowsToWrite } from "./rows-to-write.ts";
import { recordHappened } from "./happened.ts";
import type { WorldParts } from "./world.ts";

export interface Person {
  kind: "contact" | "staff";
  id: number;
  name: string;
  address: string;
}

export interface Client {
  id: number;
  name: string;
  locale: Locale;
  plan: PlanRow;
  contacts: Person[];
  approvers: Person[];
  /** Tasks of theirs that take a place of their plan; and how many they have had. */
  activeCount: number;
  taskCount: number;
}

/** Each client's share of everything falls with its place among them: the first is many hundred times as large as the last. */
const sizeSkew = 0.9;

/** Who there is for so many tasks: a contact for five of them, a client for forty, and some staff. */
export function countsFor(tasks: number): { staff: number; clients: number; contacts: number } {
  const clients = Math.max(1, Math.round(tasks / 40));
  return {
    staff: 3 + Math.round(tasks / 4_000),
    clients,
    contacts: Math.max(clients, Math.round(tasks / 5)),
  };
}

export function makeStaff(
  chance: Chance,
  to: RowsToWrite,
  { tasks, startedAt, now, agencyName }: WorldParts,
) {
  const taken = new Set<string>();
  return Array.from({ length: countsFor(tasks).staff }, (): Person => {
    const { name, address } = freePerson(chance, taken, agencyName);
    const person: Person = { kind: "staff", id: to.nextId("staff"), name, address };
    const timeZone = chance.pick(["Europe/London", "Europe/Berlin"]);
    to.add("staff", {
      id: person.id,
      name,
      address,
      time_zone: timeZone,
      locale: chance.is(0.4) ? "de" : "en",
      // Whoever is to see to a task is put on it: else news of each would go to all of them.
      follows_new_tasks: 0,
      created_at: startedAt,
    });
    // They have read today's summary of the held desk.
    to.add("held_summaries", { staff_id: person.id, day: dayOf(now, timeZone) });
    return person;
  });
}

/** Clients with their contacts. `month`: the one whose sessions every plan has granted. */
export function makeClients(
  chance: Chance,
  to: RowsToWrite,
  { tasks, startedAt, plans }: WorldParts & { plans: readonly PlanRow[] },
  month: string,
): Client[] {
  const counts = countsFor(tasks);
  const shares = sizeShares(counts.clients);
  // Each has one; the others are shared out, and none is lost in rounding.
  let sharedOut = 0;
  let sum = 0;
  return shares.map((share, index) => {
    const name = clientName(index);
    // The large ones have the large plans.
    const plan = plans[Math.max(0, plans.length - 1 - Math.floor(index / (1 + counts.clients / 20)))]!;
    const id = to.nextId("clients");
    to.add("clients", { id, name, plan_id: plan.id, created_at: startedAt, sessions_granted_until: month });
    recordHappened(to, {
      type: "client.added",
      at: startedAt,
      clientId: id,
      payload: { clientId: id, planId: plan.id },
    });
    const locale: Locale = chance.is(0.3) ? "de" : "en";
    const client: Client = {
      id,
      name,
      locale,
      plan,
      contacts: [],
      approvers: [],
      activeCount: 0,
      taskCount: 0,
    };
    sum += share;
    const further = Math.round(sum * (counts.contacts - counts.clients)) - sharedOut;
    sharedOut += further;
    const taken = new Set<string>();
    for (let count = 0; count <= further; count++) addContact(chance, to, client, { taken, at: startedAt });
    return client;
  });
}

function addContact(
  chance: Chance,
  to: RowsToWrite,
  client: Client,
  { taken, at }: { taken: Set<string>; at: string },
): void {
  const { name, address } = freePerson(chance, taken, client.name);
  const id = to.nextId("contacts");
  const isApprover = client.contacts.length === 0 || chance.is(0.2);
  const person: Person = { kind: "contact", id, name, address };
  client.contacts.push(person);
  if (isApprover) client.approvers.push(person);
  const timeZone =
    client.locale === "de" ? "Europe/Berlin" : chance.pick(["Europe/London", "America/New_York"]);
  to.add("contacts", {
    id,
    client_id: client.id,
    name,
    time_zone: timeZone,
    locale: client.locale,
    can_approve: isApprover ? 1 : 0,
    created_at: at,
  });
  const addressId = to.nextId("contact_addresses");
  to.add("contact_addresses", { id: addressId, contact_id: id, address, is_primary: 1, added_at: at });
  recordHappened(to, {
    type: "contact.added",
    at,
    clientId: client.id,
    contactId: id,
    payload: { contactId: id, clientId: client.id, canApprove: isApprover },
  });
}

/** Two of one name at a company have different addresses. */
function freePerson(chance: Chance, taken: Set<string>, company: string) {
  const name = personName(chance);
  const address = addressOf(name, company);
  const at = address.indexOf("@");
  let free = address;
  for (let count = 2; taken.has(free); count++) free = `${address.slice(0, at)}${count}${address.slice(at)}`;
  taken.add(free);
  return { name, address: free };
}

/** What part of all tasks and people each client has, the largest first; together 1. */
export function sizeShares(count: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => (index + 1) ** -sizeSkew);
  const sum = weights.reduce((one, other) => one + other, 0);
  return weights.map((weight) => weight / sum);
}
