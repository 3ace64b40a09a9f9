// A storm that was stopped: every member of staff is told once.
import { findBreaker } from "../store/breakers.ts";
import type { RecordedEvent } from "../store/events.ts";
import { listStaff } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { composeStorm } from "./compose-storm.ts";
import type { Outbox } from "./outbox.ts";

type StormTripped = Extract<RecordedEvent, { type: "breaker.tripped" }>;

/** Tells every member of staff once, but for the one whose emails they are. */
export async function announceStorm(outbox: Outbox, rows: Rows, event: StormTripped): Promise<number> {
  const breaker = await findBreaker(rows, event.payload.breakerId);
  if (breaker === undefined) throw new Error(`Event ${event.id} names a breaker that is not there.`);
  const readers = (await listStaff(rows)).filter(({ staffId }) => staffId !== breaker.staffId);
  for (const reader of readers) await composeStorm(outbox, rows, { event, breaker, reader });
  return readers.length;
}
