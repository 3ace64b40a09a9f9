// Writes down what should have been kept of an email that was taken apart wrongly. Writes the case and an event.
import { messageLengthMax } from "../domain/message.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { getReplyCase, markExpected } from "../store/reply-cases.ts";
import type { Rows } from "../store/rows.ts";

/**
 * The same words again change nothing. Throws `not_found` for a case that is not there, `conflict` for one that was dismissed,
 * `invalid` for no words or too many.
 */
export async function mendReplyCase(
  rows: Rows,
  at: string,
  input: { caseId: number; expected: string; byStaffId: number },
): Promise<void> {
  const found = await getReplyCase(rows, input.caseId);
  if (found.dismissedAt !== null) {
    throw new Problem("conflict", "This case was dismissed, so nothing is learned from it any more.");
  }
  if (input.expected.trim() === "") {
    throw new Problem(
      "invalid",
      "Write what should have been kept. If nothing was cut wrongly, dismiss the case.",
    );
  }
  if (input.expected.length > messageLengthMax) {
    const limit = messageLengthMax.toLocaleString("en-GB");
    throw new Problem("invalid", `What should have been kept can have ${limit} characters at most.`);
  }
  if (found.expected === input.expected) return;
  await markExpected(rows, found.id, input.expected);
  await recordEvent(rows, {
    type: "reply_case.mended",
    taskId: found.taskId,
    actor: { kind: "staff", id: input.byStaffId },
    at,
    payload: { caseId: found.id },
  });
}
