// Adds a plan, or changes what one has: tasks at a time, and sessions of each kind a month. Writes the plan and one event.
import { requireName } from "../domain/name.ts";
import { Problem } from "../domain/problem.ts";
import { findPlanByName, recordPlan, type PlanFacts, type PlanRow } from "../store/clients.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";

const tasksMax = 50;
const sessionsMax = 100;

/**
 * What is not named stays as it is; a new plan has one task at a time and no sessions unless it is said. What is being worked
 * on goes on, also when there are fewer places. Throws `invalid` for a bad name or number.
 */
export async function setPlan(
  rows: Rows,
  at: string,
  input: { name: string } & Partial<PlanFacts>,
): Promise<{ plan: PlanRow; isNew: boolean }> {
  const before = await findPlanByName(rows, input.name);
  const name = before?.name ?? requireName(input.name);
  const facts = {
    activeTasksMax: within(input.activeTasksMax ?? before?.activeTasksMax ?? 1, 1, tasksMax),
    strategySessionsMonthly: within(
      input.strategySessionsMonthly ?? before?.strategySessionsMonthly ?? 0,
      0,
      sessionsMax,
    ),
    trainingSessionsMonthly: within(
      input.trainingSessionsMonthly ?? before?.trainingSessionsMonthly ?? 0,
      0,
      sessionsMax,
    ),
  };
  const plan = await recordPlan(rows, { name, ...facts });
  await recordEvent(rows, { type: "plan.set", at, payload: { planId: plan.id, ...facts } });
  return { plan, isNew: before === undefined };
}

function within(number: number, least: number, most: number): number {
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new Problem("invalid", `A plan can have ${least} to ${most} of these.`);
  }
  return number;
}
