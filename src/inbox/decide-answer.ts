// What becomes of an email about no task that answers one of ours with numbers or commands, or only asks for such a one. Reads
// rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { findOutboundEmail } from "../store/outbound-emails.ts";
import type { Reply } from "../reply/extract.ts";
import { isCertain } from "./certain-words.ts";
import { isCourtesyOnly } from "./commands/read-courtesy.ts";
import { decideBacklogAnswer, decideBacklogAsk } from "./decide-backlog.ts";
import { decideSessionAnswer } from "./decide-session-answer.ts";
import { decideSessionAsk } from "./decide-session-ask.ts";
import type { Decision } from "./decision.ts";
import type { Thread } from "./find-thread.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import type { RequestWords } from "./session-decision.ts";

export interface AnswerQuestion {
  thread: Thread;
  email: ParsedEmail;
  reply: Reply;
  /** The same as commands are looked for in it. */
  said: Reply;
  /** What else becomes of it, since its author is admitted. */
  open: RequestWords;
}

/**
 * Undefined for an ordinary request. An answer that holds no command is a request, and says that it was one; one that only
 * thanks us is nothing to be done.
 */
export async function decideAnswer(
  inbox: Inbox,
  { thread, email, reply, said, open }: AnswerQuestion,
  steps: Step[],
): Promise<Decision | undefined> {
  const { author } = open;
  if (author.kind !== "contact") return undefined;
  const contactId = author.id;
  const isAnswer = thread.kind === "answer";
  const sent = isAnswer ? await findOutboundEmail(inbox.store.read, thread.outboundEmailId) : undefined;
  if (isAnswer && sent?.contactId !== contactId) {
    const found = "It answers an email that somebody else was sent, so it is a request only.";
    steps.push({ step: "command", found });
    return undefined;
  }
  const decided =
    sent === undefined
      ? (decideBacklogAsk({ contactId, subject: email.subject, reply: said }, steps) ??
        decideSessionAsk(email, said, open, steps))
      : sent.kind === "backlog"
        ? await decideBacklogAnswer(inbox.store.read, { contactId, sent, reply: said }, steps)
        : await decideSessionAnswer(inbox, sent, { reply, said, contactId }, steps);
  if (decided !== undefined && isCertain(reply)) return decided;
  if (decided !== undefined) {
    const found = "It is not certain enough that the words are its author’s own, so they are a request only.";
    steps.push({ step: "command", found });
  }
  if (sent === undefined) return undefined;
  if (decided === undefined && email.attachments.length === 0 && isCourtesyOnly(said.kept)) {
    steps.push({
      step: "command",
      found: "It holds nothing but thanks or wishes, so there is nothing to do.",
    });
    return { kind: "ignore", reason: "courtesy" };
  }
  const found = "It answers an email that takes commands, and holds none that is known.";
  steps.push({ step: "command", found });
  return { ...open, isNoCommand: true };
}
