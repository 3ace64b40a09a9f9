// Erases a contact, or an address that is nobody's, on request (GDPR, Article 17). Writes every table that knows them, and
// one event that names nobody. The tasks and what the client company wrote on them stay its record.
import { requireAddress } from "../domain/address.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { removeBlobIfUnused } from "../store/blobs.ts";
import { forgetOffersOf } from "../store/copied-colleagues.ts";
import { forgetDraftsOf } from "../store/drafts.ts";
import * as erasing from "../store/erasure.ts";
import { recordEvent } from "../store/events.ts";
import { forgetPauses } from "../store/paused-addresses.ts";
import { getClient } from "../store/clients.ts";
import { findPersonByAddress, listAddresses } from "../store/people.ts";
import { removeRaw } from "../store/raw-mail.ts";
import type { Rows } from "../store/rows.ts";
import { eraseSessionWords } from "../store/session-changes.ts";
import { cancelSessionsOfErased } from "./cancel-session.ts";
import { eraseForwards, noForwards } from "./erase-forwards.ts";
import { eraseMentions, namesToErase } from "./erase-mentions.ts";
import { eraseWords } from "./erase-words.ts";

/** What an erasure did, in numbers, with who it was, for whoever ordered it; none of this is kept. */
export interface Erasure {
  who: string;
  addresses: readonly string[];
  emails: number;
  freedBytes: number;
  sentEmails: number;
  messages: number;
  files: number;
  mentions: number;
  withWords: boolean;
  /** The names that were taken out of what others wrote. */
  names: readonly string[];
  /** Whether a name stays there, since it is a single word, another's, or not built like one. */
  nameStays: boolean;
}

/** What is shown in place of an erased contact's name. */
const formerContact = "Former contact";

/**
 * Erases within the caller's transaction. What they wrote on tasks stays, under “Former contact”, unless `withWords`: then
 * a note stands in its place, and what others quoted of it goes, too. Throws `not_found` for an address of no contact,
 * `conflict` while an email of theirs is being read or, with words, one about their tasks is on its way.
 */
export async function eraseContact(
  rows: Rows,
  at: string,
  input: { address: string; withWords: boolean },
): Promise<Erasure> {
  const found = await findPersonByAddress(rows, requireAddress(input.address));
  if (found?.contactId == null || found.clientId === null) {
    const hint: InEveryLanguage =
      found === undefined
        ? {
            en: " For an address of nobody: inreply address erase.",
            de: " Für eine Adresse, die niemandem gehört: inreply address erase.",
          }
        : { en: "", de: "" };
    throw new Problem("not_found", {
      en: `${input.address} belongs to no contact.${hint.en}`,
      de: `${input.address} gehört zu keinem Kontakt.${hint.de}`,
    });
  }
  const { contactId, name } = found;
  const client = await getClient(rows, found.clientId);
  const addresses = await listAddresses(rows, contactId);
  await erasing.overwriteErased(rows);
  const note = noteOf(at);
  await cancelSessionsOfErased(rows, at, contactId);
  await eraseSessionWords(rows, contactId, input.withWords ? note : null);
  const mail = await eraseMail(rows, at, { contactId, addresses });
  const to = { contactId, addresses, name: formerContact, words: note };
  const sentEmails = await erasing.eraseEmailsTo(rows, to);
  const messages = await erasing.listErasableMessages(rows, contactId);
  const forwards = input.withWords ? await eraseForwards(rows, at, addresses) : noForwards;
  const ids = [...messages, ...mail.found].flatMap(({ internetMessageId }) => internetMessageId ?? []);
  const fromName = `${formerContact} (${client.name})`;
  const written = await eraseWords(rows, at, {
    messages,
    forwards: forwards.opened,
    ids,
    fromName,
    note: input.withWords ? note : null,
  });
  await erasing.eraseSubmissionKeys(rows, contactId);
  await forgetDraftsOf(rows, { kind: "contact", id: contactId });
  await erasing.eraseSignIns(rows, contactId, at);
  await erasing.revokeParticipations(rows, contactId, at);
  await erasing.markContactErased(rows, contactId, formerContact, at);
  const { names, isAnyLeft } = namesToErase(name, namesIn(mail.found), await erasing.listNames(rows));
  const mentions = await eraseMentions(rows, { names, addresses, substitute: formerContact });
  await recordEvent(rows, { type: "contact.erased", at, payload: { contactId, withWords: input.withWords } });
  return {
    who: `${name}, contact of ${client.name}`,
    addresses,
    emails: mail.found.length,
    freedBytes: mail.freedBytes + forwards.freedBytes + written.freedBytes,
    sentEmails,
    messages: messages.length,
    files: written.fileCount,
    mentions,
    withWords: input.withWords,
    names,
    nameStays: isAnyLeft,
  };
}

/**
 * Erases what a stranger sent: the emails from an address that belongs to nobody here. Throws `conflict` for an address that
 * is somebody's, or while one of its emails is being read.
 */
export async function eraseAddress(rows: Rows, at: string, typed: string): Promise<Erasure> {
  const address = requireAddress(typed);
  const owner = await findPersonByAddress(rows, address);
  if (owner !== undefined) {
    const hint: InEveryLanguage =
      owner.contactId === null
        ? { en: "", de: "" }
        : { en: " To erase them: inreply contact erase.", de: " Zum Löschen: inreply contact erase." };
    throw new Problem("conflict", {
      en: `${address} belongs to ${owner.name}.${hint.en}`,
      de: `${address} gehört zu ${owner.name}.${hint.de}`,
    });
  }
  await erasing.overwriteErased(rows);
  const addresses = [address];
  const mail = await eraseMail(rows, at, { contactId: null, addresses });
  const to = { contactId: null, addresses, name: "(erased)", words: noteOf(at) };
  const sentEmails = await erasing.eraseEmailsTo(rows, to);
  const taken = await erasing.listNames(rows);
  const { names, isAnyLeft } = namesToErase(undefined, namesIn(mail.found), taken);
  const mentions = await eraseMentions(rows, { names, addresses, substitute: "(erased)" });
  await recordEvent(rows, { type: "address.erased", at, payload: { emailCount: mail.found.length } });
  return {
    who: "Nobody we know",
    addresses,
    emails: mail.found.length,
    freedBytes: mail.freedBytes,
    sentEmails,
    messages: 0,
    files: 0,
    mentions,
    withWords: false,
    names,
    nameStays: isAnyLeft,
  };
}

/** Empties the emails they sent, with the files of those that became no message, and forgets what came back from them. */
async function eraseMail(
  rows: Rows,
  at: string,
  { contactId, addresses }: { contactId: number | null; addresses: readonly string[] },
): Promise<{ found: erasing.ErasableEmail[]; freedBytes: number }> {
  const found = await erasing.listErasableEmails(rows, addresses, contactId);
  if (found.some(({ status }) => status === "pending" || status === "processing")) {
    throw new Problem("conflict", {
      en: "An email of theirs is being read right now. Try again in a moment.",
      de: "Eine E-Mail dieser Person wird gerade gelesen. Versuchen Sie es gleich noch einmal.",
    });
  }
  const files: string[] = [];
  for (const { id } of found) {
    await erasing.eraseInboundEmail(rows, id);
    for (const { sha256 } of await erasing.eraseFilesOfEmail(rows, id)) files.push(sha256);
  }
  for (const address of addresses) {
    await forgetPauses(rows, address);
    await forgetOffersOf(rows, address);
  }
  let { freedBytes } = await removeRaw(rows, found, "erasure", at);
  for (const sha256 of new Set(files)) freedBytes += await removeBlobIfUnused(rows, sha256);
  return { found, freedBytes };
}

function namesIn(emails: readonly erasing.ErasableEmail[]): string[] {
  return emails.flatMap(({ fromName }) => fromName ?? []);
}

/** The day in UTC, since it is read by people in many zones. */
function noteOf(at: string): string {
  return `(erased on request on ${at.slice(0, 10)})`;
}
