// Tasks: each, and lists of them.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import type { Stage, Turn } from "../domain/task.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface TaskRow {
  id: number;
  clientId: number;
  clientName: string;
  title: string;
  stage: Stage;
  openedAt: string;
  lastMessageAt: string;
  lastMessageBy: "contact" | "staff" | null;
  /** Since when it is in its stage. */
  stageAt: string;
  /** A rough duration in minutes of working time, from when it was accepted. */
  estimateMinMinutes: number | null;
  estimateMaxMinutes: number | null;
  /** The rough day of delivery in the agency's zone, from when work started. */
  deliveryOn: string | null;
  /** The task that this one was a duplicate of. */
  mergedIntoTaskId: number | null;
  /** Who of the staff answers for it. */
  assigneeStaffId: number | null;
  assigneeName: string | null;
}

/** Tasks on one page of a list. */
export const taskPageSize = 50;

export const taskQuery = `select t.id, t.client_id as "clientId", c.name as "clientName", t.title, t.stage,
  t.opened_at as "openedAt", t.last_message_at as "lastMessageAt", t.last_message_by as "lastMessageBy",
  t.stage_at as "stageAt", t.estimate_min_minutes as "estimateMinMinutes",
  t.estimate_max_minutes as "estimateMaxMinutes", t.delivery_on as "deliveryOn",
  t.merged_into_task_id as "mergedIntoTaskId", t.assignee_staff_id as "assigneeStaffId", w.name as "assigneeName"
  from tasks t join clients c on c.id = t.client_id left join staff w on w.id = t.assignee_staff_id`;

/** Answers the new task's id, or undefined when a form with this submission key opened it before. */
export async function recordTask(
  rows: Rows,
  task: {
    clientId: number;
    title: string;
    stage: Stage;
    openedAt: string;
    submissionKey?: string | undefined;
  },
): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into tasks (client_id, title, stage, opened_at, stage_at, last_message_at, submission_key, backlog_position)
     values (?, ?, ?, ?, ?, ?, ?, (select coalesce(max(backlog_position), 0) + 1 from tasks where client_id = ?))
     on conflict do nothing returning id`,
    task.clientId,
    task.title,
    task.stage,
    task.openedAt,
    task.openedAt,
    task.openedAt,
    task.submissionKey ?? null,
    task.clientId,
  );
  return row?.id;
}

export async function findTask(rows: Rows, id: number): Promise<TaskRow | undefined> {
  return rows.first<TaskRow>(`${taskQuery} where t.id = ?`, id);
}

export async function getTask(rows: Rows, id: number): Promise<TaskRow> {
  return requireFound(await findTask(rows, id));
}

/** The same, held against every other transaction until this one ends: nothing is posted on it meanwhile. */
export async function lockTask(rows: Rows, id: number): Promise<TaskRow> {
  return requireFound(await rows.first(`${taskQuery} where t.id = ?${forUpdate(rows, "t")}`, id));
}

function requireFound(task: TaskRow | undefined): TaskRow {
  if (task === undefined)
    throw new Problem("not_found", { en: "There is no such task.", de: "Diese Aufgabe gibt es nicht." });
  return task;
}

export async function findTaskBySubmissionKey(rows: Rows, key: string): Promise<TaskRow | undefined> {
  return rows.first<TaskRow>(`${taskQuery} where t.submission_key = ?`, key);
}

/** Which tasks a list holds; all without any of these. */
export interface TaskFilter {
  clientId?: number | undefined;
  turn?: Turn | undefined;
  stage?: Stage | undefined;
  /** Who answers for them. */
  assigneeStaffId?: number | undefined;
}

/** Tasks with the newest words first. `page` counts from 1; one row more than a page holds tells that there is a next page. */
export async function listTasks(
  rows: Rows,
  page: number,
  { clientId, turn, stage, assigneeStaffId }: TaskFilter = {},
): Promise<TaskRow[]> {
  // The column `turn` is worked out by the database, as `turnOf` does: see the migration on task turns.
  const asked = [
    ["t.client_id = ?", clientId],
    ["t.turn = ?", turn],
    ["t.stage = ?", stage],
    ["t.assignee_staff_id = ?", assigneeStaffId],
  ] as const;
  const wanted = asked.filter(([, value]) => value !== undefined);
  const where = wanted.length === 0 ? "" : ` where ${wanted.map(([condition]) => condition).join(" and ")}`;
  return rows.all<TaskRow>(
    `${taskQuery}${where} order by t.last_message_at desc, t.id desc limit ? offset ?`,
    ...wanted.map(([, value]) => value!),
    taskPageSize + 1,
    (page - 1) * taskPageSize,
  );
}

/** Notes who wrote last; an older message that arrives late changes nothing. */
export async function markLastMessage(
  rows: Rows,
  taskId: number,
  at: string,
  by: Person["kind"],
): Promise<void> {
  await rows.run(
    `update tasks set last_message_at = ?, last_message_by = ? where id = ? and last_message_at <= ?`,
    at,
    by,
    taskId,
    at,
  );
}

/** Finds out anew who wrote last, when, after a message came or went. Without any, it is when the task was opened. */
export async function markLastMessageAnew(rows: Rows, taskId: number): Promise<void> {
  const newest = `from messages m where m.task_id = tasks.id and m.is_note = 0 order by m.posted_at desc, m.id desc limit 1`;
  await rows.run(
    `update tasks set last_message_at = coalesce((select m.posted_at ${newest}), opened_at),
       last_message_by = (select case when m.author_staff_id is null then 'contact' else 'staff' end ${newest})
     where id = ?`,
    taskId,
  );
}
