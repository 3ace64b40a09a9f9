// The words of an admitted email become a message, or the first of a task. Writes both, with their files and thread.
import { openTask } from "../actions/open-task.ts";
import { postMessage } from "../actions/post-message.ts";
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import { isSamePerson, type Person } from "../domain/person.ts";
import type { WorkingCalendar } from "../domain/working-calendar.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import type { Outcome } from "../store/inbound-emails.ts";
import { listMovedEmails } from "../store/message-moves.ts";
import { recordThreadIds } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { findTaskBySubmissionKey, markLastMessage } from "../store/tasks.ts";
import { idOf, submissionKeyOf, type Speech } from "./calm.ts";
import { carryCommand, tellRefusal } from "./carry-command.ts";
import type { Examination } from "./decision.ts";

/** Ids of one email's thread that are remembered, the nearest first; as many are looked up of a later one. */
export const threadIdsMax = 50;

/** What became of an email, as its outcome says it. */
export type Result = Pick<Outcome, "status" | "reason" | "checkAgainAt"> & {
  taskId?: number;
  author?: Person;
  forwarded?: ForwardedOriginal;
};

/** Posts or opens within the caller's transaction; the same email of the same author is said once. */
export async function speak(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  examination: Examination,
  decision: Speech,
  calendar: WorkingCalendar,
): Promise<Result> {
  const { author } = decision;
  const internetMessageId = idOf(email, examination);
  const input = {
    author,
    channel: "email" as const,
    text: decision.reply.kept,
    reply: decision.reply,
    internetMessageId,
    inboundEmailId: email.id,
    postedAt: email.receivedAt,
    uploads: examination.uploads,
  };
  let taskId: number;
  if (decision.kind === "open") {
    const submissionKey = submissionKeyOf(author, internetMessageId);
    const before = await findTaskBySubmissionKey(rows, submissionKey);
    if (before !== undefined) {
      const moved = await findMoved(rows, before.id, author, internetMessageId);
      return { status: "ignored", reason: "same_message", author, taskId: moved ?? before.id };
    }
    const { clientId, onBehalf, isNoCommand } = decision;
    const title = onBehalf?.title ?? examination.head.subject;
    const forWhom =
      onBehalf === undefined ? {} : { contactIds: [onBehalf.contactId], opener: onBehalf.opener };
    ({ taskId } = await openTask(rows, at, {
      ...input,
      ...forWhom,
      clientId,
      title,
      submissionKey,
      isNoCommand,
    }));
    // Staff wrote the first message, and what they forwarded waits for our answer.
    if (onBehalf !== undefined) await markLastMessage(rows, taskId, email.receivedAt, "contact");
    examination.steps.push({ step: "act", found: `It opened task #${taskId}.` });
  } else {
    ({ taskId } = decision);
    const { isNote, isQuiet } = decision;
    const moved = await findMoved(rows, taskId, author, internetMessageId);
    if (moved !== undefined) return { status: "ignored", reason: "same_message", author, taskId: moved };
    const { breakerId = null } = decision;
    const carried = await carryCommand(rows, at, email, decision, { words: input, calendar });
    if (carried?.kind === "done") {
      await recordThreadIds(rows, taskId, email.id, threadIdsOf(internetMessageId, examination));
      examination.steps.push({
        step: "act",
        found: `It became a message on task #${taskId}, ${carried.found}.`,
      });
      return { status: "handled", reason: carried.reason, author, taskId };
    }
    const posted = await postMessage(rows, at, { ...input, taskId, isNote, isQuiet, breakerId });
    if (posted.kind === "same_message") return { status: "ignored", reason: "same_message", author, taskId };
    if (carried !== undefined) {
      await tellRefusal(rows, at, decision, carried.refusal, posted.messageId);
      if (carried.found !== undefined) examination.steps.push({ step: "command", found: carried.found });
    }
    const kind = isQuiet ? "a quiet note" : isNote ? "a note" : "a message";
    examination.steps.push({ step: "act", found: `It became ${kind} on task #${taskId}.` });
  }
  await recordThreadIds(rows, taskId, email.id, threadIdsOf(internetMessageId, examination));
  const isQuiet = decision.kind === "post" && decision.isQuiet;
  return {
    status: "handled",
    reason: decision.kind === "open" ? "opened_task" : isQuiet ? "quiet_note" : "posted",
    author,
    taskId,
    ...(decision.kind === "open" && decision.forward !== undefined
      ? { forwarded: decision.forward.original }
      : {}),
  };
}

function threadIdsOf(internetMessageId: string, { references = [] }: Examination): string[] {
  return [...new Set([internetMessageId, ...references])].slice(0, threadIdsMax);
}

/** Where the same email of the same author is now, when it came to this task by another path and staff moved it since. */
async function findMoved(
  rows: Rows,
  taskId: number,
  author: Person,
  internetMessageId: string,
): Promise<number | undefined> {
  const moved = await listMovedEmails(rows, taskId, internetMessageId);
  return moved.find((email) => isSamePerson(email.author, author))?.taskId;
}
