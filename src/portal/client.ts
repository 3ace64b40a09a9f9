// The page of one client for staff: its plan, what is being worked on, what starts next, its backlog in its order, and its
// people with who may approve.
import type { Request, Response } from "express";
import { changePlan } from "../actions/change-plan.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { listPlans } from "../store/clients.ts";
import { readQueue } from "./backlog.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { requireId } from "./page-missing.ts";
import { readPeople, takeChange } from "./people.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { personOf, requireStaff, type StaffVisitor } from "./visitor.ts";

/** GET /clients/:clientId: for staff. Throws `not_found`. */
export async function showClient(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showOne(portal, response, staff, requireId(request.params["clientId"]));
}

async function showOne(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  clientId: number,
  problem?: Problem,
): Promise<void> {
  const queue = await readQueue(portal, clientId, readingOf(portal, staff));
  const people = await readPeople(portal, clientId);
  const values = {
    title: queue.client.name,
    ...queue,
    plans: (await listPlans(portal.store.read)).map((plan) => ({
      ...plan,
      isCurrent: plan.id === queue.client.planId,
    })),
    problem: problem?.in(staff.locale) ?? null,
    people,
    canChange: true,
    changePath: `/clients/${clientId}/approvers`,
  };
  await showPage(portal, response, staff, "client", values, problem && statusOf(problem));
}

/** POST /clients/:clientId/approvers: for staff, who of them may approve finished work. */
export async function changeClientApprovers(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const clientId = requireId(request.params["clientId"]);
  try {
    await takeChange(portal, request, { by: personOf(staff), clientId });
    response.redirect(303, `/clients/${clientId}#people-title`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showOne(portal, response, staff, clientId, fault);
  }
}

/** POST /clients/:clientId/plan: for staff. What is being worked on goes on. */
export async function changeClientPlan(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const clientId = requireId(request.params["clientId"]);
  const planId = requireId(formOf(request).text("plan"));
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => changePlan(rows, at, { clientId, planId, byStaffId: staff.staffId }));
  response.redirect(303, `/clients/${clientId}`);
}
