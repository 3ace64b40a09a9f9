// A contact wants by email to change a session that cannot be changed any more, and is told why. Writes one event.
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { findAgendaRefusal, findChangeRefusal } from "../domain/session.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { isAskedTooOften } from "./asked-too-often.ts";
import { factsOf, lockSession } from "./session-entries.ts";

export interface WantedChange {
  sessionId: number;
  by: Extract<Person, { kind: "contact" }>;
  wanted: "move" | "cancel" | "agenda";
  /** The email that asks for it. */
  inboundEmailId?: number;
}

/**
 * `changeable`: there is nothing to refuse; cancelling what is cancelled is not refused either. `limited`: they were told so
 * often within an hour that this time they are not. Throws `not_found`.
 */
export async function refuseSessionChange(
  rows: Rows,
  now: Date,
  { sessionId, by, wanted, inboundEmailId }: WantedChange,
): Promise<{ kind: "changeable" | "refused" | "limited" }> {
  const session = await lockSession(rows, sessionId, by);
  const at = timestamp(now);
  const reason =
    wanted === "agenda" ? findAgendaRefusal(session, at) : findChangeRefusal(session, "contact", at);
  if (reason === undefined || (wanted === "cancel" && session.state === "cancelled")) {
    return { kind: "changeable" };
  }
  const kinds = { kind: "session-refused", eventType: "session.change_refused" } as const;
  if (await isAskedTooOften(rows, now, by.id, kinds)) return { kind: "limited" };
  const payload = { ...factsOf(session, inboundEmailId), wanted, reason };
  await recordEvent(rows, { type: "session.change_refused", actor: by, at, payload });
  return { kind: "refused" };
}
