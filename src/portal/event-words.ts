// What happened on a task, as one sentence an event. Words themselves are in the conversation; what is for staff alone or says
// nothing of where the task stands is left out.
import { dayInWords } from "../domain/day.ts";
import type { EventPayloads, EventType } from "../domain/event.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import type { Locale } from "../domain/locale.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { Reading } from "./reading.ts";

/** What the sentence of an event names, beside who did it. */
type Values<Type extends EventType> = (
  payload: EventPayloads[Type],
  locale: Locale,
) => Record<string, string | number>;

const nothingMore = () => ({});

/** The events that are told. */
const valuesOf: { [Type in EventType]?: Values<Type> } = {
  "task.opened": nothingMore,
  "task.edited": ({ title, titleBefore }) => ({
    change: title === titleBefore ? "words" : "title",
    title,
    titleBefore,
  }),
  "task.accepted": (estimate, locale) => ({ estimate: estimateInWords(estimate, locale) }),
  "task.estimate_changed": ({ before, ...after }, locale) => ({
    before: estimateInWords(before, locale),
    estimate: estimateInWords(after, locale),
  }),
  "task.declined": nothingMore,
  "task.withdrawn": nothingMore,
  "task.merged": ({ intoTaskId }) => ({ task: intoTaskId }),
  "task.duplicate_merged": ({ fromTaskId }) => ({ task: fromTaskId }),
  "task.split": ({ newTaskId }) => ({ task: newTaskId }),
  "task.started": ({ deliveryOn }, locale) => ({ delivery: dayInWords(deliveryOn, locale) }),
  "task.delivery_changed": ({ before, deliveryOn }, locale) => ({
    before: dayInWords(before, locale),
    delivery: dayInWords(deliveryOn, locale),
  }),
  "task.handed_over": nothingMore,
  "task.changes_asked": nothingMore,
  "task.changes_taken_back": nothingMore,
  "task.approved": ({ channel }) => ({ channel }),
  "task.approval_undone": nothingMore,
  "approval.reminder_due": nothingMore,
  "task.emptied": nothingMore,
  "task.refilled": nothingMore,
};

/** Undefined for what the history of a task does not tell. */
export function eventSentence(
  event: RecordedEvent & { actorName: string | null },
  { locale, say }: Pick<Reading, "locale" | "say">,
): string | undefined {
  // RecordedEvent ties the payload to the type, which an index by a union cannot show.
  const values = valuesOf[event.type] as Values<EventType> | undefined;
  if (values === undefined) return undefined;
  const who = event.actorName ?? say("history.somebody");
  return say(`history.${event.type.replace(".", "-")}`, { who, ...values(event.payload, locale) });
}
