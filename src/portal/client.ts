// The page of one client for staff: its plan, what is being worked on, what starts next, its backlog in its order, and its
// people with who may approve.
import type { Request, Response } from "express";
import { changePlan } from "../actions/change-plan.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { listPlans } from "../store/clients.ts";
import { readQueue } from "./backlog.ts";
import { chooseListed } from "./clients.ts";
import type { FieldProblems } from "./field-problems.ts";
import { formOf } from "./form.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import { readPeople, refusedChange, takeChange, type RefusedChange } from "./people.ts";
import { emptyPerson, personFormView, type PersonField, type TypedPerson } from "./person-form.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { personOf, requireStaff, type StaffVisitor } from "./visitor.ts";

/** Which parts of its lists are shown, and what could not be taken: a plan, who may approve, or a person to add. */
interface Shown {
  page?: number;
  peoplePage?: number;
  plan?: Problem;
  approver?: RefusedChange;
  person?: { typed: TypedPerson; problems: FieldProblems<PersonField> };
  status?: number;
}

/** GET /clients/:clientId: for staff. Throws `not_found`. */
export async function showClient(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showOneClient(portal, response, staff, requireId(request.params["clientId"]), {
    page: pageNumber(request.query["page"]),
    peoplePage: pageNumber(request.query["people"]),
  });
}

/** The page, with the form that could not be taken, if any, as it was. */
export async function showOneClient(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  clientId: number,
  { page = 1, peoplePage = 1, plan, approver, person, status }: Shown = {},
): Promise<void> {
  const reading = readingOf(portal, staff);
  const live = await livePath(portal);
  const path = `/clients/${clientId}`;
  const queue = await readQueue(portal, clientId, reading, { path, page });
  const shown = { path: `${path}?people=`, page: peoplePage, locale: staff.locale };
  const { mayApprove: _, ...people } = await readPeople(portal, clientId, shown, approver);
  const refusal = plan ?? approver?.problem;
  const values = {
    live,
    title: queue.client.name,
    place: "clients" as const,
    ...queue,
    plans: (await listPlans(portal.store.read)).map((one) => ({
      ...one,
      isCurrent: one.id === queue.client.planId,
    })),
    planFault: { words: plan?.in(staff.locale) ?? null, isFirst: plan !== undefined },
    ...people,
    canChange: true,
    changePath: `${path}/approvers`,
    addPerson: personFormView(
      // Somebody has to be able to approve.
      person?.typed ?? emptyPerson(reading, !people.hasApprover && people.people.length === 0),
      person?.problems,
      reading,
    ),
  };
  await showPage(portal, response, staff, "client", values, refusal ? statusOf(refusal) : status);
}

/** POST /clients/:clientId/approvers: for staff, who of them may approve finished work. */
export async function changeClientApprovers(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const clientId = requireId(request.params["clientId"]);
  const peoplePage = pageNumber(formOf(request).text("page"));
  try {
    await takeChange(portal, request, { by: personOf(staff), clientId });
    const query = peoplePage === 1 ? "" : `?people=${peoplePage}`;
    response.redirect(303, `/clients/${clientId}${query}#people-title`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const approver = refusedChange(request, fault);
    await showOneClient(portal, response, staff, clientId, { peoplePage, approver });
  }
}

/** POST /clients/:clientId/plan: for staff. What is being worked on goes on. */
export async function changeClientPlan(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const clientId = requireId(request.params["clientId"]);
  const chosen = formOf(request).text("plan");
  const plan = (await listPlans(portal.store.read)).find(({ id }) => String(id) === chosen);
  if (plan === undefined) {
    await showOneClient(portal, response, staff, clientId, { plan: chooseListed() });
    return;
  }
  const at = timestamp(portal.clock());
  await portal.store.write((rows) =>
    changePlan(rows, at, { clientId, planId: plan.id, byStaffId: staff.staffId }),
  );
  response.redirect(303, `/clients/${clientId}`);
}
