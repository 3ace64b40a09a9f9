// Puts on record that a probe mail came back. Writes its return and an event; a mailbox whose rule brought it is verified.
import { recordEvent } from "../store/events.ts";
import { markConfirmationsDoneOf } from "../store/forwarding-confirmations.ts";
import { markMailboxVerified } from "../store/mailboxes.ts";
import { findProbe, markProbeReturned, type LearntOfProbe } from "../store/probes.ts";
import type { Rows } from "../store/rows.ts";

/** The same email again is the same return; another copy of the probe is `returned_before`. */
export async function recordProbeReturn(
  rows: Rows,
  returned: { probeId: number; inboundEmailId: number; at: string; learnt: LearntOfProbe },
): Promise<"returned" | "returned_before" | "unknown"> {
  const { probeId, inboundEmailId, at } = returned;
  const marked = await markProbeReturned(rows, probeId, returned);
  if (marked === "returned") {
    await recordEvent(rows, { type: "probe.returned", at, payload: { probeId, inboundEmailId } });
    const mailboxId = (await findProbe(rows, probeId))?.mailboxId ?? null;
    if (mailboxId !== null && (await markMailboxVerified(rows, mailboxId, at))) {
      // Its rule works, so there is nothing left to confirm.
      await markConfirmationsDoneOf(rows, mailboxId, at);
      await recordEvent(rows, { type: "mailbox.verified", at, payload: { mailboxId, probeId } });
    }
  }
  return marked === "known" ? "returned" : marked;
}
