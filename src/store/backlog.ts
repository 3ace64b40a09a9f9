// The tasks of a client that wait for their turn, in the client's order, and how many of its plan's places are taken.
import { Problem } from "../domain/problem.ts";
import { activeStages, backlogStages } from "../domain/step.ts";
import type { Stage } from "../domain/task.ts";
import { forUpdate, type Rows } from "./rows.ts";
import { taskQuery, type TaskRow } from "./tasks.ts";

const inBacklog = `t.stage in (${listed(backlogStages)})`;
const isActive = `stage in (${listed(activeStages)})`;
const inOrder = "order by t.backlog_position, t.id";

function listed(stages: readonly Stage[]): string {
  return stages.map((stage) => `'${stage}'`).join(", ");
}

/** How many tasks a client has worked on at once, and what its plan is called. */
export interface PlanOfClient {
  planName: string;
  activeTasksMax: number;
}

/**
 * The client's plan, with the client held against every other transaction until this one ends: whoever starts a task,
 * changes the order or the plan waits for one another. Throws `not_found`.
 */
export async function lockClientPlan(rows: Rows, clientId: number): Promise<PlanOfClient> {
  // On its own: PostgreSQL finds nothing any more in a join when the client went to another plan while we waited for it.
  await rows.first(`select id from clients where id = ?${forUpdate(rows)}`, clientId);
  const plan = await rows.first<PlanOfClient>(
    `select p.name as "planName", p.active_tasks_max as "activeTasksMax"
     from clients c join plans p on p.id = c.plan_id where c.id = ?`,
    clientId,
  );
  if (plan === undefined)
    throw new Problem("not_found", { en: "There is no such client.", de: "Diesen Kunden gibt es nicht." });
  return plan;
}

/** Tasks that take a place of the plan, the longest in their stage first. */
export async function listActive(rows: Rows, clientId: number): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.client_id = ? and t.${isActive} order by t.stage_at, t.id`,
    clientId,
  );
}

/** The backlog in the client's order, from behind the first `from` tasks on. One row more than `countMax` tells that there are more. */
export async function listBacklog(
  rows: Rows,
  clientId: number,
  countMax: number,
  from = 0,
): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.client_id = ? and ${inBacklog} ${inOrder} limit ? offset ?`,
    clientId,
    countMax + 1,
    from,
  );
}

/** The number of a task in the backlog of its client, from 1 on; undefined when it is not there. */
export async function findPlace(rows: Rows, clientId: number, taskId: number): Promise<number | undefined> {
  const found = await rows.first<{ place: number | string }>(
    `select count(*) as place from tasks t join tasks one on one.id = ?
     where t.client_id = ? and ${inBacklog} and one.client_id = t.client_id and one.stage in (${listed(backlogStages)})
       and (t.backlog_position < one.backlog_position
         or (t.backlog_position = one.backlog_position and t.id <= one.id))`,
    taskId,
    clientId,
  );
  const place = Number(found?.place ?? 0);
  return place === 0 ? undefined : place;
}

export async function countBacklog(rows: Rows, clientId: number): Promise<number> {
  const found = await rows.first<{ count: number | string }>(
    `select count(*) as count from tasks t where t.client_id = ? and ${inBacklog}`,
    clientId,
  );
  return Number(found?.count ?? 0);
}

/** The task that has this place, from 1 on, among the others than `taskId`; null behind the last. */
export async function findAtPlace(
  rows: Rows,
  clientId: number,
  taskId: number,
  place: number,
): Promise<number | null> {
  const found = await rows.first<{ id: number }>(
    `select t.id from tasks t where t.client_id = ? and ${inBacklog} and t.id <> ? ${inOrder} limit 1 offset ?`,
    clientId,
    taskId,
    place - 1,
  );
  return found?.id ?? null;
}

/** The task right behind one of the backlog; null for the last one. */
export async function findBehind(rows: Rows, clientId: number, taskId: number): Promise<number | null> {
  const behind = await rows.first<{ id: number }>(
    `select t.id from tasks t join tasks one on one.id = ?
     where t.client_id = ? and ${inBacklog} and t.backlog_position >= one.backlog_position
       and (t.backlog_position > one.backlog_position or t.id > one.id) ${inOrder} limit 1`,
    taskId,
    clientId,
  );
  return behind?.id ?? null;
}

/** The accepted task that starts next. */
export async function findNextTask(rows: Rows, clientId: number): Promise<TaskRow | undefined> {
  return rows.first<TaskRow>(
    `${taskQuery} where t.client_id = ? and t.stage = 'Accepted' ${inOrder} limit 1`,
    clientId,
  );
}

/** Puts a task right before another one of its client; behind all of them when `beforeId` is null. */
export async function placeInBacklog(
  rows: Rows,
  clientId: number,
  taskId: number,
  beforeId: number | null,
): Promise<void> {
  if (beforeId === null) {
    await rows.run(
      `update tasks set backlog_position = (select max(backlog_position) + 1 from tasks where client_id = ?)
       where id = ?`,
      clientId,
      taskId,
    );
    return;
  }
  // Requests that come in at the same moment may have the same place and stand in the order of their ids: those behind it go
  // along, and two places on, so that the one right before it is nobody's.
  await rows.run(
    `update tasks set backlog_position = backlog_position + 2 where client_id = ? and
       (backlog_position > (select b.backlog_position from tasks b where b.id = ?)
        or (backlog_position = (select b.backlog_position from tasks b where b.id = ?) and id >= ?))`,
    clientId,
    beforeId,
    beforeId,
    beforeId,
  );
  await rows.run(
    "update tasks set backlog_position = (select b.backlog_position - 1 from tasks b where b.id = ?) where id = ?",
    beforeId,
    taskId,
  );
}

/** Puts these before all others of their client, in this order. */
export async function placeFirst(rows: Rows, clientId: number, taskIds: readonly number[]): Promise<void> {
  const first = await rows.first<{ least: number | null }>(
    "select min(backlog_position) as least from tasks where client_id = ?",
    clientId,
  );
  const begin = (first?.least ?? 0) - taskIds.length;
  for (const [index, taskId] of taskIds.entries()) {
    await rows.run("update tasks set backlog_position = ? where id = ?", begin + index, taskId);
  }
}
