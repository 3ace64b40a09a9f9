// What the email about a step says beside the words that came with it, in its reader's language. Reads the task, its client's
// plan and backlog.
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { Locale } from "../domain/locale.ts";
import { isSamePerson, personFromColumns } from "../domain/person.ts";
import { isImpossible } from "../domain/refused-step.ts";
import { reminderWorkdays } from "../domain/step.ts";
import { estimateOf } from "../domain/task.ts";
import { findNextTask, listActive, listBacklog } from "../store/backlog.ts";
import { getClient } from "../store/clients.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getMonthlySessions } from "../store/session-ledger.ts";
import type { ParticipantRow } from "../store/participants.ts";
import { getTask, type TaskRow } from "../store/tasks.ts";
import type { StepToTell } from "./compose-step.ts";
import type { Outbox } from "./outbox.ts";

/** What is told of by an email of its own kind. */
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
      | "step.refused";
  }
>;

interface About {
  event: StepEvent;
  task: TaskRow;
  reader: ParticipantRow;
  /** Of the client. */
  approvers: readonly PersonRow[];
}

/** What the templates of this kind of step name. */
export async function stepValues(outbox: Outbox, rows: Rows, about: About): Promise<StepToTell["values"]> {
  const { event, task, reader } = about;
  const { locale } = reader;
  switch (event.type) {
    case "task.opened":
      return {
        taskId: task.id,
        isNoCommand: event.payload.isNoCommand === true,
        ...(await placeOf(rows, task)),
      };
    case "task.edited": {
      const { title, titleBefore } = event.payload;
      return { titleBefore, newTitle: title === titleBefore ? null : title };
    }
    case "task.accepted": {
      const place = await placeOf(rows, task);
      return {
        estimate: estimateInWords(event.payload, locale),
        ...place,
        canOrder: reader.contactId !== null && place.placeCount > 1,
        ...(await whatComesBefore(outbox, rows, task, locale)),
      };
    }
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
      return { ...approversOf(about), ...(await nextOf(rows, task, locale)) };
    case "approval.reminder_due": {
      const { count } = event.payload;
      const days = reminderWorkdays[count - 1]!;
      return { days, isLast: count >= reminderWorkdays.length, ...(await nextOf(rows, task, locale)) };
    }
    case "task.approved": {
      const { training } = await getMonthlySessions(rows, task.clientId);
      return {
        ...(await nextOf(rows, task, locale)),
        hasTraining: reader.contactId !== null && training > 0,
      };
    }
    case "step.refused":
      return { ...wayOut(event.payload, about), ...approversOf(about) };
    case "task.declined":
    case "task.withdrawn":
    case "task.approval_undone":
      return {};
    case "task.changes_asked":
      return { whoAsks: isOwn(about) ? "you" : (event.actor?.kind ?? "contact"), isOwnAsk: isOwn(about) };
  }
}

/** Whether the reader took the step. */
function isOwn({ event: { actor }, reader: { contactId, staffId } }: About): boolean {
  return isSamePerson(actor, personFromColumns(contactId, staffId));
}

/** Where it stands in the client's own order. */
async function placeOf(rows: Rows, task: TaskRow): Promise<{ place: number | null; placeCount: number }> {
  const backlog = await listBacklog(rows, task.clientId, placesMax);
  const index = backlog.findIndex(({ id }) => id === task.id);
  return { place: index < 0 ? null : index + 1, placeCount: Math.min(backlog.length, placesMax) };
}

const placesMax = 500;

/** What takes the places of the plan, null where one is free; and whether the task is the one that takes it. */
async function whatComesBefore(
  { render: { say } }: Outbox,
  rows: Rows,
  task: TaskRow,
  locale: Locale,
): Promise<{ active: string | null; isNext: boolean }> {
  const { activeTasksMax } = await getClient(rows, task.clientId);
  const active = await listActive(rows, task.clientId);
  if (active.length < activeTasksMax) {
    return { active: null, isNext: (await findNextTask(rows, task.clientId))?.id === task.id };
  }
  const named = active.slice(0, activeNamedMax).map(({ title, stage }) => {
    return say(locale, stage === "Working" ? "accepted.working" : "accepted.pending", { title });
  });
  return { active: namesInWords(named, locale), isNext: false };
}

const activeNamedMax = 5;

/** What approving starts. */
async function nextOf(
  rows: Rows,
  task: TaskRow,
  locale: Locale,
): Promise<{ nextTitle: string | null; nextEstimate: string | null }> {
  const next = await findNextTask(rows, task.clientId);
  const estimate = next && estimateOf(next);
  if (next === undefined || estimate === undefined) return { nextTitle: null, nextEstimate: null };
  return { nextTitle: next.title, nextEstimate: estimateInWords(estimate, locale) };
}

/** What its reader can do now: press the button, ask those who may, or wait for our answer. */
function wayOut(
  { verb, reason }: Extract<StepEvent, { type: "step.refused" }>["payload"],
  { reader, approvers }: About,
): Record<string, string | boolean> {
  const needsApprover = verb === "approve" || verb === "undo_approval";
  const isApprover = approvers.some(({ contactId }) => contactId === reader.contactId);
  const hasButton = !isImpossible(reason) && (!needsApprover || isApprover);
  const isForOthers = !isImpossible(reason) && !hasButton;
  return {
    verb,
    reason,
    hasButton,
    isForOthers,
    buttonRole: hasButton && verb === "approve" ? "approver" : "other",
  };
}

/** Who may approve. */
function approversOf({ reader, approvers }: About): { approvers: string; approverCount: number } {
  const names = approvers.map(({ name }) => name);
  return { approvers: namesInWords(names, reader.locale), approverCount: names.length };
}
