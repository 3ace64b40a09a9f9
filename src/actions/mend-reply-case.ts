// Writes down what should have been kept of an email that was taken apart wrongly. Writes the case and an event.
import { messageLengthMax } from "../domain/message.ts";
import { inEach, intlLocale } from "../domain/locale.ts";
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
    throw new Problem("conflict", {
      en: "This case was dismissed, so nothing is learned from it any more.",
      de: "Dieser Fall wurde verworfen, deshalb wird aus ihm nichts mehr gelernt.",
    });
  }
  if (input.expected.trim() === "") {
    throw new Problem("invalid", {
      en: "Write what should have been kept. If nothing was cut wrongly, dismiss the case.",
      de: "Geben Sie ein, was hätte bleiben sollen. Wurde nichts falsch gekürzt, verwerfen Sie den Fall.",
    });
  }
  if (input.expected.length > messageLengthMax) {
    const limit = inEach((locale) => messageLengthMax.toLocaleString(intlLocale(locale)));
    throw new Problem("invalid", {
      en: `What should have been kept can have ${limit.en} characters at most.`,
      de: `Was hätte bleiben sollen, kann höchstens ${limit.de} Zeichen haben.`,
    });
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
