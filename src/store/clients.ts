// Plans and clients.
import { Problem } from "../domain/problem.ts";
import { forUpdate, type Rows } from "./rows.ts";

/** What a client gets: tasks worked on at once, and sessions of each kind a month. */
export interface PlanFacts {
  activeTasksMax: number;
  strategySessionsMonthly: number;
  trainingSessionsMonthly: number;
}

export interface PlanRow extends PlanFacts {
  id: number;
  name: string;
}

const planColumns = `id, name, active_tasks_max as "activeTasksMax",
  strategy_sessions_monthly as "strategySessionsMonthly", training_sessions_monthly as "trainingSessionsMonthly"`;

export interface ClientRow {
  id: number;
  name: string;
  planId: number;
  planName: string;
  activeTasksMax: number;
}

export async function findPlanByName(rows: Rows, name: string): Promise<PlanRow | undefined> {
  return rows.first<PlanRow>(`select ${planColumns} from plans where lower(name) = lower(?)`, name);
}

/** The same, held against every other transaction until this one ends: whoever changes it at the same moment waits. */
export async function lockPlanByName(rows: Rows, name: string): Promise<PlanRow | undefined> {
  return rows.first<PlanRow>(
    `select ${planColumns} from plans where lower(name) = lower(?)${forUpdate(rows)}`,
    name,
  );
}

export async function listPlans(rows: Rows): Promise<PlanRow[]> {
  return rows.all<PlanRow>(`select ${planColumns} from plans order by active_tasks_max, id`);
}

/** A new plan, or what one of this very name has from now on. */
export async function recordPlan(rows: Rows, plan: { name: string } & PlanFacts): Promise<PlanRow> {
  const row = await rows.first<PlanRow>(
    `insert into plans (name, active_tasks_max, strategy_sessions_monthly, training_sessions_monthly)
     values (?, ?, ?, ?) on conflict (name) do update set active_tasks_max = excluded.active_tasks_max,
       strategy_sessions_monthly = excluded.strategy_sessions_monthly,
       training_sessions_monthly = excluded.training_sessions_monthly
     returning ${planColumns}`,
    plan.name,
    plan.activeTasksMax,
    plan.strategySessionsMonthly,
    plan.trainingSessionsMonthly,
  );
  return row!;
}

/** Answers the id of the new client, or undefined when there is one of that name already. */
export async function recordClient(
  rows: Rows,
  client: { name: string; planId: number; createdAt: string },
): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    "insert into clients (name, plan_id, created_at) values (?, ?, ?) on conflict do nothing returning id",
    client.name,
    client.planId,
    client.createdAt,
  );
  return row?.id;
}

const clientQuery = `select c.id, c.name, p.id as "planId", p.name as "planName", p.active_tasks_max as "activeTasksMax"
  from clients c join plans p on p.id = c.plan_id`;

/** Moves a client to another plan. */
export async function markPlan(rows: Rows, clientId: number, planId: number): Promise<void> {
  await rows.run("update clients set plan_id = ? where id = ?", planId, clientId);
}

export async function findClient(rows: Rows, id: number): Promise<ClientRow | undefined> {
  return rows.first<ClientRow>(`${clientQuery} where c.id = ?`, id);
}

export async function getClient(rows: Rows, id: number): Promise<ClientRow> {
  const client = await findClient(rows, id);
  if (client === undefined)
    throw new Problem("not_found", { en: "There is no such client.", de: "Diesen Kunden gibt es nicht." });
  return client;
}

export async function findClientByName(rows: Rows, name: string): Promise<ClientRow | undefined> {
  return rows.first<ClientRow>(`${clientQuery} where lower(c.name) = lower(?)`, name);
}

export async function listClients(rows: Rows): Promise<ClientRow[]> {
  return rows.all<ClientRow>(`${clientQuery} order by c.name`);
}
