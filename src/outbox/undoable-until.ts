// Until when staff may take back what they decided about an email, while nobody is told of it. Reads the rulings.
import { timestamp } from "../domain/clock.ts";
import { undoSeconds } from "../domain/inbound-email.ts";
import { findStandingRuling } from "../store/email-rulings.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";

/**
 * What staff put on a task by hand, or by knowing its sender, they may take back for a moment; until then nothing leaves, be it
 * the message itself or the receipt of the request that it began. Undefined for everything else.
 */
export async function undoableUntil(
  rows: Rows,
  event: Pick<RecordedEvent, "at">,
  { inboundEmailId }: Pick<MessageRow, "inboundEmailId">,
): Promise<string | undefined> {
  if (inboundEmailId === null || (await findStandingRuling(rows, inboundEmailId)) === undefined)
    return undefined;
  return timestamp(new Date(new Date(event.at).getTime() + undoSeconds * 1000));
}
