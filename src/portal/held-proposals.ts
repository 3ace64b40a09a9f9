// What can be done with a held email by one press, with whom and what is proposed. Reads rows, writes nothing.
import { normalizeAddress } from "../domain/address.ts";
import { readSearch } from "../domain/search.ts";
import { listAddressesOfClient } from "../store/copied-colleagues.ts";
import type { HeldEmailRow } from "../store/held-desk.ts";
import { findPerson, findPersonByAddress } from "../store/people.ts";
import { searchHitsMax } from "../store/search.ts";
import { searchPeople } from "../store/search-people.ts";
import { findParticipant } from "../store/participants.ts";
import type { Portal } from "./portal.ts";
import type { SayToThem } from "./reading.ts";

/** A button: where it posts and what. */
export interface HeldAction {
  path: string;
  label: string;
  fields: { name: string; value: string }[];
  isFirst: boolean;
}

export interface Proposal {
  /** Who it most likely is from, and why, when its address is nobody's. */
  why: string | null;
  actions: HeldAction[];
}

/** Somebody known who most likely wrote from an address of theirs that we do not know. */
export interface LikelyPerson {
  contactId: number;
  clientId: number;
  name: string;
  why: string;
}

/** What the list needs of an email; the page of one has the same. */
export type ProposableEmail = Pick<
  HeldEmailRow,
  "id" | "reason" | "fromName" | "fromAddress" | "envelopeTo" | "contactId" | "staffId"
>;

export async function proposeFor(portal: Portal, email: HeldEmailRow, say: SayToThem): Promise<Proposal> {
  const likely = await findLikelyPerson(portal, email, say);
  if (email.rawRemovedAt !== null) return { why: null, actions: [] };
  const actions = [
    ...(email.status === "failed" ? [toAction(email, "process-again", say("held.read-again"), {})] : []),
    ...(likely === undefined ? [] : [addressAction(email, likely, say)]),
    ...authorActions(email, likely, say),
    toAction(email, "discard", say("held.set-aside"), {}),
  ].map((action, index, all) => ({ ...action, isFirst: index === 0 && all.length > 1 }));
  return { why: likely?.why ?? null, actions };
}

/**
 * The contact to whom the reply address was given that it was sent to, or else the one contact of the sender's name whose
 * client has the sender's domain. Nobody when the address is somebody's.
 */
export async function findLikelyPerson(
  portal: Portal,
  email: ProposableEmail,
  say: SayToThem,
): Promise<LikelyPerson | undefined> {
  const address = normalizeAddress(email.fromAddress ?? "");
  if (address === "" || email.contactId !== null || email.staffId !== null) return undefined;
  // An address of our own is nobody's, whoever wrote through it.
  if (email.reason === "connected_mailbox") return undefined;
  if ((await findPersonByAddress(portal.store.read, address)) !== undefined) return undefined;
  return (await findGivenTo(portal, email, say)) ?? findNamesake(portal, email.fromName ?? "", address, say);
}

async function findGivenTo(portal: Portal, { envelopeTo }: ProposableEmail, say: SayToThem) {
  const reference = portal.readReplyAddress(envelopeTo);
  if (reference === undefined) return undefined;
  const participant = await findParticipant(portal.store.read, reference.participantId);
  if (participant?.contactId == null || participant.version !== reference.version) return undefined;
  const contact = await findPerson(portal.store.read, { kind: "contact", id: participant.contactId });
  if (contact?.clientId == null) return undefined;
  const why = say("held-proposal.sent-to", { name: contact.name });
  return { contactId: participant.contactId, clientId: contact.clientId, name: contact.name, why };
}

async function findNamesake(portal: Portal, name: string, address: string, say: SayToThem) {
  const wanted = sameName(name);
  const organisation = portal.organisationOf(address);
  if (wanted === "" || organisation === "") return undefined;
  const found: LikelyPerson[] = [];
  const search = readSearch(name.normalize("NFKC"));
  const everybody = { offset: 0, size: searchHitsMax };
  const { hits } = await searchPeople(portal.store.read, search, { kind: "staff" }, everybody);
  for (const contact of hits) {
    const { contactId, clientId } = contact;
    if (contactId === null || clientId === null || sameName(contact.name) !== wanted) continue;
    const addresses = await listAddressesOfClient(portal.store.read, clientId);
    if (!addresses.some((other) => portal.organisationOf(other) === organisation)) continue;
    const said = { name: contact.name, client: contact.clientName ?? "", organisation };
    const why = say("held-proposal.namesake", said);
    found.push({ contactId, clientId, name: contact.name, why });
  }
  // Two people of one name are nobody in particular.
  return found.length === 1 ? found[0] : undefined;
}

/** “Weber, Ann” is Ann Weber. */
function sameName(name: string): string {
  const words =
    name
      .slice(0, 200)
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.length < 2 ? "" : words.toSorted().join(" ");
}

function addressAction(email: HeldEmailRow, likely: LikelyPerson, say: SayToThem) {
  return toAction(email, "add-address", say("held-proposal.also-theirs", { name: likely.name }), {
    author: `contact:${likely.contactId}`,
  });
}

/** Its task when its author may speak there, or else a new one. */
function authorActions(email: HeldEmailRow, likely: LikelyPerson | undefined, say: SayToThem) {
  const author = authorOf(email) ?? likely;
  if (author === undefined) return [];
  const value = author.contactId === null ? `staff:${email.staffId}` : `contact:${author.contactId}`;
  const isTheirs = author.clientId === null || author.clientId === email.taskClientId;
  if (email.taskId !== null && email.taskTitle !== null && isTheirs) {
    const fields = { author: value, task: String(email.taskId) };
    const label = say("held-proposal.put", { task: email.taskId, name: author.name });
    return [toAction(email, "accept", label, fields)];
  }
  if (author.clientId === null) return [];
  return [toAction(email, "open-task", say("held-proposal.open", { name: author.name }), { author: value })];
}

function authorOf(email: HeldEmailRow) {
  if (email.personName === null) return undefined;
  return { contactId: email.contactId, clientId: email.personClientId, name: email.personName };
}

function toAction(email: HeldEmailRow, verb: string, label: string, values: Record<string, string>) {
  const all = { ...values, seen: String(email.lastRulingId), back: "held" };
  return {
    path: `/emails/${email.id}/${verb}`,
    label,
    fields: Object.entries(all).map(([name, value]) => ({ name, value })),
  };
}
