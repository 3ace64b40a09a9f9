// What a held email of staff forwards, offered as a task for its author's client: who that may be, and what they wrote. Reads
// contacts only.
import { isOwn } from "../actions/free-address.ts";
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import type { InboundEmailRow } from "../store/inbound-emails.ts";
import { findConnectedMailbox } from "../store/mailboxes.ts";
import { findPersonByAddress, listAllContacts, type PersonRow } from "../store/people.ts";
import { groupBy } from "./group.ts";
import type { Portal } from "./portal.ts";
import { toProse, type Piece } from "./prose.ts";
import { contactsListedMax } from "./inbound-email-choices.ts";
import type { RefusedDecision } from "./refused-decision.ts";
import type { Reading } from "./reading.ts";
import { dayOfMomentInWords } from "./words.ts";

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
  /** Not everybody is listed: whoever is missing can be named by their address. */
  hasMore: boolean;
  /** It was chosen in a form that could not be taken. */
  addsAddress: boolean;
}

type Contact = PersonRow & { clientName: string };

/** Undefined for what is no forward of an admitted member of staff, or waits no more. */
export async function readForwardOffer(
  portal: Portal,
  email: InboundEmailRow,
  reading: Reading,
  refused: RefusedDecision | undefined,
): Promise<ForwardOffer | undefined> {
  const { forwarded } = email;
  if (forwarded === null || email.staffId === null || email.reason !== "staff_without_task") return undefined;
  const contacts = await listAllContacts(portal.store.read);
  const owner =
    forwarded.fromAddress === ""
      ? undefined
      : await findPersonByAddress(portal.store.read, forwarded.fromAddress);
  const isFree =
    forwarded.fromAddress !== "" &&
    owner === undefined &&
    !isOwn(forwarded.fromAddress, portal.installation) &&
    (await findConnectedMailbox(portal.store.read, forwarded.fromAddress)) === undefined;
  const known = contacts.find(({ contactId }) => contactId !== null && contactId === owner?.contactId);
  const fitting = known === undefined ? fittingContacts(portal, contacts, forwarded) : [];
  const ordered = [...fitting, ...contacts.filter((contact) => !fitting.includes(contact))].slice(
    0,
    contactsListedMax,
  );
  const chosen = refused?.typed("open-forwarded", "contact");
  return {
    sentence: portal.maskSecrets(sentenceOf(forwarded, email, known ?? fitting[0], reading)),
    author: authorOf(forwarded, reading),
    paragraphs: toProse(portal.maskSecrets(forwarded.text)),
    contact: known === undefined ? null : { id: known.contactId!, name: known.name },
    groups: [...groupBy(ordered, ({ clientName }) => clientName)].map(([label, members]) => ({
      label,
      options: members.map((contact) => ({
        value: String(contact.contactId),
        label: `${contact.name} <${contact.address}>`,
        isChosen: chosen === undefined ? contact === fitting[0] : String(contact.contactId) === chosen,
      })),
    })),
    newAddress: isFree ? forwarded.fromAddress : null,
    hasMore: contacts.length > ordered.length,
    addsAddress: refused?.typed("open-forwarded", "add-address") === "yes",
  };
}

/**
 * Who may be meant by an address that nobody has: those of its organisation, of the same name first. Where people of many
 * companies have their mailboxes, only the name says anything. A proposal, no more.
 */
function fittingContacts(
  portal: Portal,
  contacts: readonly Contact[],
  { fromAddress, fromName }: ForwardedOriginal,
): Contact[] {
  const organisation = portal.organisationOf(fromAddress);
  const isNamesake = ({ name }: Contact) => name.toLowerCase() === fromName.toLowerCase();
  if (organisation === "") return contacts.filter(isNamesake);
  const fitting = contacts.filter(({ address }) => portal.organisationOf(address) === organisation);
  return [...fitting.filter(isNamesake), ...fitting.filter((contact) => !isNamesake(contact))];
}

function sentenceOf(
  forwarded: ForwardedOriginal,
  email: InboundEmailRow,
  contact: Contact | undefined,
  reading: Reading,
): string {
  const forwarder = email.fromName === null || email.fromName === "" ? email.fromAddress : email.fromName;
  const { date, subject } = forwarded;
  return reading.say("forwarded.sentence", {
    forwarder: forwarder ?? "",
    author: authorOf(forwarded, reading),
    hasClient: contact === undefined ? "no" : "yes",
    client: contact?.clientName ?? "",
    hasDate: date === "" ? "no" : "yes",
    date: dateInWords(forwarded, reading),
    hasSubject: subject === "" ? "no" : "yes",
    subject,
  });
}

function authorOf({ fromName, fromAddress }: ForwardedOriginal, { say }: Reading): string {
  if (fromAddress === "") return fromName === "" ? say("forwarded.unnamed") : fromName;
  return fromName === "" ? fromAddress : `${fromName} <${fromAddress}>`;
}

/** What programs write into a text is in the forwarder's language and zone, so it is shown as it stands. */
function dateInWords({ date, place }: ForwardedOriginal, reading: Reading): string {
  return place === "attached" && date !== "" ? dayOfMomentInWords(date, reading) : date;
}
