// Connects a mailbox elsewhere, whose forwarding rule will send its mail in to us. Writes its row and an event.
import { requireAddress } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { listMailboxes, lockMailboxByAddress, recordMailbox, reviveMailbox } from "../store/mailboxes.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { isOwn, type OwnAddresses } from "./free-address.ts";

/** Connected mailboxes of one installation: its page lists all of them. */
export const mailboxesMax = 100;

/**
 * Connecting it again changes nothing; one that was removed gets a new intake address. Mail from a connected mailbox itself
 * is never taken for anybody's words, so an address of a person is refused, and so is one that is ours already: what is
 * forwarded from there would go round for ever. Throws `invalid` or `conflict`.
 */
export async function addMailbox(
  rows: Rows,
  at: string,
  input: { address: string; byStaffId: number; own: OwnAddresses },
): Promise<{ mailboxId: number }> {
  const address = requireAddress(input.address);
  const { byStaffId, own } = input;
  if (isOwn(address, own)) {
    throw new Problem("invalid", {
      en: `Mail to ${address} comes in here already; it needs no forwarding rule.`,
      de: `E-Mails an ${address} kommen hier schon an; eine Weiterleitung ist nicht nötig.`,
    });
  }
  const person = await findPersonByAddress(rows, address);
  if (person !== undefined) {
    throw new Problem("conflict", {
      en: `${address} is where ${person.name} reads and writes email. Connect an address that nobody here writes from.`,
      de: `Unter ${address} liest und schreibt ${person.name} E-Mails. Verbinden Sie eine Adresse, von der hier niemand schreibt.`,
    });
  }
  const before = await lockMailboxByAddress(rows, address);
  if (before !== undefined && before.removedAt === null) return { mailboxId: before.id };
  if ((await listMailboxes(rows)).length >= mailboxesMax) {
    throw new Problem("limit_reached", {
      en: `${mailboxesMax} mailboxes are connected already. Remove one first.`,
      de: `Es sind schon ${mailboxesMax} Postfächer verbunden. Entfernen Sie zuerst eines.`,
    });
  }
  const mailboxId = before?.id ?? (await recordMailbox(rows, { address, addedAt: at, staffId: byStaffId }));
  if (before !== undefined) await reviveMailbox(rows, mailboxId, { at, staffId: byStaffId });
  await recordEvent(rows, {
    type: "mailbox.added",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { mailboxId, address },
  });
  return { mailboxId };
}
