// What changes about a task as it goes from stage to stage: the stage, its estimates, and what it is a duplicate of.
import type { Stage } from "../domain/task.ts";
import type { Rows } from "./rows.ts";
import { getTask, type TaskRow } from "./tasks.ts";

/** Notes the stage and since when. Reminders belong to Pending Approval alone and end with it. */
export async function markStage(rows: Rows, taskId: number, stage: Stage, at: string): Promise<void> {
  await rows.run(
    "update tasks set stage = ?, stage_at = ?, remind_at = null, reminded_count = 0 where id = ?",
    stage,
    at,
    taskId,
  );
}

export async function markTitle(rows: Rows, taskId: number, title: string): Promise<void> {
  await rows.run("update tasks set title = ? where id = ?", title, taskId);
}

/** Minutes of working time. */
export async function markEstimate(
  rows: Rows,
  taskId: number,
  { minMinutes, maxMinutes }: { minMinutes: number; maxMinutes: number },
): Promise<void> {
  await rows.run(
    "update tasks set estimate_min_minutes = ?, estimate_max_minutes = ? where id = ?",
    minMinutes,
    maxMinutes,
    taskId,
  );
}

/** `day` is YYYY-MM-DD in the agency's zone. The first one is kept beside those that follow. */
export async function markDeliveryOn(rows: Rows, taskId: number, day: string): Promise<void> {
  await rows.run(
    "update tasks set delivery_on = ?, delivery_first_on = coalesce(delivery_first_on, ?) where id = ?",
    day,
    day,
    taskId,
  );
}

/** The day on which it was handed over for the first time, and the date that held then; a later one changes neither. */
export async function markHandedOver(rows: Rows, taskId: number, day: string): Promise<void> {
  await rows.run(
    `update tasks set handed_over_on = coalesce(handed_over_on, ?),
       delivery_last_on = case when handed_over_on is null then delivery_on else delivery_last_on end where id = ?`,
    day,
    taskId,
  );
}

export async function markMerged(rows: Rows, taskId: number, intoTaskId: number): Promise<void> {
  await rows.run("update tasks set merged_into_task_id = ? where id = ?", intoTaskId, taskId);
}

/** The task on which a duplicate goes on: the last one, where that one was found to be a duplicate in its turn. */
export async function findGoesOn(rows: Rows, task: TaskRow): Promise<TaskRow | undefined> {
  let last: TaskRow | undefined;
  // None is merged into a duplicate, so that they are no circle.
  for (let next = task.mergedIntoTaskId; next !== null; next = last.mergedIntoTaskId)
    last = await getTask(rows, next);
  return last;
}

/** Whoever wrote last waits for nothing: their words were a decision, and it was carried out. */
export async function markAnswered(rows: Rows, taskId: number): Promise<void> {
  await rows.run("update tasks set last_message_by = null where id = ?", taskId);
}

/** When the next reminder to approve is due, null when none is; and which one was sent last, counted from 1. */
export async function markReminder(
  rows: Rows,
  taskId: number,
  { remindAt, count }: { remindAt: string | null; count: number },
): Promise<void> {
  await rows.run("update tasks set remind_at = ?, reminded_count = ? where id = ?", remindAt, count, taskId);
}

/** Tasks whose reminder is due, the longest due first. */
export async function listDueReminders(rows: Rows, now: string, countMax: number): Promise<number[]> {
  const due = await rows.all<{ id: number }>(
    "select id from tasks where remind_at is not null and remind_at <= ? order by remind_at limit ?",
    now,
    countMax,
  );
  return due.map(({ id }) => id);
}

/** When the next reminder of any task is due. */
export async function findNextReminder(rows: Rows): Promise<string | undefined> {
  const next = await rows.first<{ remindAt: string | null }>(
    'select min(remind_at) as "remindAt" from tasks where remind_at is not null',
  );
  return next?.remindAt ?? undefined;
}

/** Which reminder of this task was sent last, 0 for none; undefined when the next one is not due, or went out meanwhile. */
export async function findDueReminder(rows: Rows, taskId: number, now: string): Promise<number | undefined> {
  const due = await rows.first<{ count: number }>(
    "select reminded_count as count from tasks where id = ? and remind_at <= ?",
    taskId,
    now,
  );
  return due?.count;
}

/** How often a client's delivery dates were met, over all tasks that were handed over. */
export interface DeliveryRecord {
  handedOverCount: number;
  /** By the day that was promised when work started. */
  metFirstCount: number;
  /** By the day that held when it was handed over for the first time. */
  metLastCount: number;
}

export async function getDeliveryRecord(rows: Rows, clientId: number): Promise<DeliveryRecord> {
  const record = await rows.first<DeliveryRecord>(
    `select cast(count(*) as integer) as "handedOverCount",
       cast(coalesce(sum(case when handed_over_on <= delivery_first_on then 1 else 0 end), 0) as integer) as "metFirstCount",
       cast(coalesce(sum(case when handed_over_on <= delivery_last_on then 1 else 0 end), 0) as integer) as "metLastCount"
     from tasks where client_id = ? and handed_over_on is not null`,
    clientId,
  );
  return record!;
}
