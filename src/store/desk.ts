// What staff see first: their own tasks, those that wait for an answer, what is in work, what waits for approval, and which
// clients have a place free. And the board: the open tasks of some clients, by stage.
import { activeStages, backlogStages } from "../domain/step.ts";
import type { Stage } from "../domain/task.ts";
import type { Rows } from "./rows.ts";
import { taskQuery, type TaskRow } from "./tasks.ts";

export const openStages: readonly Stage[] = [...backlogStages, ...activeStages];

const isOpen = `t.stage in (${openStages.map((stage) => `'${stage}'`).join(", ")})`;

/** The client wrote last; who waits the longest comes first. One row more than `countMax` tells that there are more. */
export async function listUnanswered(rows: Rows, countMax: number): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.last_message_by = 'contact' order by t.last_message_at, t.id limit ?`,
    countMax + 1,
  );
}

export async function countUnanswered(rows: Rows): Promise<number> {
  const row = await rows.first<{ count: number }>(
    "select cast(count(*) as integer) as count from tasks where last_message_by = 'contact'",
  );
  return row!.count;
}

/**
 * The open tasks that one of the staff answers for: first those whose turn it is, and of these who waits the longest. One row more
 * than `countMax` tells that there are more.
 */
export async function listOwn(rows: Rows, staffId: number, countMax: number): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.assignee_staff_id = ? and ${isOpen}
     order by case when t.turn = 'us' then 0 else 1 end, t.last_message_at, t.id limit ?`,
    staffId,
    countMax + 1,
  );
}

export async function countOwn(rows: Rows, staffId: number): Promise<number> {
  const row = await rows.first<{ count: number }>(
    `select cast(count(*) as integer) as count from tasks t where t.assignee_staff_id = ? and ${isOpen}`,
    staffId,
  );
  return row!.count;
}

/** What is in work, what is due first at the top. One row more than `countMax` tells that there are more. */
export async function listWorking(rows: Rows, countMax: number): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.stage = 'Working' order by t.delivery_on, t.id limit ?`,
    countMax + 1,
  );
}

/** Tasks of a stage, the longest in it first. One row more than `countMax` tells that there are more. */
export async function listInStage(rows: Rows, stage: Stage, countMax: number): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.stage = ? order by t.stage_at, t.id limit ?`,
    stage,
    countMax + 1,
  );
}

export async function countInStage(rows: Rows, stage: Stage): Promise<number> {
  const row = await rows.first<{ count: number }>(
    "select cast(count(*) as integer) as count from tasks where stage = ?",
    stage,
  );
  return row!.count;
}

/** A client with a place free, and the accepted task that is next in its order, if any. */
export interface FreePlaceRow {
  clientId: number;
  clientName: string;
  activeTasksMax: number;
  activeCount: number;
  taskId: number | null;
  title: string | null;
  estimateMinMinutes: number | null;
  estimateMaxMinutes: number | null;
}

/** Clients with a place free; first those where something could start, then by name. */
export async function listFreePlaces(rows: Rows, countMax: number): Promise<FreePlaceRow[]> {
  const isActive = `a.stage in (${activeStages.map((stage) => `'${stage}'`).join(", ")})`;
  return rows.all<FreePlaceRow>(
    `select f.*, n.title, n.estimate_min_minutes as "estimateMinMinutes", n.estimate_max_minutes as "estimateMaxMinutes"
     from (select c.id as "clientId", c.name as "clientName", p.active_tasks_max as "activeTasksMax",
         (select cast(count(*) as integer) from tasks a where a.client_id = c.id and ${isActive}) as "activeCount",
         (select w.id from tasks w where w.client_id = c.id and w.stage = 'Accepted'
          order by w.backlog_position, w.id limit 1) as "taskId"
       from clients c join plans p on p.id = c.plan_id) f
     left join tasks n on n.id = f."taskId"
     where f."activeCount" < f."activeTasksMax"
     order by case when f."taskId" is null then 1 else 0 end, f."clientName" limit ?`,
    countMax + 1,
  );
}

export interface BoardClientRow {
  id: number;
  name: string;
  planName: string;
  activeTasksMax: number;
}

/** Clients on one page of the board. */
export const boardPageSize = 20;

/** Clients by name. `page` counts from 1; one row more than a page holds tells that there is a next page. */
export async function listBoardClients(rows: Rows, page: number): Promise<BoardClientRow[]> {
  return rows.all<BoardClientRow>(
    `select c.id, c.name, p.name as "planName", p.active_tasks_max as "activeTasksMax"
     from clients c join plans p on p.id = c.plan_id order by c.name, c.id limit ? offset ?`,
    boardPageSize + 1,
    (page - 1) * boardPageSize,
  );
}

/** An open task, and how many of its client are in its stage. */
export interface BoardTaskRow extends TaskRow {
  stageCount: number;
}

/** The first open tasks of each stage of these clients, as they are on a page of the board. */
export async function listBoardTasks(rows: Rows, page: number, eachMax: number): Promise<BoardTaskRow[]> {
  const ordered = "partition by t.client_id, t.stage order by t.delivery_on, t.backlog_position, t.id";
  return rows.all<BoardTaskRow>(
    `select b.*, k.count as "stageCount" from (
       select t.id, row_number() over (${ordered}) as place,
         cast(count(*) over (partition by t.client_id, t.stage) as integer) as count
       from tasks t where ${isOpen} and t.client_id in (select id from clients order by name, id limit ? offset ?)
     ) k join (${taskQuery}) b on b.id = k.id
     where k.place <= ? order by b."clientName", b."clientId", k.place`,
    boardPageSize,
    (page - 1) * boardPageSize,
    eachMax,
  );
}
