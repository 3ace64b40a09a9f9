// Takes a case off the list of emails that were taken apart wrongly. Writes when, and an event.
import { recordEvent } from "../store/events.ts";
import { getReplyCase, markCaseDismissed } from "../store/reply-cases.ts";
import type { Rows } from "../store/rows.ts";

/** Dismissing again changes nothing. Throws `not_found` for a case that is not there. */
export async function dismissReplyCase(
  rows: Rows,
  at: string,
  input: { caseId: number; byStaffId: number },
): Promise<void> {
  const found = await getReplyCase(rows, input.caseId);
  if (!(await markCaseDismissed(rows, found.id, at))) return;
  await recordEvent(rows, {
    type: "reply_case.dismissed",
    taskId: found.taskId,
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { caseId: found.id },
  });
}
