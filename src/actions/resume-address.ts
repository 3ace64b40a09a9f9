// Lets emails go to an address again. Writes who did it and when, an event, and queues what waited, oldest first.
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { findPause, markResumed, queueEmailsTo } from "../store/paused-addresses.ts";
import type { Rows } from "../store/rows.ts";

/** Resuming again changes nothing. Throws `not_found` for a pause that never was. */
export async function resumeAddress(
  rows: Rows,
  at: string,
  input: { pauseId: number; byStaffId: number },
): Promise<void> {
  const pause = await findPause(rows, input.pauseId);
  if (pause === undefined)
    throw new Problem("not_found", {
      en: "There is no such paused address.",
      de: "Eine solche angehaltene Adresse gibt es nicht.",
    });
  if (!(await markResumed(rows, pause.id, { staffId: input.byStaffId, at }))) return;
  await queueEmailsTo(rows, pause.address, at);
  await recordEvent(rows, {
    type: "address.resumed",
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { address: pause.address, pauseId: pause.id },
  });
}
