// Who was copied on a contact's admitted email and looks like a colleague of theirs: offered to be added to the task, never
// added by the copy itself. Reads rows, writes offers.
import { domainOf, isAddress, normalizeAddress } from "../domain/address.ts";
import { isPublicMail } from "../domain/public-mail.ts";
import {
  countOpenOffers,
  listAddressesOfClient,
  offersMax,
  recordOffer,
} from "../store/copied-colleagues.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipantOf } from "../store/participants.ts";
import { getTask } from "../store/tasks.ts";
import type { Mailbox } from "./parsed-email.ts";
import { organisationOf as organisationOfDomain } from "./verdict.ts";

/** Recipients of one email that are looked at. */
const recipientsMax = 50;
const nameLengthMax = 80;

export interface CopiedOn {
  taskId: number;
  inboundEmailId: number;
  /** Everybody in To and Cc but ourselves. */
  copied: readonly Mailbox[];
}

/** Offers strangers and contacts of the same client at a domain of its contacts, up to `offersMax` open ones a task. */
export async function offerColleagues(rows: Rows, at: string, on: CopiedOn): Promise<void> {
  const candidates = colleaguesAmong(on.copied.slice(0, recipientsMax));
  if (candidates.length === 0) return;
  const task = await getTask(rows, on.taskId);
  const organisations = organisationsOf(await listAddressesOfClient(rows, task.clientId));
  let openCount = await countOpenOffers(rows, task.id);
  for (const { address, name } of candidates) {
    if (openCount >= offersMax) return;
    if (!organisations.has(organisationOf(address))) continue;
    const known = await findPersonByAddress(rows, address);
    if (known !== undefined) {
      if (known.contactId === null || known.clientId !== task.clientId) continue;
      const person = { kind: "contact", id: known.contactId } as const;
      if ((await findParticipantOf(rows, task.id, person)) !== undefined) continue;
    }
    await recordOffer(rows, {
      taskId: task.id,
      inboundEmailId: on.inboundEmailId,
      address,
      name: known?.name ?? name,
      offeredAt: at,
    });
    openCount += 1;
  }
}

/** One entry an address, with a name that is safe to show and to keep. */
function colleaguesAmong(copied: readonly Mailbox[]): Mailbox[] {
  const byAddress = new Map<string, Mailbox>();
  for (const mailbox of copied) {
    const address = normalizeAddress(mailbox.address);
    if (!isAddress(address) || byAddress.has(address)) continue;
    byAddress.set(address, { address, name: nameOf(mailbox.name, address) });
  }
  return [...byAddress.values()];
}

/** What they are called there, or else the part before the @. Control, bidi and invisible characters would lie on a page. */
function nameOf(sent: string, address: string): string {
  const name = sent
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, nameLengthMax)
    .toWellFormed()
    .trim();
  // A name that is an address would pass for somebody else's.
  return name === "" || name.includes("@") ? address.slice(0, address.lastIndexOf("@")) : name;
}

/** The organisations at whose domains a client's people have their mailboxes. */
function organisationsOf(addresses: readonly string[]): Set<string> {
  const domains = new Set(addresses.map(domainOf));
  return new Set([...domains].map(ownOrganisation).filter((domain) => domain !== ""));
}

/** The registrable domain of an address; empty when it has none, or is a mailbox at a public provider. */
export function organisationOf(address: string): string {
  return ownOrganisation(domainOf(address));
}

function ownOrganisation(domain: string): string {
  const found = organisationOfDomain(domain) ?? "";
  return isPublicMail(found) ? "" : found;
}
