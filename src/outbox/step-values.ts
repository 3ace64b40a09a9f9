// What the emails about a step say beside its words: estimates, days, places in the backlog, what starts next. Reads rows.
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { Locale } from "../domain/locale.ts";
import { reminderWorkdays } from "../domain/step.ts";
import { estimateOf } from "../domain/task.ts";
import { findNextTask, listBacklog } from "../store/backlog.ts";
import type { RecordedEvent } from "../store/events.ts";
import { listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getTask, type ParticipantRow, type TaskRow } from "../store/tasks.ts";
import type { StepToTell } from "./compose-step.ts";
import type { Outbox } from "./outbox.ts";

/** An event that tells of a step. */
export type StepEvent = Extract<
  RecordedEvent,
  {
    type:
      | "task.opened"
      | "task.edited"
      | "task.accepted"
      | "task.estimate_changed"
      | "task.declined"
      | "task.withdrawn"
      | "task.merged"
      | "task.started"
      | "task.delivery_changed"
      | "task.handed_over"
      | "task.approved"
      | "task.approval_undone"
      | "task.changes_asked"
      | "approval.reminder_due"
      | "approval.refused";
  }
>;

export interface AboutStep {
  event: StepEvent;
  task: TaskRow;
  reader: ParticipantRow;
  approverIds: readonly (number | null)[];
}

/** The values that the templates of this kind name. */
export async function stepValues(
  outbox: Outbox,
  rows: Rows,
  { event, task, reader, approverIds }: AboutStep,
): Promise<StepToTell["values"]> {
  const { locale } = reader;
  switch (event.type) {
    case "task.opened":
      return {
        taskId: task.id,
        noChoiceFound: event.payload.noChoiceFound === true,
        ...(await placeOf(rows, task)),
      };
    case "task.edited": {
      const { title, titleBefore } = event.payload;
      return { titleBefore: title === titleBefore ? null : titleBefore };
    }
    case "task.accepted":
      return { estimate: estimateInWords(event.payload, locale), ...(await placeOf(rows, task)) };
    case "task.estimate_changed":
      return {
        estimate: estimateInWords(event.payload, locale),
        before: estimateInWords(event.payload.before, locale),
      };
    case "task.merged": {
      const into = await getTask(rows, event.payload.intoTaskId);
      return { intoTitle: into.title, intoId: into.id };
    }
    case "task.started": {
      const estimate = estimateOf(task);
      return {
        delivery: dayInWords(event.payload.deliveryOn, locale),
        estimate: estimate === undefined ? null : estimateInWords(estimate, locale),
      };
    }
    case "task.delivery_changed":
      return {
        delivery: dayInWords(event.payload.deliveryOn, locale),
        before: dayInWords(event.payload.before, locale),
      };
    case "task.handed_over":
      return {
        mayApprove: approverIds.includes(reader.contactId),
        approvers: await approverNames(outbox, rows, task, locale),
        ...(await nextOf(rows, task, locale)),
      };
    case "approval.reminder_due":
      return { days: reminderWorkdays[event.payload.count - 1] ?? 0, ...(await nextOf(rows, task, locale)) };
    case "task.approved":
      return { isStaffReader: reader.staffId !== null, ...(await nextOf(rows, task, locale)) };
    case "approval.refused":
      return { reason: event.payload.reason };
    case "task.declined":
    case "task.withdrawn":
    case "task.approval_undone":
    case "task.changes_asked":
      return {};
  }
}

/** Where it stands in the client's own order. */
async function placeOf(rows: Rows, task: TaskRow): Promise<{ place: number | null; placeCount: number }> {
  const backlog = await listBacklog(rows, task.clientId, placesMax);
  const index = backlog.findIndex(({ id }) => id === task.id);
  return { place: index < 0 ? null : index + 1, placeCount: Math.min(backlog.length, placesMax) };
}

const placesMax = 500;

/** What approving starts. */
async function nextOf(rows: Rows, task: TaskRow, locale: Locale) {
  const next = await findNextTask(rows, task.clientId);
  const estimate = next && estimateOf(next);
  if (next === undefined || estimate === undefined) return { nextTitle: null, nextEstimate: null };
  return { nextTitle: next.title, nextEstimate: estimateInWords(estimate, locale) };
}

async function approverNames(
  { render: { say } }: Outbox,
  rows: Rows,
  { clientId }: TaskRow,
  locale: Locale,
): Promise<string> {
  const names = (await listApprovers(rows, clientId)).map(({ name }) => name);
  return names.length === 0 ? say(locale, "ready-for-approval.nobody") : namesInWords(names, locale);
}
