// A session is over: it took place, or the client did not come. Either uses it up. Writes its state, the ledger and one event.
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { canBecome } from "../domain/session.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markSessionState } from "../store/session-changes.ts";
import { getSession } from "../store/sessions.ts";
import { enterInLedger, factsOf, lockSession } from "./session-entries.ts";

export interface EndInput {
  sessionId: number;
  state: "took_place" | "missed";
  /** Absent when it came to its end by itself. */
  by?: Extract<Person, { kind: "staff" }>;
}

/**
 * Staff may say so once it has begun, and the other of both later; by itself it took place once it is over. What it is already
 * changes nothing. Throws `not_found`, `conflict` for a session that has not begun or was cancelled.
 */
export async function endSession(
  rows: Rows,
  now: Date,
  { sessionId, state, by }: EndInput,
): Promise<{ kind: "done" | "unchanged" }> {
  const at = timestamp(now);
  const session = await lockSession(rows, sessionId, by);
  if (session.state === state) return { kind: "unchanged" };
  if (by === undefined && (session.state !== "booked" || session.endsAt > at)) return { kind: "unchanged" };
  if (!canBecome(session.state, state))
    throw new Problem("conflict", { en: "This session was cancelled.", de: "Dieser Termin wurde abgesagt." });
  if (session.startsAt > at)
    throw new Problem("conflict", {
      en: "This session has not begun yet.",
      de: "Dieser Termin hat noch nicht begonnen.",
    });
  if (session.state === "booked") {
    const { clientId, kind, month } = session;
    await enterInLedger(rows, at, { clientId, sessionId }, [{ kind, month, entry: "use", amount: 1 }]);
  }
  await markSessionState(rows, sessionId, state, at);
  const payload = factsOf(await getSession(rows, sessionId));
  const event = { ...(by === undefined ? {} : { actor: by }), at, payload };
  await recordEvent(rows, { type: state === "missed" ? "session.missed" : "session.took_place", ...event });
  return { kind: "done" };
}
