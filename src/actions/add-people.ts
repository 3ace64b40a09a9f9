// Adds clients, contacts, their further addresses, and staff. Writes one person or client and, for an address, an event.
import { requireAddress } from "../domain/address.ts";
import { isTimeZone } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import {
  findPersonByAddress,
  findPlanByName,
  getClient,
  getPerson,
  listPlans,
  recordClient,
  recordContact,
  recordContactAddress,
  recordStaff,
} from "../store/people.ts";
import type { Rows } from "../store/rows.ts";

const nameLengthMax = 100;

/** Throws `invalid` for an unknown plan, `conflict` for a name that is taken. */
export async function addClient(
  rows: Rows,
  at: string,
  input: { name: string; plan: string },
): Promise<{ clientId: number }> {
  const plan = await findPlanByName(rows, input.plan);
  if (plan === undefined) {
    const names = (await listPlans(rows)).map((row) => row.name).join(", ");
    throw new Problem("invalid", `There is no plan “${input.plan}”. The plans are: ${names}.`);
  }
  const name = requireName(input.name);
  const clientId = await recordClient(rows, { name, planId: plan.id, createdAt: at });
  if (clientId === undefined) throw new Problem("conflict", `There is a client called “${name}” already.`);
  return { clientId };
}

/** Throws `invalid` for a bad address, name or zone, `conflict` for an address that belongs to somebody. */
export async function addContact(
  rows: Rows,
  at: string,
  input: { clientId: number; name: string; address: string; timeZone?: string; canApprove?: boolean },
): Promise<{ contactId: number }> {
  const client = await getClient(rows, input.clientId);
  const address = await requireFreeAddress(rows, input.address);
  const contactId = await recordContact(rows, {
    clientId: client.id,
    name: requireName(input.name),
    timeZone: requireTimeZone(input.timeZone ?? "UTC"),
    canApprove: input.canApprove ?? false,
    createdAt: at,
  });
  await recordContactAddress(rows, { contactId, address, isPrimary: true, addedAt: at });
  return { contactId };
}

/** “This is also Ann's address.” Adding it again to the same person changes nothing. */
export async function addAddress(
  rows: Rows,
  at: string,
  input: { contactId: number; address: string; byStaffId: number },
): Promise<void> {
  const contact = await getPerson(rows, { kind: "contact", id: input.contactId });
  const address = requireAddress(input.address);
  const owner = await findPersonByAddress(rows, address);
  if (owner?.contactId === contact.contactId && owner.contactId !== null) return;
  if (owner !== undefined) throw new Problem("conflict", `${address} belongs to ${owner.name} already.`);
  await recordContactAddress(rows, { contactId: input.contactId, address, isPrimary: false, addedAt: at });
  await recordEvent(rows, {
    type: "address.added",
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { contactId: input.contactId, address },
  });
}

/** Throws `invalid` for a bad address, name or zone, `conflict` for an address that belongs to somebody. */
export async function addStaff(
  rows: Rows,
  at: string,
  input: { name: string; address: string; timeZone?: string },
): Promise<{ staffId: number }> {
  const address = await requireFreeAddress(rows, input.address);
  const staffId = await recordStaff(rows, {
    name: requireName(input.name),
    address,
    timeZone: requireTimeZone(input.timeZone ?? "UTC"),
    createdAt: at,
  });
  if (staffId === undefined)
    throw new Problem("conflict", `${address} belongs to a member of staff already.`);
  return { staffId };
}

async function requireFreeAddress(rows: Rows, typed: string): Promise<string> {
  const address = requireAddress(typed);
  const owner = await findPersonByAddress(rows, address);
  if (owner !== undefined) throw new Problem("conflict", `${address} belongs to ${owner.name} already.`);
  return address;
}

function requireName(typed: string): string {
  // oxlint-disable-next-line no-control-regex -- names become header values: no control character may pass
  const name = typed.replace(/[\u0000-\u001f\u007f]+/gu, " ").trim();
  if (name === "") throw new Problem("invalid", "A name is needed.");
  if (name.length > nameLengthMax)
    throw new Problem("invalid", `A name can have ${nameLengthMax} characters at most.`);
  return name;
}

function requireTimeZone(name: string): string {
  if (!isTimeZone(name)) throw new Problem("invalid", `“${name}” is not a time zone such as Europe/Berlin.`);
  return name;
}
