// The button that opens a task with an email that a colleague forwarded. Writes a ruling and wakes processing.
import type { Request, Response } from "express";
import { openTaskFromForward } from "../actions/open-task-from-forward.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { formOf } from "./form.ts";
import { seenIn } from "./inbound-email-actions.ts";
import { showInboundEmailPage } from "./inbound-email.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { requireStaff } from "./visitor.ts";

/** POST /emails/:emailId/open-forwarded: a task for this contact with the email that a colleague forwarded. */
export async function openForwardedEmail(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const emailId = requireId(request.params["emailId"]);
  const form = formOf(request);
  try {
    const chosen = form.text("contact");
    if (!/^[1-9]\d{0,8}$/u.test(chosen)) throw new Problem("invalid", "Choose whose task it is.");
    const input = {
      emailId,
      contactId: Number(chosen),
      addsAddress: form.text("add-address") === "yes",
      byStaffId: staff.staffId,
      seenRulingId: seenIn(form),
    };
    await portal.store.write((rows) => openTaskFromForward(rows, timestamp(portal.clock()), input));
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const options = { problem: fault.message, status: statusOf(fault) };
    await showInboundEmailPage(portal, response, staff, emailId, options);
    return;
  }
  portal.nudge();
  response.redirect(303, `/emails/${emailId}`);
}
