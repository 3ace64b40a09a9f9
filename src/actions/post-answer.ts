// Posts what somebody wrote in a conversation, unless another person wrote there meanwhile: then its author reads that first.
// Reads the task's messages; writes as post-message does, and the draft goes with it.
import { Problem } from "../domain/problem.ts";
import { forgetDraft } from "../store/drafts.ts";
import { hasNewerOfOthers, wasPosted } from "../store/newest-messages.ts";
import type { Rows } from "../store/rows.ts";
import { lockTask } from "../store/tasks.ts";
import { postMessage, type MessageInput, type PostedMessage } from "./post-message.ts";

/**
 * `seenMessageId`: the newest message that its author saw; undefined for a form that does not say. The same form again
 * answers `same_message`, whatever came after it. Throws `conflict` when somebody else wrote meanwhile, and what
 * `postMessage` throws.
 */
export async function postAnswer(
  rows: Rows,
  at: string,
  input: MessageInput & { submissionKey: string; seenMessageId: number | undefined },
): Promise<PostedMessage> {
  const { taskId, author, submissionKey, seenMessageId, isNote = false } = input;
  // Held until this is posted, so that of two who answer at the same moment one is told of the other.
  await lockTask(rows, taskId);
  if (seenMessageId !== undefined && !(await wasPosted(rows, submissionKey))) {
    const since = { taskId, messageId: seenMessageId, withNotes: author.kind === "staff", reader: author };
    if (await hasNewerOfOthers(rows, since)) throw answeredMeanwhile();
  }
  const posted = await postMessage(rows, at, input);
  if (posted.kind === "posted") {
    await forgetDraft(rows, author, { kind: "task", taskId, form: isNote ? "note" : "message" });
  }
  return posted;
}

function answeredMeanwhile(): Problem {
  return new Problem("conflict", {
    en: "Somebody else wrote here while you were writing. Nothing was sent yet.",
    de: "Während Sie geschrieben haben, hat jemand anderes hier geschrieben. Es wurde noch nichts gesendet.",
  });
}
