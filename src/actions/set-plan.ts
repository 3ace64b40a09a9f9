// Adds a plan, or changes what one has: tasks at a time, and sessions of each kind a month. Writes the plan and one event.
import { requireName } from "../domain/name.ts";
import { Problem } from "../domain/problem.ts";
import { listPlans, lockPlanByName, recordPlan, type PlanFacts, type PlanRow } from "../store/clients.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";

/** Plans of an agency: their page lists all of them. */
export const plansMax = 50;
/** Of one plan: tasks at a time, and sessions of one kind a month. */
export const planTasksMax = 50;
export const planSessionsMax = 100;

/**
 * What is not named stays as it is; a new plan has one task at a time and no sessions unless it is said. What is being worked
 * on goes on, also when there are fewer places. What it has already changes nothing. Throws `invalid` for a bad name or number, and
 * for a new plan of which nothing is said: its name is a slip of the pen.
 */
export async function setPlan(
  rows: Rows,
  at: string,
  { name: typed, byStaffId, ...input }: { name: string; byStaffId?: number } & Partial<PlanFacts>,
): Promise<{ plan: PlanRow; isNew: boolean }> {
  const before = await lockPlanByName(rows, typed);
  if (before === undefined && Object.keys(input).length === 0)
    throw unknownPlan(typed, await listPlans(rows));
  const name = before?.name ?? requireName(typed);
  const { activeTasksMax, strategySessionsMonthly, trainingSessionsMonthly } = {
    ...(before ?? { activeTasksMax: 1, strategySessionsMonthly: 0, trainingSessionsMonthly: 0 }),
    ...input,
  };
  const facts: PlanFacts = {
    activeTasksMax: within(activeTasksMax, 1, planTasksMax),
    strategySessionsMonthly: within(strategySessionsMonthly, 0, planSessionsMax),
    trainingSessionsMonthly: within(trainingSessionsMonthly, 0, planSessionsMax),
  };
  const names = Object.keys(facts) as (keyof PlanFacts)[];
  if (before !== undefined && names.every((fact) => before[fact] === facts[fact])) {
    return { plan: before, isNew: false };
  }
  if (before === undefined && (await listPlans(rows)).length >= plansMax) {
    throw new Problem("limit_reached", {
      en: `There are ${plansMax} plans already. Change one of them instead.`,
      de: `Es gibt schon ${plansMax} Pläne. Ändern Sie stattdessen einen davon.`,
    });
  }
  const plan = await recordPlan(rows, { name, ...facts });
  await recordEvent(rows, {
    type: "plan.set",
    ...(byStaffId === undefined ? {} : { actor: { kind: "staff", id: byStaffId } }),
    at,
    payload: { planId: plan.id, ...facts },
  });
  return { plan, isNew: before === undefined };
}

function unknownPlan(name: string, plans: readonly PlanRow[]): Problem {
  const names = plans.map((plan) => plan.name).join(", ");
  return new Problem("invalid", {
    en: `There is no plan “${name}” yet, and a new one has to say what it gives. The plans are: ${names}.`,
    de: `Es gibt noch keinen Plan „${name}“, und bei einem neuen muss dabeistehen, was er enthält. Es gibt die Pläne: ${names}.`,
  });
}

function within(number: number, least: number, most: number): number {
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new Problem("invalid", {
      en: `A plan can have ${least} to ${most} of these.`,
      de: `Ein Plan kann davon ${least} bis ${most} haben.`,
    });
  }
  return number;
}
