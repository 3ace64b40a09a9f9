// What the page of a task shows beside the button that approves it, written into hidden fields of its form as numbers and read
// back from there.
import type { SeenOnPage } from "../actions/approval-shown.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { estimateOf } from "../domain/task.ts";
import type { TaskRow } from "../store/tasks.ts";
import type { Form } from "./form.ts";
import type { Reading } from "./reading.ts";

/** The values of `seen-next` and `seen-hand-over`. */
export function seenFields(
  next: TaskRow | undefined,
  handOver: { messageId: number } | undefined,
): { next: string; handOver: string } {
  const estimate = next && estimateOf(next);
  return {
    next:
      next === undefined || estimate === undefined
        ? "none"
        : `${next.id} ${estimate.minMinutes} ${estimate.maxMinutes}`,
    handOver: handOver === undefined ? "" : String(handOver.messageId),
  };
}

/** Whatever else stands in the fields says nothing. */
export function readSeen(form: Form, { locale, say }: Reading): SeenOnPage {
  const handOver = form.text("seen-hand-over");
  return {
    next: readNext(form.text("seen-next")),
    handOverMessageId: number.test(handOver) ? Number(handOver) : undefined,
    // The same messages as the page has.
    inWords: (next) =>
      next === null
        ? say("approving.completes")
        : say("approving.starts", { title: next.title, estimate: estimateInWords(next.estimate, locale) }),
  };
}

const number = /^[1-9]\d{0,8}$/u;

function readNext(field: string): SeenOnPage["next"] {
  if (field === "none") return null;
  const parts = field.split(" ");
  if (parts.length !== 3 || !parts.every((part) => number.test(part))) return undefined;
  const [taskId = 0, minMinutes = 0, maxMinutes = 0] = parts.map(Number);
  return { taskId, estimate: { minMinutes, maxMinutes } };
}
