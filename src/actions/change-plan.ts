// Staff move a client to another plan. What is being worked on goes on, also when the new plan has fewer places. Writes the
// plan and one event.
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { lockClientPlan } from "../store/backlog.ts";
import { getClient, listPlans, markPlan } from "../store/clients.ts";
import type { Rows } from "../store/rows.ts";

/** The plan that it has already changes nothing. Throws `not_found` for an unknown client or plan. */
export async function changePlan(
  rows: Rows,
  at: string,
  input: { clientId: number; planId: number; byStaffId: number },
): Promise<{ kind: "done" | "unchanged" }> {
  const { clientId, planId, byStaffId } = input;
  // Whoever starts a task counts by one plan, the one before or the new one.
  await lockClientPlan(rows, clientId);
  const { planId: beforePlanId } = await getClient(rows, clientId);
  if (!(await listPlans(rows)).some(({ id }) => id === planId)) {
    throw new Problem("not_found", { en: "There is no such plan.", de: "Diesen Plan gibt es nicht." });
  }
  if (planId === beforePlanId) return { kind: "unchanged" };
  await markPlan(rows, clientId, planId);
  const payload = { clientId, planId, beforePlanId };
  const actor = { kind: "staff", id: byStaffId } as const;
  await recordEvent(rows, { type: "client.plan_changed", actor, at, payload });
  return { kind: "done" };
}
