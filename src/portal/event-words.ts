// What happened on a task, as one sentence an event. Words themselves are in the conversation; what is for staff alone or says
// nothing of where the task stands is left out.
import { dayInWords } from "../domain/day.ts";
import type { EventPayloads, EventType } from "../domain/event.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import type { RecordedEvent } from "../store/events.ts";

type Say<Type extends EventType> = (who: string, payload: EventPayloads[Type]) => string;

const sentences: { [Type in EventType]?: Say<Type> } = {
  "task.opened": (who) => `${who} opened it.`,
  "task.edited": (who, { title, titleBefore }) =>
    title === titleBefore
      ? `${who} changed what is asked for.`
      : `${who} changed the title from “${titleBefore}” to “${title}”.`,
  "task.accepted": (who, estimate) => `${who} accepted it. Estimate: ${estimateInWords(estimate, "en")}.`,
  "task.estimate_changed": (who, { before, ...after }) =>
    `${who} changed the estimate from ${estimateInWords(before, "en")} to ${estimateInWords(after, "en")}.`,
  "task.declined": (who) => `${who} declined it.`,
  "task.withdrawn": (who) => `${who} withdrew it.`,
  "task.merged": (who, { intoTaskId }) =>
    `${who} found it to be a duplicate of #${intoTaskId}, where it goes on.`,
  "task.duplicate_merged": (who, { fromTaskId }) =>
    `${who} merged #${fromTaskId} into it, which asked for the same.`,
  "task.split": (who, { newTaskId }) => `${who} made a task of its own of a part of it: #${newTaskId}.`,
  "task.started": (who, { deliveryOn }) =>
    `${who} started work. Rough delivery: ${dayInWords(deliveryOn, "en")}.`,
  "task.delivery_changed": (who, { before, deliveryOn }) =>
    `${who} moved the delivery from ${dayInWords(before, "en")} to ${dayInWords(deliveryOn, "en")}.`,
  "task.handed_over": (who) => `${who} handed it over for approval.`,
  "task.changes_asked": (who) => `${who} asked for changes.`,
  "task.changes_taken_back": (who) => `${who} took the request for changes back.`,
  "task.approved": (who, { channel }) => `${who} approved it ${approvedBy[channel]}.`,
  "task.approval_undone": (who) => `${who} took the approval back.`,
  "approval.reminder_due": () => "A reminder to approve it was sent.",
  "task.emptied": () => "It was left without words of the client.",
  "task.refilled": () => "Words of the client came back to it.",
};

const approvedBy = { page: "on its page", link: "by the emailed link", email: "by email" } as const;

/** Undefined for what the history of a task does not tell. */
export function eventSentence(event: RecordedEvent & { actorName: string | null }): string | undefined {
  // RecordedEvent ties the payload to the type, which an index by a union cannot show.
  const say = sentences[event.type] as Say<EventType> | undefined;
  return say?.(event.actorName ?? "Somebody", event.payload);
}
