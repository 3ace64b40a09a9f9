// Stops sending to an address that mail does not reach, or that does not want it. Writes the pause, an event, and sets aside
// what is queued for it.
import type { PauseCause } from "../domain/delivery.ts";
import { recordEvent } from "../store/events.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { findLastResumedAt, holdEmailsTo, recordPause } from "../store/paused-addresses.ts";
import type { Rows } from "../store/rows.ts";

/**
 * Pauses the address of one of our emails, which nobody chooses: it is the one that the email went to. Pausing it again
 * changes nothing; what happened before somebody resumed it (`happenedAt`) says nothing of it since. Answers whether it is
 * newly paused.
 */
export async function pauseAddress(
  rows: Rows,
  at: string,
  input: {
    email: Pick<OutboundEmailRow, "id" | "taskId" | "toAddress">;
    cause: PauseCause;
    reason: string;
    happenedAt: string;
    /** The provider keeps the address on a list of its own as well. */
    isKeptByProvider?: boolean;
  },
): Promise<boolean> {
  const { id: outboundEmailId, taskId, toAddress: address } = input.email;
  const { cause, reason } = input;
  const resumedAt = await findLastResumedAt(rows, address);
  if (resumedAt !== undefined && input.happenedAt <= resumedAt) return false;
  const isKeptByProvider = input.isKeptByProvider === true;
  const isNew = await recordPause(rows, {
    address,
    cause,
    reason,
    outboundEmailId,
    isKeptByProvider,
    pausedAt: at,
  });
  if (!isNew) return false;
  await holdEmailsTo(rows, address);
  await recordEvent(rows, {
    type: "address.paused",
    ...(taskId === null ? {} : { taskId }),
    at,
    payload: { address, cause, reason, outboundEmailId },
  });
  return true;
}
