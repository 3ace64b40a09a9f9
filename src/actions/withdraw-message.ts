// Takes the message that an inbound email became off its task again, as long as nobody was told of it. Writes the message's
// going, an event, and the stage of a task that it leaves without words. The email and its files stay.
import { personFromColumns } from "../domain/person.ts";
import { forgetOffersOfEmail } from "../store/copied-colleagues.ts";
import { listDigestReaders } from "../store/digest-entries.ts";
import { lockPostedEvents } from "../store/email-rulings.ts";
import { listEventsOfTask, markEventAnnounced, recordEvent } from "../store/events.ts";
import { hasMessages, lockMessageOfEmail } from "../store/message-moves.ts";
import { findMessageIdOfEmail, findMessage, type MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { markStage } from "../store/task-stages.ts";
import { getTask, markLastMessageAnew } from "../store/tasks.ts";
import {
  forgetSubmissionKey,
  forgetWaiting,
  hasHistory,
  hasOtherMessages,
  listEmailsAbout,
  listReceipts,
  lockEmailsAbout,
  lockReceipts,
  removeMessage,
  removeParticipation,
  removeReceipts,
  type ToldRow,
} from "../store/withdrawals.ts";

/** `none`: the email became no message. `told` and `used` leave it where it is. */
export type Withdrawal =
  | { kind: "none" }
  | { kind: "withdrawn"; taskId: number }
  | { kind: "told"; taskId: number; names: readonly string[] }
  | { kind: "used"; taskId: number };

/** What a withdrawal would answer now; changes nothing. */
export async function foreseeWithdrawal(rows: Rows, emailId: number): Promise<Withdrawal> {
  const messageId = await findMessageIdOfEmail(rows, emailId);
  const message = messageId === undefined ? undefined : await findMessage(rows, messageId);
  if (message === undefined) return { kind: "none" };
  return (
    (await obstacle(rows, message, await toldBy(rows, message, listEmailsAbout, listReceipts))) ?? {
      kind: "withdrawn",
      taskId: message.taskId,
    }
  );
}

/** Withdraws within the caller's transaction, which holds the email. */
export async function withdrawMessage(
  rows: Rows,
  at: string,
  input: { emailId: number; byStaffId: number },
): Promise<Withdrawal> {
  const messageId = await findMessageIdOfEmail(rows, input.emailId);
  const seen = messageId === undefined ? undefined : await findMessage(rows, messageId);
  if (seen === undefined) return { kind: "none" };
  // In the order in which an announcer takes them, so that neither waits for the other.
  const events = (await lockPostedEvents(rows, seen.taskId)).filter(
    ({ payload }) => (JSON.parse(payload) as { messageId: number }).messageId === seen.id,
  );
  const message = await lockMessageOfEmail(rows, input.emailId);
  if (message === undefined) return { kind: "none" };
  const emails = await toldBy(rows, message, lockEmailsAbout, lockReceipts);
  const found = await obstacle(rows, message, emails);
  if (found !== undefined) return found;
  const { taskId } = message;
  await removeMessage(rows, { id: message.id, taskId, inboundEmailId: input.emailId });
  await forgetOffersOfEmail(rows, input.emailId);
  if (!(await hasMessages(rows, taskId))) await removeReceipts(rows, taskId);
  for (const { id } of events) {
    await forgetWaiting(rows, id);
    await markEventAnnounced(rows, id, at);
  }
  const author = personFromColumns(message.authorContactId, message.authorStaffId);
  const addedAt = events.at(-1)?.at;
  if (author !== undefined && addedAt !== undefined) await removeParticipation(rows, taskId, author, addedAt);
  await markLastMessageAnew(rows, taskId);
  const actor = { kind: "staff", id: input.byStaffId } as const;
  const payload = { messageId: message.id, inboundEmailId: input.emailId };
  await recordEvent(rows, { type: "message.withdrawn", taskId, actor, at, payload });
  await closeIfEmpty(rows, at, message, input.byStaffId);
  return { kind: "withdrawn", taskId };
}

/** The emails about a message; where it is all that its task has, also the receipts of that. */
async function toldBy(
  rows: Rows,
  { id, taskId }: MessageRow,
  listAbout: typeof lockEmailsAbout,
  listReceiptsOf: typeof lockReceipts,
): Promise<ToldRow[]> {
  const emails = await listAbout(rows, id);
  return (await hasOtherMessages(rows, taskId, id))
    ? emails
    : [...emails, ...(await listReceiptsOf(rows, taskId))];
}

async function obstacle(
  rows: Rows,
  message: MessageRow,
  emails: readonly ToldRow[],
): Promise<Withdrawal | undefined> {
  const { taskId } = message;
  // What was never tried went to nobody; of everything else we cannot be sure.
  const told = [
    ...emails.filter(({ status, attempts }) => !isUnsent(status) || attempts > 0),
    ...(await listDigestReaders(rows, message.id)),
  ];
  if (told.length > 0) return { kind: "told", taskId, names: [...new Set(told.map(({ name }) => name))] };
  const isUsed = (await hasHistory(rows, message.id)) || (await cameWithStep(rows, message));
  return isUsed ? { kind: "used", taskId } : undefined;
}

/** A step that was taken names the words that came with it, and stands without them as little as they without it. */
async function cameWithStep(rows: Rows, { id, taskId }: MessageRow): Promise<boolean> {
  const events = await listEventsOfTask(rows, taskId);
  return events.some(({ type, payload }) => {
    return type === "message.posted" && payload.messageId === id && payload.isToldWithStep === true;
  });
}

function isUnsent(status: string): boolean {
  return status === "queued" || status === "paused";
}

/** A task that it had opened stays on record, and is nobody's turn any more. */
async function closeIfEmpty(rows: Rows, at: string, message: MessageRow, byStaffId: number): Promise<void> {
  const task = await getTask(rows, message.taskId);
  if (task.stage !== "Triage" || (await hasMessages(rows, task.id))) return;
  await markStage(rows, task.id, "Withdrawn", at);
  await forgetSubmissionKey(rows, task.id);
  await recordEvent(rows, {
    type: "task.emptied",
    taskId: task.id,
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { messageId: message.id, toTaskId: null },
  });
}
