// POST /emails/:emailId/undo: takes back what was decided about an email last, from its page or from the list.
import type { Request, Response } from "express";
import { undoRuling } from "../actions/undo-ruling.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { formOf } from "./form.ts";
import { showInboundEmailPage } from "./inbound-email.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { requireStaff } from "./visitor.ts";

/** The same form again changes nothing. What stands against it is said on the email's page. */
export async function undoInboundRuling(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const emailId = requireId(request.params["emailId"]);
  const form = formOf(request);
  try {
    const rulingId = requireId(form.text("ruling"));
    const input = { emailId, rulingId, byStaffId: staff.staffId };
    await portal.store.write((rows) => undoRuling(rows, timestamp(portal.clock()), input));
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showInboundEmailPage(portal, response, staff, emailId, {
      problem: fault.message,
      status: statusOf(fault),
    });
    return;
  }
  portal.nudge();
  response.redirect(303, `/emails/${emailId}`);
}
