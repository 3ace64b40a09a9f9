// What becomes of an automatic answer: a quiet note on its task, when it is proved whose it is. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { findTask } from "../store/tasks.ts";
import type { Classification } from "./classify.ts";
import { decideCalendarAnswer } from "./decide-calendar-answer.ts";
import type { Decision } from "./decision.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { readReply } from "./reply-input.ts";
import { unanswered } from "./unanswered.ts";
import type { VouchedEmail } from "./vouch.ts";
import { whoAndWhere } from "./who-and-where.ts";

/**
 * Automatic answers are kept as quiet notes on their task, and otherwise mean nothing to anybody. One that shows by its subject
 * only and answers nothing may be somebody's own words: “Out of office: please set it up for all of us”.
 */
export async function decideQuiet(
  inbox: Inbox,
  vouched: VouchedEmail,
  email: ParsedEmail,
  classification: Extract<Classification, { kind: "auto_reply" | "calendar_reply" }>,
  steps: Step[],
): Promise<Decision> {
  const { kind: reason } = classification;
  const session =
    reason === "calendar_reply" ? await decideCalendarAnswer(inbox, vouched, email, steps) : undefined;
  if (session !== undefined) return session;
  const { author, thread } = await whoAndWhere(inbox, vouched, email, steps);
  if (thread.kind !== "task") {
    const isMaybeHuman = classification.kind === "auto_reply" && classification.isSubjectOnly;
    if (!isMaybeHuman || author.person === undefined) return { kind: "ignore", reason };
    return { kind: "hold", reason: "auto_words", author: author.person };
  }
  if (author.person === undefined || !author.isVouched) {
    if (author.person !== undefined && vouched.isUnanswered) return unanswered(steps, author.person);
    const known = author.person === undefined ? "Nobody here is known by its sender." : author.verdict.why;
    steps.push({ step: "admit", found: `${known} So nothing proves whose answer it is.` });
    return { kind: "ignore", reason: `${reason}_unproved` };
  }
  // The same as for words: who belongs to another client has nothing to say here, by whatever id they came.
  const task = await findTask(inbox.store.read, thread.taskId);
  if (author.person.kind === "contact" && author.row?.clientId !== task?.clientId) {
    return { kind: "ignore", reason: "not_on_this_task" };
  }
  const reply = await readReply(inbox, email, thread);
  const { taskId } = thread;
  return { kind: "post", taskId, author: author.person, isNote: false, isQuiet: true, reply };
}
