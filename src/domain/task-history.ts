// A task's life as its events alone tell it: where it stands, its estimates and dates with all that were before, who approved.
import type { EventPayloads, EventType } from "./event.ts";
import type { Stage } from "./task.ts";
import type { Estimate } from "./working-time.ts";

/** An event of one task, as it was recorded. */
export type TaskEvent = {
  [Type in EventType]: { type: Type; at: string; payload: EventPayloads[Type] };
}[EventType];

/** Values with when they were set; the last one holds. */
export interface TaskHistory {
  title: string;
  stage: Stage;
  estimates: { estimate: Estimate; at: string; messageId: number | null }[];
  /** Rough delivery dates, days in the agency's zone. */
  deliveries: { day: string; at: string; messageId: number | null }[];
  /** Days on which it was handed over. */
  handOvers: { day: string; at: string; messageId: number }[];
  approvals: { approvalId: number; at: string; undoneAt: string | null }[];
  mergedIntoTaskId: number | null;
}

/** Tells the history of a task from all its events in order. Throws Error for events without the opening one. */
export function tellHistory(events: readonly TaskEvent[]): TaskHistory {
  const opened = events.find((event) => event.type === "task.opened");
  if (opened?.type !== "task.opened") throw new Error("The events of a task begin with its opening.");
  const history: TaskHistory = {
    title: opened.payload.title,
    stage: "Triage",
    estimates: [],
    deliveries: [],
    handOvers: [],
    approvals: [],
    mergedIntoTaskId: null,
  };
  for (const event of events) tell(history, event);
  return history;
}

type Tell<Type extends EventType> = (history: TaskHistory, payload: EventPayloads[Type], at: string) => void;

/** What each event changes; the rest changes nothing of where the task stands. */
const changes: { [Type in EventType]?: Tell<Type> } = {
  "task.edited": (history, { title }) => {
    history.title = title;
  },
  "task.accepted": estimated,
  "task.estimate_changed": estimated,
  "task.declined": to("Declined"),
  "task.withdrawn": to("Withdrawn"),
  "task.emptied": to("Withdrawn"),
  "task.refilled": to("Triage"),
  "task.merged": (history, { intoTaskId }) => {
    history.stage = "Withdrawn";
    history.mergedIntoTaskId = intoTaskId;
  },
  "task.started": dated,
  "task.delivery_changed": dated,
  "task.handed_over": (history, { day, messageId }, at) => {
    history.handOvers.push({ day, at, messageId });
    history.stage = "Pending Approval";
  },
  "task.changes_asked": to("Working"),
  "task.changes_taken_back": to("Pending Approval"),
  "task.approved": (history, { approvalId }, at) => {
    history.approvals.push({ approvalId, at, undoneAt: null });
    history.stage = "Complete";
  },
  "task.approval_undone": (history, { approvalId }, at) => {
    const approval = history.approvals.find((candidate) => candidate.approvalId === approvalId);
    if (approval !== undefined) approval.undoneAt = at;
    history.stage = "Pending Approval";
  },
};

function tell(history: TaskHistory, event: TaskEvent): void {
  // TaskEvent ties the payload to the type, which an index by a union cannot show.
  const change = changes[event.type] as Tell<EventType> | undefined;
  change?.(history, event.payload, event.at);
}

function to(stage: Stage) {
  return (history: TaskHistory): void => {
    history.stage = stage;
  };
}

function estimated(history: TaskHistory, payload: Estimate & { messageId: number | null }, at: string): void {
  const { minMinutes, maxMinutes, messageId } = payload;
  history.estimates.push({ estimate: { minMinutes, maxMinutes }, at, messageId });
  history.stage = "Accepted";
}

function dated(
  history: TaskHistory,
  { deliveryOn, messageId }: { deliveryOn: string; messageId: number | null },
  at: string,
): void {
  history.deliveries.push({ day: deliveryOn, at, messageId });
  history.stage = "Working";
}
