// Stops telling people of a storm of email. Writes the breaker and one event, by which staff hear of it once.
import type { Person } from "../domain/person.ts";
import { recordBreaker } from "../store/breakers.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";

/** What a breaker is about: one person's emails on one task, or all emails about inbound mail. */
export type Storm = { kind: "sender"; taskId: number; sender: Person } | { kind: "everything" };

/** Trips within the caller's transaction and answers the breaker; undefined when the one about everything is open already. */
export async function tripBreaker(rows: Rows, at: string, storm: Storm): Promise<number | undefined> {
  const taskId = storm.kind === "sender" ? storm.taskId : null;
  const sender = storm.kind === "sender" ? storm.sender : undefined;
  const breakerId = await recordBreaker(rows, { kind: storm.kind, taskId, sender, at });
  if (breakerId === undefined) return undefined;
  await recordEvent(rows, {
    type: "breaker.tripped",
    ...(taskId === null ? {} : { taskId }),
    ...(sender === undefined ? {} : { actor: sender }),
    at,
    payload: { breakerId, kind: storm.kind },
  });
  return breakerId;
}
