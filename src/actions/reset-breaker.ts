// Ends a storm: emails are told of again from now on. Writes when and by whom, one event, and lets go what waits if staff say so.
import { Problem } from "../domain/problem.ts";
import { findBreaker, markBreakerReset } from "../store/breakers.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { releaseWaiting } from "../store/waiting-events.ts";

/**
 * Resets within the caller's transaction. What waits is told of when `isToldOf`, and stays quiet otherwise. `byStaffId` is
 * null where it ends by itself. Resetting again changes nothing. Throws `not_found` for a breaker that never was.
 */
export async function resetBreaker(
  rows: Rows,
  at: string,
  input: { breakerId: number; byStaffId: number | null; isToldOf: boolean },
): Promise<void> {
  const breaker = await findBreaker(rows, input.breakerId);
  if (breaker === undefined)
    throw new Problem("not_found", {
      en: "There is no such storm of emails.",
      de: "Einen solchen Ansturm von E-Mails gibt es nicht.",
    });
  if (!(await markBreakerReset(rows, breaker.id, { at, staffId: input.byStaffId }))) return;
  if (input.isToldOf) await releaseWaiting(rows, breaker.id, at);
  await recordEvent(rows, {
    type: "breaker.reset",
    ...(breaker.taskId === null ? {} : { taskId: breaker.taskId }),
    ...(input.byStaffId === null ? {} : { actor: { kind: "staff" as const, id: input.byStaffId } }),
    at,
    payload: { breakerId: breaker.id, isToldOf: input.isToldOf },
  });
}
