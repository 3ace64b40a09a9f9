// Takes a connected mailbox off: its intake address counts no more, and its codes and links go. Writes its row and an event.
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { markConfirmationsDoneOf } from "../store/forwarding-confirmations.ts";
import { findMailbox, markMailboxRemoved } from "../store/mailboxes.ts";
import type { Rows } from "../store/rows.ts";

/** What still comes in at its intake address is read as any other email, so nothing is lost. Again changes nothing. */
export async function removeMailbox(
  rows: Rows,
  at: string,
  input: { mailboxId: number; byStaffId: number },
): Promise<void> {
  const mailbox = await findMailbox(rows, input.mailboxId);
  if (mailbox === undefined)
    throw new Problem("not_found", { en: "There is no such mailbox.", de: "Dieses Postfach gibt es nicht." });
  if (!(await markMailboxRemoved(rows, mailbox.id, at))) return;
  await markConfirmationsDoneOf(rows, mailbox.id, at);
  await recordEvent(rows, {
    type: "mailbox.removed",
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { mailboxId: mailbox.id, address: mailbox.address },
  });
}
