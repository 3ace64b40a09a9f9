// The client approves finished work, which is complete with that; takes that back while the place it freed is not used; or
// asks for changes. Writes the stage, the approval with what was shown, words that come with it, and one event.
import { timestamp } from "../domain/clock.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import type { Refusal } from "../domain/refused-step.ts";
import { reminderWorkdays, undoApprovalHours } from "../domain/step.ts";
import { workdaysAfter, type WorkingCalendar } from "../domain/working-calendar.ts";
import {
  hasStartedSinceApproval,
  lockStandingApproval,
  markApprovalUndone,
  recordApproval,
  type ApprovalChannel,
  type NewApproval,
} from "../store/approvals.ts";
import { listActive, lockClientPlan } from "../store/backlog.ts";
import { getClient } from "../store/clients.ts";
import { findNewestHandOver, recordEvent } from "../store/events.ts";
import { listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { markAnswered, markReminder, markStage } from "../store/task-stages.ts";
import { getTask, lockTask, type TaskRow } from "../store/tasks.ts";
import { whatWasShown, type SeenOnPage } from "./approval-shown.ts";
import { postMessage } from "./post-message.ts";
import { takeBackChanges } from "./take-back-changes.ts";
import { requireStepWords, takeStep, type StepInput, type Stepped } from "./take-step.ts";

type Contact = Extract<Person, { kind: "contact" }>;

export interface ApproveInput extends StepInput {
  by: Contact;
  channel: ApprovalChannel;
  byEmail?: NewApproval["byEmail"];
  /** By page or link: what that page showed. */
  onPage?: SeenOnPage | undefined;
}

/**
 * Approving again changes nothing; what was said with it becomes a plain message. By email it also takes back changes that the
 * same contact asked for by email, and the work goes on from there. Another task than the one that was shown may start by now:
 * it is approved all the same, and the record keeps what was shown. Throws as `takeStep` does, `not_allowed` for whoever may
 * not approve for their company, and `conflict` when the work was handed over again since it was shown.
 */
export async function approveTask(rows: Rows, now: Date, input: ApproveInput): Promise<Stepped> {
  const { taskId, by, channel, words, byEmail, onPage } = input;
  const at = timestamp(now);
  const locked = await lockTask(rows, taskId);
  await requireApprover(rows, by, locked);
  if (byEmail !== undefined) await takeBackChanges(rows, at, { taskId, by });
  if (locked.stage === "Complete") {
    if (words !== undefined) await postMessage(rows, at, { ...words, taskId, author: by });
    return { kind: "unchanged", taskId };
  }
  const { task, messageId, isRepeat } = await takeStep(rows, at, "approve", input);
  if (isRepeat) return { kind: "unchanged", taskId };
  const handOver = await findNewestHandOver(rows, taskId);
  if (onPage?.handOverMessageId !== undefined && onPage.handOverMessageId !== handOver?.messageId) {
    throw new Problem("conflict", {
      en: "We handed it over anew since you opened this page. Look at it as it is now, then approve it.",
      de: "Seit Sie diese Seite geöffnet haben, haben wir die Aufgabe neu zur Freigabe übergeben. Sehen Sie sich den jetzigen Stand an und geben Sie sie dann frei.",
    });
  }
  const approvalId = await recordApproval(rows, {
    taskId,
    contactId: by.id,
    channel,
    approvedAt: at,
    shown: await whatWasShown(rows, { task, handOver, byEmail, onPage }),
    handOverMessageId: handOver?.messageId ?? null,
    byEmail,
  });
  await markStage(rows, taskId, "Complete", at);
  await markAnswered(rows, taskId);
  const payload = { approvalId, channel, messageId };
  await recordEvent(rows, { type: "task.approved", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}

/** Throws `not_allowed`, and says who may. */
async function requireApprover(rows: Rows, { id }: Contact, { clientId }: TaskRow): Promise<void> {
  const approvers = await listApprovers(rows, clientId);
  if (approvers.some(({ contactId }) => contactId === id)) return;
  throw new Problem("not_allowed", whoMayApprove(approvers.map(({ name }) => name)));
}

function whoMayApprove(names: readonly string[]): InEveryLanguage {
  const isNobody = names.length === 0;
  return {
    en: `Who may approve finished work for your company: ${isNobody ? "nobody yet; please tell us who may" : namesInWords(names, "en")}.`,
    de: `Wer für Ihr Unternehmen fertige Arbeit freigeben darf: ${isNobody ? "noch niemand; bitte sagen Sie uns, wer es darf" : namesInWords(names, "de")}.`,
  };
}

/** Until when an approval can be taken back, if the place that it freed is not used before. */
export function undoableUntil(approvedAt: string): Date {
  return new Date(new Date(approvedAt).getTime() + undoApprovalHours * 3_600_000);
}

/**
 * By those who may approve, and by staff. Taking back what is not approved (any more) changes nothing. Throws `not_found`,
 * `not_allowed`, `gone` after a day, once the next task has started, or where the plan has no place for it.
 */
export async function undoApproval(
  rows: Rows,
  now: Date,
  input: { taskId: number; by: Person; calendar: WorkingCalendar },
): Promise<Stepped> {
  const { taskId, by, calendar } = input;
  const at = timestamp(now);
  const { task, approval, tooLate } = await holdApproval(rows, now, taskId);
  if (by.kind === "contact") await requireApprover(rows, by, task);
  if (approval === undefined) return { kind: "unchanged", taskId };
  if (tooLate !== undefined) throw new Problem("gone", tooLateWords[tooLate]);
  await markApprovalUndone(rows, approval.id, { by, at });
  await markStage(rows, taskId, "Pending Approval", at);
  await remindAgain(rows, now, taskId, calendar);
  const payload = { approvalId: approval.id };
  await recordEvent(rows, { type: "task.approval_undone", taskId, actor: by, at, payload });
  return { kind: "done", taskId };
}

type TooLate = Extract<Refusal, "day_over" | "place_used" | "no_place">;

const tooLateWords: Record<TooLate, InEveryLanguage> = {
  day_over: {
    en: "An approval can be taken back for 24 hours, and these are over. Write to us instead.",
    de: "Eine Freigabe lässt sich 24 Stunden lang zurücknehmen, und die sind vorbei. Schreiben Sie uns stattdessen.",
  },
  place_used: {
    en: "The next task has started since, so this approval stands. Write to us instead.",
    de: "Inzwischen hat die nächste Aufgabe begonnen, deshalb bleibt die Freigabe bestehen. Schreiben Sie uns stattdessen.",
  },
  no_place: {
    en: "Your plan has no free place for it now, so this approval stands. Write to us instead.",
    de: "Ihr Plan hat gerade keinen freien Platz dafür, deshalb bleibt die Freigabe bestehen. Schreiben Sie uns stattdessen.",
  },
};

/** Why a standing approval cannot be taken back any more; undefined where it can. */
export async function whyTooLate(
  rows: Rows,
  now: Date,
  { id, clientId }: Pick<TaskRow, "id" | "clientId">,
  { approvedAt }: { approvedAt: string },
): Promise<TooLate | undefined> {
  if (now > undoableUntil(approvedAt)) return "day_over";
  if (await hasStartedSinceApproval(rows, { taskId: id, clientId })) return "place_used";
  const { activeTasksMax } = await getClient(rows, clientId);
  return (await listActive(rows, clientId)).length >= activeTasksMax ? "no_place" : undefined;
}

/** Why the approval of a task cannot be taken back any more; undefined where it can, or none stands. */
export async function findTooLate(rows: Rows, now: Date, taskId: number): Promise<TooLate | undefined> {
  return (await holdApproval(rows, now, taskId)).tooLate;
}

/** The task and the approval that stands, held with the client's plan. */
async function holdApproval(
  rows: Rows,
  now: Date,
  taskId: number,
): Promise<{ task: TaskRow; approval: { id: number } | undefined; tooLate?: TooLate }> {
  const { clientId } = await getTask(rows, taskId);
  await lockClientPlan(rows, clientId);
  const task = await lockTask(rows, taskId);
  const approval = await lockStandingApproval(rows, taskId);
  if (task.stage !== "Complete" || approval === undefined) return { task, approval: undefined };
  const tooLate = await whyTooLate(rows, now, task, approval);
  return tooLate === undefined ? { task, approval } : { task, approval, tooLate };
}

async function remindAgain(rows: Rows, now: Date, taskId: number, calendar: WorkingCalendar): Promise<void> {
  const remindAt = timestamp(workdaysAfter(calendar, now, reminderWorkdays[0]));
  await markReminder(rows, taskId, { remindAt, count: 0 });
}

/**
 * Any contact of the client may, and staff when a client asked in words that no program understands. The words say which
 * changes. Throws as `takeStep` does, and `invalid` without words.
 */
export async function askChanges(rows: Rows, at: string, input: StepInput): Promise<Stepped> {
  const { taskId, by } = input;
  const words = requireStepWords(input.words, {
    en: "Say in a few words what should be different.",
    de: "Sagen Sie in wenigen Worten, was anders sein soll.",
  });
  const { messageId, isRepeat } = await takeStep(rows, at, "ask_changes", { ...input, words });
  if (isRepeat || messageId === null) return { kind: "unchanged", taskId };
  await markStage(rows, taskId, "Working", at);
  await recordEvent(rows, { type: "task.changes_asked", taskId, actor: by, at, payload: { messageId } });
  return { kind: "done", taskId };
}
