// The append-only list of what happened.
import { personColumns, personFromColumns, type Person } from "../domain/person.ts";
import type { EventPayloads, EventType, NewEvent } from "../domain/event.ts";
import { clientIn, findContactOf } from "./event-subject.ts";
import { skipLocked, type Rows } from "./rows.ts";

/** An event as it was recorded; `payload` belongs to `type`. */
export type RecordedEvent = {
  [Type in EventType]: {
    id: number;
    type: Type;
    taskId: number | null;
    actor: Person | undefined;
    at: string;
    payload: EventPayloads[Type];
  };
}[EventType];

/** An event as its row holds it. */
export interface EventRow {
  id: number;
  type: string;
  taskId: number | null;
  actorContactId: number | null;
  actorStaffId: number | null;
  at: string;
  payload: string;
}

const eventColumns = `id, type, task_id as "taskId", actor_contact_id as "actorContactId",
  actor_staff_id as "actorStaffId", at, payload`;

export async function recordEvent<Type extends EventType>(rows: Rows, event: NewEvent<Type>): Promise<void> {
  const [actorContactId, actorStaffId] = personColumns(event.actor);
  const contactId = await findContactOf(rows, event.payload);
  await rows.run(
    `insert into events (type, task_id, actor_contact_id, actor_staff_id, at, payload, contact_id, client_id)
     values (?, ?, ?, ?, ?, ?, (select id from contacts where id = ?), coalesce((select id from clients where id = ?), (select client_id from tasks where id = ?), (select client_id from contacts where id = ?)))`,
    event.type,
    event.taskId ?? null,
    actorContactId,
    actorStaffId,
    event.at,
    JSON.stringify(event.payload),
    contactId,
    clientIn(event.payload),
    event.taskId ?? null,
    contactId ?? actorContactId,
  );
}

/** The oldest events after `afterId` that nobody has announced, at most `countMax`; for the announcing transaction only. */
export async function listUnannouncedEvents(
  rows: Rows,
  countMax: number,
  afterId = 0,
): Promise<RecordedEvent[]> {
  const found = await rows.all<EventRow>(
    `select ${eventColumns} from events where announced_at is null and id > ? order by id limit ?${skipLocked(rows)}`,
    afterId,
    countMax,
  );
  return found.map(toEvent);
}

/** Undefined for an event that there is not. */
export async function findEvent(rows: Rows, id: number): Promise<RecordedEvent | undefined> {
  const row = await rows.first<EventRow>(`select ${eventColumns} from events where id = ?`, id);
  return row === undefined ? undefined : toEvent(row);
}

/** Whether an announcement is due; asked first, since a look costs far less than a transaction. */
export async function hasUnannouncedEvents(rows: Rows): Promise<boolean> {
  return (await rows.first("select 1 as found from events where announced_at is null limit 1")) !== undefined;
}

export async function markEventAnnounced(rows: Rows, id: number, at: string): Promise<void> {
  await rows.run("update events set announced_at = ? where id = ? and announced_at is null", at, id);
}

/** What an email told of. */
export async function findEventOfOutbound(
  rows: Rows,
  outboundEmailId: number,
): Promise<RecordedEvent | undefined> {
  const row = await rows.first<EventRow>(
    `select ${eventColumns} from events where id = (select event_id from outbound_emails where id = ?)`,
    outboundEmailId,
  );
  return row === undefined ? undefined : toEvent(row);
}

/** What happened on a task, in order. */
export async function listEventsOfTask(rows: Rows, taskId: number): Promise<RecordedEvent[]> {
  const found = await rows.all<EventRow>(
    `select ${eventColumns} from events where task_id = ? order by id`,
    taskId,
  );
  return found.map(toEvent);
}

/** What happened on a task, in order, with what whoever did it is called. */
export async function listHistory(
  rows: Rows,
  taskId: number,
): Promise<(RecordedEvent & { actorName: string | null })[]> {
  const found = await rows.all<EventRow & { actorName: string | null }>(
    `select e.id, e.type, e.task_id as "taskId", e.actor_contact_id as "actorContactId",
       e.actor_staff_id as "actorStaffId", e.at, e.payload, coalesce(c.name, s.name) as "actorName"
     from events e left join contacts c on c.id = e.actor_contact_id left join staff s on s.id = e.actor_staff_id
     where e.task_id = ? order by e.id`,
    taskId,
  );
  return found.map((row) => ({ ...toEvent(row), actorName: row.actorName }));
}

/** What a task was called when it began, which stays the subject of its emails. Undefined where that is not on record. */
export async function findFirstTitle(rows: Rows, taskId: number): Promise<string | undefined> {
  const opened = await rows.first<Pick<EventRow, "payload">>(
    "select payload from events where task_id = ? and type = ? order by id limit 1",
    taskId,
    "task.opened" satisfies EventType,
  );
  return opened && (JSON.parse(opened.payload) as EventPayloads["task.opened"]).title;
}

/** When work on a task was last handed over, by whom and with which words. */
export async function findNewestHandOver(
  rows: Rows,
  taskId: number,
): Promise<{ eventId: number; at: string; messageId: number; by: Person | undefined } | undefined> {
  const events = await listEventsOfTask(rows, taskId);
  const event = events.findLast((candidate) => candidate.type === "task.handed_over");
  if (event?.type !== "task.handed_over") return undefined;
  return { eventId: event.id, at: event.at, messageId: event.payload.messageId, by: event.actor };
}

/** Who asked last for changes to what was handed over, with which words; undefined where it was handed over again since. */
export async function findNewestAskForChanges(
  rows: Rows,
  taskId: number,
): Promise<{ messageId: number; by: Person | undefined } | undefined> {
  const events = await listEventsOfTask(rows, taskId);
  const event = events.findLast(({ type }) => type === "task.handed_over" || type === "task.changes_asked");
  if (event?.type !== "task.changes_asked") return undefined;
  return { messageId: event.payload.messageId, by: event.actor };
}

/** Whether an event that is about no task has this very payload on record. */
export async function hasEventOfNoTask<Type extends EventType>(
  rows: Rows,
  type: Type,
  payload: EventPayloads[Type],
): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from events where task_id is null and type = ? and payload = ? limit 1",
    type,
    JSON.stringify(payload),
  );
  return found !== undefined;
}

export function toEvent(row: EventRow): RecordedEvent {
  return {
    id: row.id,
    type: row.type,
    taskId: row.taskId,
    actor: personFromColumns(row.actorContactId, row.actorStaffId),
    at: row.at,
    payload: JSON.parse(row.payload),
    // Only recordEvent writes rows, and it ties the payload to the type.
  } as RecordedEvent;
}
