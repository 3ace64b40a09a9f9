// Which addresses people can have: one that nobody has yet, and at which no mail comes in here. Reads addresses and connected
// mailboxes, writes nothing.
import { domainOf, requireAddress } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { findConnectedMailbox } from "../store/mailboxes.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";

/** The addresses of ours that stand in the settings; undefined where people are made up, whose addresses nobody typed. */
export interface OwnAddresses {
  replyDomain: string;
  mailFrom: string;
}

/**
 * The normal form of an address somebody typed. Throws `invalid` for none and for one of ours, `conflict` for one that
 * belongs to somebody or is a connected mailbox.
 */
export async function requireFreeAddress(
  rows: Rows,
  typed: string,
  own: OwnAddresses | undefined,
): Promise<string> {
  const address = requireAddress(typed);
  const owner = await findPersonByAddress(rows, address);
  if (owner !== undefined)
    throw new Problem("conflict", {
      en: `${address} belongs to ${owner.name} already.`,
      de: `${address} gehört schon zu ${owner.name}.`,
    });
  await requirePersonal(rows, address, own);
  return address;
}

/** Throws where mail to an address in normal form comes in here: what we sent there would come back to us for ever. */
export async function requirePersonal(
  rows: Rows,
  address: string,
  own: OwnAddresses | undefined,
): Promise<void> {
  if (own !== undefined && isOwn(address, own)) {
    throw new Problem("invalid", {
      en: `Mail to ${address} comes in here, so nobody can be written to there. Give an address at which they read their email.`,
      de: `E-Mails an ${address} kommen hier an, deshalb lässt sich dort niemand erreichen. Geben Sie eine Adresse an, unter der die Person ihre E-Mails liest.`,
    });
  }
  if ((await findConnectedMailbox(rows, address)) === undefined) return;
  throw new Problem("conflict", {
    en: `${address} is a connected mailbox, whose mail comes in here, so nobody can be written to there. Give another address, or take it off the page Mailboxes first.`,
    de: `${address} ist ein verbundenes Postfach, dessen E-Mails hier ankommen, deshalb lässt sich dort niemand erreichen. Geben Sie eine andere Adresse an, oder entfernen Sie diese zuerst auf der Seite „Postfächer“.`,
  });
}

/** Whether mail to an address in normal form comes in here by our own domain. */
export function isOwn(address: string, { replyDomain, mailFrom }: OwnAddresses): boolean {
  return domainOf(address) === replyDomain.toLowerCase() || address === mailFrom.toLowerCase();
}
