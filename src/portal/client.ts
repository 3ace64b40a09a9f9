// The page of one client for staff: its plan, what is being worked on, what starts next, its backlog in its order, and its
// people with who may approve.
import type { Request, Response } from "express";
import { changePlan } from "../actions/change-plan.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { listPlans } from "../store/clients.ts";
import { readQueue } from "./backlog.ts";
import type { FieldProblems } from "./field-problems.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import { readPeople, takeChange } from "./people.ts";
import { emptyPerson, personFormView, type PersonField, type TypedPerson } from "./person-form.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { personOf, requireStaff, type StaffVisitor } from "./visitor.ts";

/** Which part of the backlog is shown, and what could not be taken: who may approve, or a person to add. */
interface Shown {
  page?: number;
  problem?: Problem;
  person?: { typed: TypedPerson; problems: FieldProblems<PersonField> };
  status?: number;
}

/** GET /clients/:clientId: for staff. Throws `not_found`. */
export async function showClient(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showOneClient(portal, response, staff, requireId(request.params["clientId"]), {
    page: pageNumber(request.query["page"]),
  });
}

/** The page, with the form that could not be taken, if any, as it was. */
export async function showOneClient(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  clientId: number,
  { page = 1, problem, person, status }: Shown = {},
): Promise<void> {
  const reading = readingOf(portal, staff);
  const queue = await readQueue(portal, clientId, reading, { path: `/clients/${clientId}`, page });
  const people = await readPeople(portal, clientId);
  const values = {
    title: queue.client.name,
    place: "clients" as const,
    ...queue,
    plans: (await listPlans(portal.store.read)).map((plan) => ({
      ...plan,
      isCurrent: plan.id === queue.client.planId,
    })),
    problem: problem?.in(staff.locale) ?? null,
    people,
    canChange: true,
    changePath: `/clients/${clientId}/approvers`,
    addPerson: personFormView(
      // Somebody has to be able to approve.
      person?.typed ?? emptyPerson(reading, people.length === 0),
      person?.problems,
      reading,
    ),
  };
  await showPage(portal, response, staff, "client", values, problem ? statusOf(problem) : status);
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
    await showOneClient(portal, response, staff, clientId, { problem: fault });
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
