// Which of what happened other programs are told, as what, and about which client. Pure.
import type { EventPayloads, EventType } from "./event.ts";
import type { WebhookType } from "./program.ts";
import type { Stage } from "./task.ts";

/** An event as it was recorded. */
export type AnyEvent = {
  [Type in EventType]: { type: Type; taskId: number | null; payload: EventPayloads[Type] };
}[EventType];

/** The stage that a task is in after an event of this type; the rest moves none. */
const stageAfter: { [Type in EventType]?: Stage } = {
  "task.accepted": "Accepted",
  "task.declined": "Declined",
  "task.withdrawn": "Withdrawn",
  "task.merged": "Withdrawn",
  "task.emptied": "Withdrawn",
  "task.refilled": "Triage",
  "task.started": "Working",
  "task.handed_over": "Pending Approval",
  "task.changes_asked": "Working",
  "task.changes_taken_back": "Pending Approval",
  "task.approved": "Complete",
  "task.approval_undone": "Pending Approval",
};

/** What became of a session that programs are told of. */
const sessionTypes = ["session.booked", "session.moved", "session.cancelled"] as const;

export type ToldSessionEvent<Event extends { type: EventType }> = Extract<
  Event,
  { type: (typeof sessionTypes)[number] }
>;

export function isToldOfSession<Event extends { type: EventType }>(
  event: Event,
): event is ToldSessionEvent<Event> {
  return sessionTypes.some((type) => type === event.type);
}

/** As what an event is told; undefined for what is told to nobody, such as notes and out-of-office answers. */
export function webhookTypeOf(event: AnyEvent): WebhookType | undefined {
  if (event.type === "task.opened" || isToldOfSession(event)) return event.type;
  if (event.type === "message.posted") {
    return event.payload.isNote || event.payload.isQuiet ? undefined : event.type;
  }
  return stageAfter[event.type] === undefined ? undefined : "task.stage_changed";
}

/** The stage that an event brought its task into. */
export function stageAfterEvent(type: EventType): Stage | undefined {
  return stageAfter[type];
}
