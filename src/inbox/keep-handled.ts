// An email that became a message before is read again: nothing changes but one step more in its evidence. Writes that step.
import { personFromColumns } from "../domain/person.ts";
import { lockInboundEmail, markInboundOutcome, type Outcome } from "../store/inbound-emails.ts";
import { findMessage, findMessageIdOfEmail } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";

/**
 * Ends the reading within the caller's transaction and answers the outcome, or undefined for an email that became no
 * message. What was found first stays, with every move by staff since; the outcome names the task the message is on now.
 */
export async function keepHandled(
  rows: Rows,
  emailId: number,
  found: string,
  at: string,
): Promise<Outcome | undefined> {
  const messageId = await findMessageIdOfEmail(rows, emailId);
  if (messageId === undefined) return undefined;
  const email = await lockInboundEmail(rows, emailId);
  const message = await findMessage(rows, messageId);
  if (email === undefined || message === undefined) return undefined;
  const before = email.evidence.at(-1);
  const isSaid = before?.step === "act" && before.found === found;
  const outcome: Outcome = {
    status: "handled",
    reason: "already_posted",
    class: email.class,
    evidence: isSaid ? email.evidence : [...email.evidence, { step: "act", found }],
    fromAddress: email.fromAddress,
    fromName: email.fromName,
    subject: email.subject,
    internetMessageId: email.internetMessageId,
    text: email.text,
    taskId: message.taskId,
    forwarded: email.forwarded,
    author: personFromColumns(message.authorContactId, message.authorStaffId),
  };
  await markInboundOutcome(rows, emailId, outcome, at);
  return outcome;
}
