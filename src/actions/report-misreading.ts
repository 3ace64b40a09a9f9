// Keeps that a reader finds an email taken apart wrongly, as a case that staff can learn from. Writes the case and an event.
import type { ReplyVerdict } from "../domain/message.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { findMessage } from "../store/messages.ts";
import { recordReplyCase } from "../store/reply-cases.ts";
import type { Rows } from "../store/rows.ts";

/**
 * Saying the same again changes nothing. Whether `by` may see the message is for the caller to know. Throws `not_found` for a
 * message that is not there, `invalid` for one that did not come by email.
 */
export async function reportMisreading(
  rows: Rows,
  at: string,
  input: { messageId: number; verdict: ReplyVerdict; by: Person },
): Promise<void> {
  const message = await findMessage(rows, input.messageId);
  if (message === undefined)
    throw new Problem("not_found", { en: "There is no such message.", de: "Diese Nachricht gibt es nicht." });
  if (message.channel !== "email")
    throw new Problem("invalid", {
      en: "This was not written by email.",
      de: "Das wurde nicht per E-Mail geschrieben.",
    });
  if (!(await recordReplyCase(rows, { ...input, reportedAt: at }))) return;
  await recordEvent(rows, {
    type: "message.misread",
    taskId: message.taskId,
    actor: input.by,
    at,
    payload: { messageId: message.id, verdict: input.verdict },
  });
}
