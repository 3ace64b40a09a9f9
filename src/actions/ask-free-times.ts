// A contact is to be sent free times, to answer with a number. Writes one event; announcing composes the email.
import { timestamp } from "../domain/clock.ts";
import type { SessionEventPayloads } from "../domain/session-event.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { isAskedTooOften } from "./asked-too-often.ts";

export type TimesAsked = SessionEventPayloads["session.times_asked"];

/** `limited`: so many were sent within an hour that this one is not. */
export async function askFreeTimes(
  rows: Rows,
  now: Date,
  asked: TimesAsked,
): Promise<{ kind: "done" | "limited" }> {
  const { contactId } = asked;
  const kinds = { kind: "free-times", eventType: "session.times_asked" } as const;
  if (await isAskedTooOften(rows, now, contactId, kinds)) return { kind: "limited" };
  const actor = { kind: "contact", id: contactId } as const;
  await recordEvent(rows, { type: "session.times_asked", actor, at: timestamp(now), payload: asked });
  return { kind: "done" };
}
