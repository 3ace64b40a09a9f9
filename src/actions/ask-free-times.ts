// A contact is to be sent free times, to answer with a number. Writes one event; announcing composes the email.
import { timestamp } from "../domain/clock.ts";
import type { SessionEventPayloads } from "../domain/session-event.ts";
import { countEmailsOfKind } from "../store/email-choices.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";

/** Emails with free times that somebody can ask for within an hour. What answers them by itself must not go on for ever. */
export const askedTimesPerHourMax = 10;

export type TimesAsked = SessionEventPayloads["session.times_asked"];

/** `limited`: so many were sent within an hour that this one is not. */
export async function askFreeTimes(
  rows: Rows,
  now: Date,
  asked: TimesAsked,
): Promise<{ kind: "done" | "limited" }> {
  const { contactId } = asked;
  const hourAgo = timestamp(new Date(now.getTime() - 3_600_000));
  if ((await countEmailsOfKind(rows, contactId, "free-times", hourAgo)) >= askedTimesPerHourMax) {
    return { kind: "limited" };
  }
  const actor = { kind: "contact", id: contactId } as const;
  await recordEvent(rows, { type: "session.times_asked", actor, at: timestamp(now), payload: asked });
  return { kind: "done" };
}
