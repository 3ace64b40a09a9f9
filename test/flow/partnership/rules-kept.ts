// The rules of the partnership, asked of the rows after whatever was done, and of the events that tell how they came about.
import { expect } from "vitest";
import type { EventPayloads } from "../../../src/domain/event.ts";
import { personFromColumns } from "../../../src/domain/person.ts";
import { tellHistory } from "../../../src/domain/task-history.ts";
import type { Stage } from "../../../src/domain/task.ts";
import { listBacklog } from "../../../src/store/backlog.ts";
import { listPlans } from "../../../src/store/clients.ts";
import type { Store } from "../../../src/store/database.ts";
import type { RecordedEvent } from "../../../src/store/events.ts";
import type { Rows } from "../../../src/store/rows.ts";
import { isSoldTwice, listDamagedMonths } from "../../support/session-books.ts";
import { tellAll, type Beginning, type Told } from "./told-by-events.ts";

export type Company = Omit<Beginning, "clientOfTask">;

export interface Kept {
  store: Store;
  /** As `readCompany` found it before anything was done. */
  company: Company;
}

export async function readCompany({ read }: Store): Promise<Company> {
  const clients = await read.all<{ id: number; limit: number }>(
    `select c.id, p.active_tasks_max as "limit" from clients c join plans p on p.id = c.plan_id`,
  );
  const approvers = await read.all<{ id: number }>("select id from contacts where can_approve = 1");
  return {
    limits: new Map(clients.map(({ id, limit }) => [id, limit])),
    limitOfPlan: new Map((await listPlans(read)).map(({ id, activeTasksMax }) => [id, activeTasksMax])),
    approvers: new Set(approvers.map(({ id }) => id)),
  };
}

/** Throws an assertion for whichever rule is broken. */
export async function checkRules({ store, company }: Kept): Promise<void> {
  const rows = store.read;
  const tasks = await readTasks(rows);
  const events = await readEvents(rows);
  const clientOfTask = new Map(tasks.map(({ id, clientId }) => [id, clientId]));
  const told = tellAll(events, { ...company, clientOfTask });
  // Among them whatever began although no place was free; running work goes on under a lowered plan.
  expect(told.breaches).toEqual([]);
  const { limits, approvers } = await readCompany(store);
  expect({ limits, approvers }).toEqual({ limits: told.limits, approvers: told.approvers });
  for (const clientId of new Set(clientOfTask.values())) await checkBacklog(rows, clientId, tasks, told);
  await checkTasks(rows, tasks, events, told);
  await checkNotes(rows);
  await checkSessions(store, told);
}

interface Task {
  id: number;
  clientId: number;
  title: string;
  stage: Stage;
  stageAt: string;
  openedAt: string;
  minMinutes: number | null;
  maxMinutes: number | null;
  deliveryOn: string | null;
  mergedIntoTaskId: number | null;
}

function readTasks(rows: Rows): Promise<Task[]> {
  return rows.all<Task>(
    `select id, client_id as "clientId", title, stage, stage_at as "stageAt", opened_at as "openedAt",
       estimate_min_minutes as "minMinutes", estimate_max_minutes as "maxMinutes", delivery_on as "deliveryOn",
       merged_into_task_id as "mergedIntoTaskId" from tasks order by id`,
  );
}

async function readEvents(rows: Rows): Promise<RecordedEvent[]> {
  const found = await rows.all<{
    id: number;
    type: RecordedEvent["type"];
    taskId: number | null;
    contactId: number | null;
    staffId: number | null;
    at: string;
    payload: string;
  }>(
    `select id, type, task_id as "taskId", actor_contact_id as "contactId", actor_staff_id as "staffId", at, payload
     from events order by id`,
  );
  return found.map(({ contactId, staffId, payload, ...event }) => ({
    ...event,
    actor: personFromColumns(contactId, staffId),
    payload: JSON.parse(payload) as EventPayloads[typeof event.type],
  })) as RecordedEvent[];
}

/**
 * Every task that waits stands in the backlog once, and nothing else does: first as the client last ordered them, then those that
 * were asked for since.
 */
async function checkBacklog(rows: Rows, clientId: number, tasks: readonly Task[], told: Told): Promise<void> {
  const backlog = (await listBacklog(rows, clientId, 1_000)).map(({ id }) => id);
  const waiting = tasks.filter((task) => {
    return task.clientId === clientId && (task.stage === "Triage" || task.stage === "Accepted");
  });
  const sorted = backlog.toSorted((one, other) => one - other);
  expect(sorted).toEqual(waiting.map(({ id }) => id));
  const order = told.orders.get(clientId) ?? { taskIds: [], eventId: 0 };
  // What had ended then and was opened again keeps the place that it had, which no event says.
  const isNew = (id: number) => told.tasks.get(id)!.openedBy > order.eventId;
  const expected = [...order.taskIds.filter((id) => backlog.includes(id)), ...sorted.filter(isNew)];
  expect(backlog.filter((id) => order.taskIds.includes(id) || isNew(id))).toEqual(expected);
}

/** What a task is follows from its events alone, and each stage has what belongs to it. */
async function checkTasks(
  rows: Rows,
  tasks: readonly Task[],
  events: readonly RecordedEvent[],
  told: Told,
): Promise<void> {
  const messages = groupBy(
    await rows.all<{ id: number; taskId: number }>(
      `select id, task_id as "taskId" from messages order by posted_at, id`,
    ),
    ({ taskId }) => taskId,
  );
  const eventsOf = groupBy(events, ({ taskId }) => taskId);
  const approvals = groupBy(
    await rows.all<Approval>(
      `select id, task_id as "taskId", channel, undone_at as "undoneAt", raw_sha256 as "rawSha256", verdict
       from approvals order by id`,
    ),
    ({ taskId }) => taskId,
  );
  const stand = tasks.map((task) => ({
    ...task,
    messageIds: (messages.get(task.id) ?? []).map(({ id }) => id),
    approvals: (approvals.get(task.id) ?? []).map(({ id, undoneAt }) => ({ approvalId: id, undoneAt })),
  }));
  const follow = tasks.map((task) => asTold(task, eventsOf.get(task.id) ?? [], told));
  expect(follow).toEqual(stand);
  for (const task of tasks) checkStage(task, approvals.get(task.id) ?? []);
}

interface Approval {
  id: number;
  taskId: number;
  channel: string;
  undoneAt: string | null;
  rawSha256: string | null;
  verdict: string | null;
}

/** The same row as its events tell it. */
function asTold({ id, clientId, openedAt }: Task, events: readonly RecordedEvent[], told: Told) {
  const history = tellHistory(events);
  const { stage, stageAt, messageIds } = told.tasks.get(id)!;
  const estimate = history.estimates.at(-1)?.estimate;
  // Both ways of telling must say the same.
  expect(history.stage).toBe(stage);
  return {
    id,
    clientId,
    openedAt,
    title: history.title,
    stage,
    stageAt: stageAt ?? openedAt,
    minMinutes: estimate?.minMinutes ?? null,
    maxMinutes: estimate?.maxMinutes ?? null,
    deliveryOn: history.deliveries.at(-1)?.day ?? null,
    mergedIntoTaskId: history.mergedIntoTaskId,
    messageIds,
    approvals: history.approvals.map(({ approvalId, undoneAt }) => ({ approvalId, undoneAt })),
  };
}

function checkStage({ id, stage, minMinutes, deliveryOn }: Task, approvals: readonly Approval[]): void {
  const lacks = [
    stage === "Accepted" && minMinutes === null && "an estimate",
    (stage === "Working" || stage === "Pending Approval") && deliveryOn === null && "a date",
    // Complete by an approval of the client that stands, and by nothing else.
    approvals.filter(({ undoneAt }) => undoneAt === null).length !== (stage === "Complete" ? 1 : 0) &&
      "the approval of its stage",
    ...approvals.map(({ channel, rawSha256, verdict }) => {
      const isProved = rawSha256 !== null && verdict !== null;
      return (channel === "email") !== isProved && "proof of its approval";
    }),
  ].filter((lack) => lack !== false);
  expect([id, stage, lacks]).toEqual([id, stage, []]);
}

/** A note reaches staff alone, by whatever email. */
export async function checkNotes(rows: Rows): Promise<void> {
  expect(
    await rows.all(
      `select o.id from outbound_emails o left join messages m on m.id = o.message_id
       where o.contact_id is not null and (o.is_note = 1 or m.is_note = 1)`,
    ),
  ).toEqual([]);
}

async function checkSessions(store: Store, told: Told): Promise<void> {
  const sessions = await store.read.all<{ id: number }>(
    `select id, state, staff_id as "staffId", starts_at as "startsAt", sequence from sessions order by id`,
  );
  expect([...told.sessions].map(([id, session]) => ({ id, ...session }))).toEqual(sessions);
  if (sessions.length === 0) return;
  expect(await listDamagedMonths(store)).toEqual([]);
  expect(await isSoldTwice(store)).toBe(false);
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
