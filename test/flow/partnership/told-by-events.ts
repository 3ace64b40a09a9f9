// All of a partnership as its events alone tell it: each task's stage and messages, who could approve when, how many tasks were
// worked on at once, in which order the client put them, and how each session stands. Pure.
import type { EventType } from "../../../src/domain/event.ts";
import type { Person } from "../../../src/domain/person.ts";
import type { SessionState } from "../../../src/domain/session.ts";
import { activeStages, canTake, undoApprovalHours, ways, type Step } from "../../../src/domain/step.ts";
import type { Stage } from "../../../src/domain/task.ts";
import type { RecordedEvent } from "../../../src/store/events.ts";

/** What held before the first event: the seeded people and plans. */
export interface Beginning {
  /** Tasks at once, by client. */
  limits: ReadonlyMap<number, number>;
  /** The same by plan. */
  limitOfPlan: ReadonlyMap<number, number>;
  /** Contacts who may approve. */
  approvers: ReadonlySet<number>;
  /** Whose each task is, which never changes. */
  clientOfTask: ReadonlyMap<number, number>;
}

export interface ToldTask {
  stage: Stage;
  /** Since when; undefined for a task that never left where it was opened. */
  stageAt: string | undefined;
  /** In the order in which they were posted, wherever that was. */
  messageIds: number[];
  openedBy: number;
  approval: { id: number; at: string } | undefined;
}

export interface Told {
  /** Tasks at once that each client's plan has now, and the contacts who may approve now. */
  limits: Map<number, number>;
  approvers: Set<number>;
  tasks: Map<number, ToldTask>;
  /** By client: the newest order, and the event that brought it. */
  orders: Map<number, { taskIds: number[]; eventId: number }>;
  sessions: Map<number, { state: SessionState; staffId: number; startsAt: string; sequence: number }>;
  /** Sentences about events that must not have happened when they did. */
  breaches: string[];
}

const stepOf: Partial<Record<EventType, Step>> = {
  "task.edited": "edit",
  "task.accepted": "accept",
  "task.estimate_changed": "change_estimate",
  "task.declined": "decline",
  "task.withdrawn": "withdraw",
  "task.merged": "merge",
  "task.started": "start",
  "task.delivery_changed": "change_delivery",
  "task.handed_over": "hand_over",
  "task.approved": "approve",
  "task.approval_undone": "undo_approval",
  "task.changes_asked": "ask_changes",
};

/** Their words say why, or what there is to look at. */
const withWords = new Set<EventType>([
  "task.estimate_changed",
  "task.declined",
  "task.delivery_changed",
  "task.handed_over",
  "task.changes_asked",
]);

type Teller = Told & {
  beginning: Beginning;
  postedOrder: Map<number, number>;
  /** Messages that came with a step. */
  wordsOfSteps: Set<number>;
  /** Messages that no client may see, which leave a task as empty as it is without them. */
  noteIds: Set<number>;
};

/** Of all events in order. */
export function tellAll(events: readonly RecordedEvent[], beginning: Beginning): Told {
  const teller: Teller = {
    beginning,
    limits: new Map(beginning.limits),
    approvers: new Set(beginning.approvers),
    postedOrder: new Map(),
    wordsOfSteps: new Set(),
    noteIds: new Set(),
    tasks: new Map(),
    orders: new Map(),
    sessions: new Map(),
    breaches: [],
  };
  for (const event of events) {
    tellMessages(teller, event);
    tellStep(teller, event);
    tellCompany(teller, event);
    tellSession(teller, event);
  }
  return teller;
}

function tellMessages(teller: Teller, event: RecordedEvent): void {
  const { tasks, postedOrder } = teller;
  const taskId = event.taskId ?? 0;
  const task = tasks.get(taskId);
  if (event.type === "task.opened") {
    const first = { stage: "Triage", stageAt: undefined, approval: undefined } as const;
    tasks.set(taskId, { ...first, messageIds: [], openedBy: event.id });
  }
  if (event.type === "message.posted") {
    postedOrder.set(event.payload.messageId, event.id);
    task!.messageIds.push(event.payload.messageId);
    if (event.payload.isNote) teller.noteIds.add(event.payload.messageId);
  }
  if (event.type === "message.moved") {
    const { messageId, fromTaskId, toTaskId } = event.payload;
    leave(teller, fromTaskId, messageId);
    const there = tasks.get(toTaskId)!;
    there.messageIds.push(messageId);
    there.messageIds.sort((one, other) => postedOrder.get(one)! - postedOrder.get(other)!);
  }
  if (event.type === "message.withdrawn") {
    if (teller.wordsOfSteps.has(event.payload.messageId)) breach(teller, event, "a step came with it");
    leave(teller, taskId, event.payload.messageId);
  }
  if (event.type === "task.emptied") {
    if (task!.messageIds.some((id) => !teller.noteIds.has(id))) breach(teller, event, "it has words left");
    enter(task!, "Withdrawn", event.at);
  }
  if (event.type === "task.refilled") enter(task!, "Triage", event.at);
  if (event.type === "task.changes_taken_back") {
    if (task!.stage !== "Working") breach(teller, event, `it was ${task!.stage}`);
    enter(task!, "Pending Approval", event.at);
  }
}

function leave(teller: Teller, taskId: number, messageId: number): void {
  const task = teller.tasks.get(taskId)!;
  if (!task.messageIds.includes(messageId))
    teller.breaches.push(`Message ${messageId} leaves task ${taskId}, where it is not.`);
  task.messageIds = task.messageIds.filter((id) => id !== messageId);
}

function enter(task: ToldTask, stage: Stage, at: string): void {
  task.stage = stage;
  task.stageAt = at;
}

function breach(teller: Teller, { id, type, taskId }: RecordedEvent, what: string): void {
  teller.breaches.push(`Event ${id}, ${type} of task ${taskId}: ${what}.`);
}

function tellStep(teller: Teller, event: RecordedEvent): void {
  const step = stepOf[event.type];
  const task = teller.tasks.get(event.taskId ?? 0);
  if (step === undefined || task === undefined) return;
  if (!canTake(step, task.stage)) breach(teller, event, `it was ${task.stage}`);
  const messageId = "messageId" in event.payload ? event.payload.messageId : null;
  if (withWords.has(event.type) && messageId === null) breach(teller, event, "it has no words");
  if (messageId !== null && !task.messageIds.includes(messageId))
    breach(teller, event, "its words are not there");
  if (messageId !== null) teller.wordsOfSteps.add(messageId);
  if (event.type === "task.started" || event.type === "task.approval_undone") takePlace(teller, event);
  if (event.type === "task.approved") {
    if (!isApprover(teller, event.actor)) breach(teller, event, "its actor may not approve");
    task.approval = { id: event.payload.approvalId, at: event.at };
  }
  if (event.type === "task.approval_undone") {
    if (event.actor?.kind === "contact" && !isApprover(teller, event.actor))
      breach(teller, event, "its actor may not approve");
    const { approval } = task;
    if (approval?.id !== event.payload.approvalId) breach(teller, event, "another approval stands");
    const until = Date.parse(approval?.at ?? "") + undoApprovalHours * 3_600_000;
    if (!(Date.parse(event.at) <= until)) breach(teller, event, "it is too late");
    task.approval = undefined;
  }
  const { to } = ways[step];
  if (to !== undefined) enter(task, to, event.at);
}

function isApprover({ approvers }: Teller, person: Person | undefined): boolean {
  return person?.kind === "contact" && approvers.has(person.id);
}

/** One more task is worked on from now on: the client's plan must have a place for it. */
function takePlace(teller: Teller, event: RecordedEvent): void {
  const { tasks, limits, beginning } = teller;
  const clientId = beginning.clientOfTask.get(event.taskId!)!;
  const isActive = ([id, { stage }]: [number, ToldTask]) =>
    beginning.clientOfTask.get(id) === clientId && (activeStages as readonly Stage[]).includes(stage);
  const active = [...tasks].filter(isActive).length;
  if (active >= limits.get(clientId)!) breach(teller, event, `${active} tasks are worked on already`);
}

function tellCompany(
  { limits, approvers, orders, beginning }: Teller,
  { id, type, payload }: RecordedEvent,
): void {
  if (type === "client.plan_changed") {
    limits.set(payload.clientId, beginning.limitOfPlan.get(payload.planId)!);
  }
  if (type === "contact.approver_changed") {
    if (payload.canApprove) approvers.add(payload.contactId);
    else approvers.delete(payload.contactId);
  }
  if (type === "backlog.ordered") orders.set(payload.clientId, { taskIds: payload.taskIds, eventId: id });
}

const stateAfter: Partial<Record<EventType, SessionState>> = {
  "session.booked": "booked",
  "session.moved": "booked",
  "session.cancelled": "cancelled",
  "session.took_place": "took_place",
  "session.missed": "missed",
};

function tellSession({ sessions }: Teller, { type, payload }: RecordedEvent): void {
  const state = stateAfter[type];
  if (state === undefined || !("sequence" in payload)) return;
  const { sessionId, staffId, startsAt, sequence } = payload;
  sessions.set(sessionId, { state, staffId, startsAt, sequence });
}
