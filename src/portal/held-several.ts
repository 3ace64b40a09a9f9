// POST /held/discard and /held/undo: several emails set aside together, or taken back together. Each is decided by itself, so
// that what stands against one keeps no other.
import type { Request, Response } from "express";
import { discardEmail } from "../actions/discard-email.ts";
import { undoRuling } from "../actions/undo-ruling.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { findEmailRuling } from "../store/email-rulings.ts";
import { inboundPageSize } from "../store/inbound-emails.ts";
import { formOf } from "./form.ts";
import { writeRulingIds } from "./held-notice.ts";
import { showHeldPage } from "./held-emails.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { requireStaff } from "./visitor.ts";

/** POST /held/discard: each `email` is its id and the last ruling that the page knew of, `12:0`. */
export async function discardSeveral(portal: Portal, request: Request, response: Response): Promise<void> {
  await decideSeveral(portal, request, response, "email", "done", async (value, byStaffId) => {
    const [emailId, seenRulingId] = value.split(":").map(Number);
    if (!isId(emailId) || seenRulingId === undefined)
      throw new Problem("invalid", {
        en: "Choose emails of the list.",
        de: "Wählen Sie E-Mails aus der Liste aus.",
      });
    const at = timestamp(portal.clock());
    const ruled = await portal.store.write((rows) =>
      discardEmail(rows, at, { emailId, byStaffId, seenRulingId }),
    );
    return ruled.rulingId;
  });
}

/** POST /held/undo: each `ruling` is the id of a decision. */
export async function undoSeveral(portal: Portal, request: Request, response: Response): Promise<void> {
  await decideSeveral(portal, request, response, "ruling", "undone", async (value, byStaffId) => {
    const rulingId = Number(value);
    const ruling = isId(rulingId) ? await findEmailRuling(portal.store.read, rulingId) : undefined;
    if (ruling === undefined) {
      throw new Problem("not_found", {
        en: "There is no such decision.",
        de: "Diese Entscheidung gibt es nicht.",
      });
    }
    const { inboundEmailId: emailId } = ruling;
    const at = timestamp(portal.clock());
    await portal.store.write((rows) => undoRuling(rows, at, { emailId, rulingId, byStaffId }));
    return rulingId;
  });
}

async function decideSeveral(
  portal: Portal,
  request: Request,
  response: Response,
  field: string,
  told: "done" | "undone",
  decide: (value: string, byStaffId: number) => Promise<number>,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const values = [...new Set(formOf(request).list(field))].slice(0, inboundPageSize);
  const rulingIds: number[] = [];
  const { say } = readingOf(portal, staff);
  const problems = new Set<string>(values.length === 0 ? [say("held.choose-first")] : []);
  for (const value of values) {
    try {
      rulingIds.push(await decide(value, staff.staffId));
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      problems.add(fault.in(staff.locale));
    }
  }
  if (rulingIds.length > 0) portal.nudge();
  const ids = writeRulingIds(rulingIds);
  if (problems.size > 0) {
    const status = values.length === 0 ? 400 : 409;
    await showHeldPage(portal, response, staff, { [told]: ids, problems: [...problems], status });
    return;
  }
  response.redirect(303, `/held?${told}=${ids}`);
}

function isId(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value > 0 && value <= 2_147_483_647;
}
