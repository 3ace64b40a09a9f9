// A contact wants by email to change a session that cannot be changed any more, and is told why. Writes one event.
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { findChangeRefusal } from "../domain/session.ts";
import { countEmailsOfKind } from "../store/email-choices.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { askedTimesPerHourMax } from "./ask-free-times.ts";
import { factsOf, lockSession } from "./session-entries.ts";

export interface WantedChange {
  sessionId: number;
  by: Extract<Person, { kind: "contact" }>;
  wanted: "move" | "cancel";
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
  const reason = findChangeRefusal(session, "contact", at);
  if (reason === undefined || (wanted === "cancel" && session.state === "cancelled")) {
    return { kind: "changeable" };
  }
  const hourAgo = timestamp(new Date(now.getTime() - 3_600_000));
  if ((await countEmailsOfKind(rows, by.id, "session-refused", hourAgo)) >= askedTimesPerHourMax) {
    return { kind: "limited" };
  }
  const payload = { ...factsOf(session, inboundEmailId), wanted, reason };
  await recordEvent(rows, { type: "session.change_refused", actor: by, at, payload });
  return { kind: "refused" };
}
