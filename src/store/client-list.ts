// Clients as a list, with how much each has of what its plan gives; and plans with how many have them.
import { activeStages, backlogStages } from "../domain/step.ts";
import type { Stage } from "../domain/task.ts";
import type { PlanRow } from "./clients.ts";
import type { Rows } from "./rows.ts";

/** Clients on one page. */
export const clientPageSize = 50;

export interface ClientListRow {
  id: number;
  name: string;
  planName: string;
  activeTasksMax: number;
  /** Places taken, tasks that are not ended, and people who are not erased. */
  activeCount: number;
  openCount: number;
  peopleCount: number;
}

/** By name. `page` counts from 1; one row more than a page holds tells that there is a next page. */
export async function listClientPage(rows: Rows, page: number): Promise<ClientListRow[]> {
  return rows.all<ClientListRow>(
    `select c.id, c.name, p.name as "planName", p.active_tasks_max as "activeTasksMax",
       (select cast(count(*) as integer) from tasks t where t.client_id = c.id and t.stage in (${listOf(activeStages)})) as "activeCount",
       (select cast(count(*) as integer) from tasks t where t.client_id = c.id
          and t.stage in (${listOf([...backlogStages, ...activeStages])})) as "openCount",
       (select cast(count(*) as integer) from contacts k where k.client_id = c.id and k.erased_at is null) as "peopleCount"
     from (select id, name, plan_id from clients order by name, id limit ? offset ?) c join plans p on p.id = c.plan_id
     order by c.name, c.id`,
    clientPageSize + 1,
    (page - 1) * clientPageSize,
  );
}

function listOf(stages: readonly Stage[]): string {
  return stages.map((stage) => `'${stage}'`).join(", ");
}

/** Every plan, and how many clients have it. */
export async function listPlansInUse(rows: Rows): Promise<(PlanRow & { clientCount: number })[]> {
  return rows.all(
    `select p.id, p.name, p.active_tasks_max as "activeTasksMax",
       p.strategy_sessions_monthly as "strategySessionsMonthly", p.training_sessions_monthly as "trainingSessionsMonthly",
       (select cast(count(*) as integer) from clients c where c.plan_id = p.id) as "clientCount"
     from plans p order by p.active_tasks_max, p.id`,
  );
}
