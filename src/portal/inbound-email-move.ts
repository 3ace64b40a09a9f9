// The re-route of a handled email: staff move its message to another task, or open a new one with it. Each is a form of
// the email's page; moving back is the same form.
import type { Request, Response } from "express";
import { moveMessage, type MoveInput } from "../actions/move-message.ts";
import { timestamp } from "../domain/clock.ts";
import { requireTitle } from "../domain/task.ts";
import { Problem, readAbout } from "../domain/problem.ts";
import { formOf, type Form } from "./form.ts";
import { aboutNumber, taskIdOf } from "./inbound-email-actions.ts";
import { showInboundEmailPage } from "./inbound-email.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { refusedDecision } from "./refused-decision.ts";
import { requireStaff } from "./visitor.ts";

/** POST /emails/:emailId/move: to a task that there is. */
export function moveInboundEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  return move(portal, request, response, (form) => ({ kind: "task", taskId: taskIdOf(form) }));
}

/** POST /emails/:emailId/move-to-new-task */
export function moveInboundEmailToNewTask(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  return move(portal, request, response, (form) => ({
    kind: "new",
    title: readAbout("title", () => requireTitle(form.text("title"))),
  }));
}

async function move(
  portal: Portal,
  request: Request,
  response: Response,
  readTarget: (form: Form) => MoveInput["to"],
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const emailId = requireId(request.params["emailId"]);
  const form = formOf(request);
  try {
    const fromTaskId = requireId(form.text("from"));
    const input = { emailId, fromTaskId, to: readTarget(form), byStaffId: staff.staffId };
    await portal.store.write((rows) => moveMessage(rows, timestamp(portal.clock()), input));
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showInboundEmailPage(portal, response, staff, emailId, {
      refused: refusedDecision(request.path.split("/").at(-1)!, form, aboutNumber(form, fault)),
    });
    return;
  }
  portal.nudge();
  response.redirect(303, `/emails/${emailId}?moved`);
}
