// Carries out what the words of an email do beside being said: a step of their task. Writes the step with its message.
import { approveTask, askChanges, undoApproval } from "../actions/approve-task.ts";
import { withdrawTask } from "../actions/end-request.ts";
import { postMessage } from "../actions/post-message.ts";
import type { StepWords } from "../actions/take-step.ts";
import { Problem } from "../domain/problem.ts";
import { canTake } from "../domain/step.ts";
import type { WorkingCalendar } from "../domain/working-calendar.ts";
import { recordEvent } from "../store/events.ts";
import type { ClaimedEmail } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { lockTask } from "../store/tasks.ts";
import type { Speech } from "./calm.ts";

type Post = Extract<Speech, { kind: "post" }>;

/** The reason code of the outcome, and the end of a sentence for “why is this here?”. */
export interface CarriedOut {
  reason: string;
  found: string;
}

/**
 * Undefined for words that are words only, and where the step cannot be taken any more: then they are a message. The same email
 * again takes no step.
 */
export async function carryCommand(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  { command, taskId, author, isQuiet }: Post,
  { words, calendar }: { words: StepWords; calendar: WorkingCalendar },
): Promise<CarriedOut | undefined> {
  if (command === undefined || command.kind === "refused" || author.kind !== "contact" || isQuiet)
    return undefined;
  const { stage } = await lockTask(rows, taskId);
  if (!canTake(command.kind, stage)) return undefined;
  const input = { taskId, by: author, words };
  switch (command.kind) {
    case "approve": {
      const { verdict, answeredEmailId } = command;
      const byEmail = { inboundEmailId: email.id, rawSha256: email.rawSha256, verdict, answeredEmailId };
      const { kind } = await approveTask(rows, new Date(at), { ...input, channel: "email", byEmail });
      return kind === "done" ? { reason: "approved", found: "which approved the work" } : undefined;
    }
    case "ask_changes": {
      const { kind } = await askChanges(rows, at, input);
      return kind === "done" ? { reason: "changes_asked", found: "which asks for changes" } : undefined;
    }
    case "withdraw": {
      const { kind } = await withdrawTask(rows, at, input);
      return kind === "done" ? { reason: "withdrawn", found: "which withdrew the request" } : undefined;
    }
    case "undo_approval":
      return undo(rows, at, input, calendar);
  }
}

async function undo(
  rows: Rows,
  at: string,
  {
    taskId,
    by,
    words,
  }: { taskId: number; by: Extract<Post["author"], { kind: "contact" }>; words: StepWords },
  calendar: WorkingCalendar,
): Promise<CarriedOut | undefined> {
  try {
    const { kind } = await undoApproval(rows, new Date(at), { taskId, by, calendar });
    if (kind === "unchanged") return undefined;
  } catch (fault) {
    // Too late for that: staff read it as a message.
    if (fault instanceof Problem) return undefined;
    throw fault;
  }
  await postMessage(rows, at, { ...words, taskId, author: by, isToldWithStep: true });
  return { reason: "approval_undone", found: "which took the approval back" };
}

/** Whoever meant to approve is told that they did not. */
export async function tellRefusal(
  rows: Rows,
  at: string,
  { command, taskId, author, isQuiet }: Post,
  messageId: number,
): Promise<void> {
  if (command?.kind !== "refused" || isQuiet) return;
  const payload = { messageId, reason: command.reason };
  await recordEvent(rows, { type: "approval.refused", taskId, actor: author, at, payload });
}
