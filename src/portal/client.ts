// The page of one client for staff: its plan, what is being worked on, what starts next, and its backlog in its order.
import type { Request, Response } from "express";
import { changePlan } from "../actions/change-plan.ts";
import { timestamp } from "../domain/clock.ts";
import { listPlans } from "../store/clients.ts";
import { listApprovers, listContacts } from "../store/people.ts";
import { readQueue } from "./backlog.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { requireStaff } from "./visitor.ts";

/** GET /clients/:clientId: for staff. Throws `not_found`. */
export async function showClient(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const clientId = requireId(request.params["clientId"]);
  const queue = await readQueue(portal, clientId);
  const approverIds = (await listApprovers(portal.store.read, clientId)).map(({ contactId }) => contactId);
  const contacts = await listContacts(portal.store.read, clientId);
  await showPage(portal, response, staff, "client", {
    title: queue.client.name,
    ...queue,
    plans: (await listPlans(portal.store.read)).map((plan) => ({
      ...plan,
      isCurrent: plan.id === queue.client.planId,
    })),
    contacts: contacts.map(({ contactId, name, address }) => ({
      name,
      address,
      mayApprove: approverIds.includes(contactId),
    })),
  });
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
