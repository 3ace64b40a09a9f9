// A contact asks for an email that lists the backlog of their company, to be answered with an order. Writes one event.
import type { EventPayloads } from "../domain/event.ts";
import { recordEvent } from "../store/events.ts";
import { countEmailsOfKind } from "../store/email-choices.ts";
import type { Rows } from "../store/rows.ts";
import { timestamp } from "../domain/clock.ts";

/** Emails of one kind that somebody can ask for within an hour. What answers them by itself must not go on for ever. */
export const askedPerHourMax = 10;

/** Why the backlog is sent. */
export type BacklogCause = EventPayloads["backlog.asked"]["cause"];

/** `limited`: so many were sent within an hour that this one is not. */
export async function askBacklog(
  rows: Rows,
  now: Date,
  input: { contactId: number; cause: BacklogCause; goneTaskIds?: readonly number[]; inboundEmailId?: number },
): Promise<{ kind: "done" | "limited" }> {
  const { contactId, cause, goneTaskIds = [], inboundEmailId } = input;
  const hourAgo = timestamp(new Date(now.getTime() - 3_600_000));
  if ((await countEmailsOfKind(rows, contactId, "backlog", hourAgo)) >= askedPerHourMax)
    return { kind: "limited" };
  await recordEvent(rows, {
    type: "backlog.asked",
    actor: { kind: "contact", id: contactId },
    at: timestamp(now),
    payload: {
      contactId,
      cause,
      goneTaskIds: [...goneTaskIds],
      ...(inboundEmailId === undefined ? {} : { inboundEmailId }),
    },
  });
  return { kind: "done" };
}
