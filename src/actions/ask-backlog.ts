// A contact asks for an email that lists the backlog of their company, to be answered with an order. Writes one event.
import type { EventPayloads } from "../domain/event.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { timestamp } from "../domain/clock.ts";
import { isAskedTooOften } from "./asked-too-often.ts";

/** Why the backlog is sent. */
export type BacklogCause = EventPayloads["backlog.asked"]["cause"];

/** `limited`: so many were sent within an hour that this one is not. */
export async function askBacklog(
  rows: Rows,
  now: Date,
  input: { contactId: number; cause: BacklogCause; goneTaskIds?: readonly number[]; inboundEmailId?: number },
): Promise<{ kind: "done" | "limited" }> {
  const { contactId, cause, goneTaskIds = [], inboundEmailId } = input;
  const asked = { kind: "backlog", eventType: "backlog.asked" } as const;
  if (await isAskedTooOften(rows, now, contactId, asked)) return { kind: "limited" };
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
