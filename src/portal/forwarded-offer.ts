// What a held email of staff forwards, offered as a task for its author's client: who that may be, and what they wrote. Reads
// contacts only.
import { domainOf } from "../domain/address.ts";
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import type { InboundEmailRow } from "../store/inbound-emails.ts";
import { findPersonByAddress, listAllContacts, type PersonRow } from "../store/people.ts";
import { groupBy } from "./group.ts";
import type { Portal } from "./portal.ts";
import { toProse, type Piece } from "./prose.ts";
import type { StaffVisitor } from "./visitor.ts";
import { dayInWords } from "./words.ts";

/** What the page shows of a forward and offers for it. */
export interface ForwardOffer {
  /** “Priya Nair forwarded an email of Ann Weber <ann@x.example> (Lumen) of 3 March 2026: Website relaunch”. */
  sentence: string;
  author: string;
  paragraphs: Piece[][];
  /** The contact whose address it names; null when staff have to choose. */
  contact: { id: number; name: string } | null;
  groups: { label: string; options: { value: string; label: string; isChosen: boolean }[] }[];
  /** The address it names, when it is nobody's yet and so can become the chosen contact's. */
  newAddress: string | null;
}

type Contact = PersonRow & { clientName: string };

/** Undefined for what is no forward of an admitted member of staff, or waits no more. */
export async function readForwardOffer(
  portal: Portal,
  email: InboundEmailRow,
  staff: StaffVisitor,
): Promise<ForwardOffer | undefined> {
  const { forwarded } = email;
  if (forwarded === null || email.staffId === null || email.reason !== "staff_without_task") return undefined;
  const contacts = await listAllContacts(portal.store.read);
  const owner =
    forwarded.fromAddress === ""
      ? undefined
      : await findPersonByAddress(portal.store.read, forwarded.fromAddress);
  const known = contacts.find(({ contactId }) => contactId !== null && contactId === owner?.contactId);
  const fitting = known === undefined ? fittingContacts(contacts, forwarded) : [];
  const ordered = [...fitting, ...contacts.filter((contact) => !fitting.includes(contact))];
  return {
    sentence: portal.maskSecrets(sentenceOf(forwarded, email, known ?? fitting[0], staff)),
    author: authorOf(forwarded),
    paragraphs: toProse(portal.maskSecrets(forwarded.text)),
    contact: known === undefined ? null : { id: known.contactId!, name: known.name },
    groups: [...groupBy(ordered, ({ clientName }) => clientName)].map(([label, members]) => ({
      label,
      options: members.map((contact) => ({
        value: String(contact.contactId),
        label: `${contact.name} <${contact.address}>`,
        isChosen: contact === fitting[0],
      })),
    })),
    newAddress: forwarded.fromAddress !== "" && owner === undefined ? forwarded.fromAddress : null,
  };
}

/** Where people of many companies have their mailboxes, a domain says nothing of whom they work for. */
const sharedDomains =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online|proton|protonmail|zoho|fastmail|mail|yandex|qq|163|126|orange|free|libero)\.(?:[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})$/u;

/** Who may be meant by an address that nobody has: those of its domain, of the same name first. A proposal, no more. */
function fittingContacts(
  contacts: readonly Contact[],
  { fromAddress, fromName }: ForwardedOriginal,
): Contact[] {
  const domain = domainOf(fromAddress);
  const isNamesake = ({ name }: Contact) => name.toLowerCase() === fromName.toLowerCase();
  if (domain === "") return contacts.filter(isNamesake);
  if (sharedDomains.test(domain)) return contacts.filter(isNamesake);
  const fitting = contacts.filter(({ address }) => domainOf(address) === domain);
  return [...fitting.filter(isNamesake), ...fitting.filter((contact) => !isNamesake(contact))];
}

function sentenceOf(
  forwarded: ForwardedOriginal,
  email: InboundEmailRow,
  contact: Contact | undefined,
  staff: StaffVisitor,
): string {
  const forwarder = email.fromName === null || email.fromName === "" ? email.fromAddress : email.fromName;
  const client = contact === undefined ? "" : ` (${contact.clientName})`;
  const when = dateInWords(forwarded, staff);
  const subject = forwarded.subject === "" ? "" : `: ${forwarded.subject}`;
  return `${forwarder} forwarded an email of ${authorOf(forwarded)}${client}${when}${subject}`;
}

function authorOf({ fromName, fromAddress }: ForwardedOriginal): string {
  if (fromAddress === "") return fromName === "" ? "somebody it does not name" : fromName;
  return fromName === "" ? fromAddress : `${fromName} <${fromAddress}>`;
}

/** What programs write into a text is in the forwarder's language and zone, so it is shown as it stands. */
function dateInWords({ date, place }: ForwardedOriginal, staff: StaffVisitor): string {
  if (date === "") return "";
  return place === "attached" ? ` of ${dayInWords(date, staff.timeZone)}` : ` of ${date}`;
}
