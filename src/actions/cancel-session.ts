// A booked session is cancelled, and what it took of the client's month given back. Writes the session, the ledger and one event.
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import type { SessionEventPayloads } from "../domain/session-event.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markSessionState } from "../store/session-changes.ts";
import { getSession, listBookedOfContact, type SessionRow } from "../store/sessions.ts";
import { requireChangeable } from "./move-session.ts";
import { enterInLedger, factsOf, lockSession } from "./session-entries.ts";

type Cause = SessionEventPayloads["session.cancelled"]["cause"];

export interface CancelInput {
  sessionId: number;
  by: Person;
  cause?: Cause;
  /** The email that asks for it. */
  inboundEmailId?: number | undefined;
}

/**
 * Contacts may until the notice time, staff until it begins. Cancelling it again changes nothing. Throws `not_found`, and
 * `conflict` when it cannot be cancelled any more.
 */
export async function cancelSession(
  rows: Rows,
  now: Date,
  { sessionId, by, cause = "asked", inboundEmailId }: CancelInput,
): Promise<{ kind: "done" | "unchanged" }> {
  const session = await lockSession(rows, sessionId, by);
  if (session.state === "cancelled") return { kind: "unchanged" };
  requireChangeable(session, by, now);
  await cancel(rows, timestamp(now), session, { by, cause, inboundEmailId });
  return { kind: "done" };
}

/** Nobody waits for somebody who was erased: what they have booked and has not begun is cancelled, however soon it begins. */
export async function cancelSessionsOfErased(rows: Rows, at: string, contactId: number): Promise<void> {
  for (const { id } of await listBookedOfContact(rows, contactId)) {
    const session = await lockSession(rows, id, undefined);
    if (session.state !== "booked" || session.startsAt <= at) continue;
    await cancel(rows, at, session, { cause: "erased" });
  }
}

async function cancel(
  rows: Rows,
  at: string,
  { id: sessionId, clientId, kind, month }: SessionRow,
  { by, cause, inboundEmailId }: { by?: Person; cause: Cause; inboundEmailId?: number | undefined },
): Promise<void> {
  await enterInLedger(rows, at, { clientId, sessionId }, [{ kind, month, entry: "release", amount: 1 }]);
  await markSessionState(rows, sessionId, "cancelled", at);
  const payload = { ...factsOf(await getSession(rows, sessionId), inboundEmailId), cause };
  await recordEvent(rows, {
    type: "session.cancelled",
    ...(by === undefined ? {} : { actor: by }),
    at,
    payload,
  });
}
