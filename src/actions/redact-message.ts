// Takes words out of a message for good, as staff do with a phone number that its author did not mean to show; and out of
// every copy that its task holds. Writes those rows, removes raw emails, and one event that says who and when.
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import { Problem } from "../domain/problem.ts";
import { hasUnsentEmailsOn } from "../store/erased-words.ts";
import { overwriteErased } from "../store/erasure.ts";
import { recordEvent } from "../store/events.ts";
import { lockMessage } from "../store/messages.ts";
import { removeRaw } from "../store/raw-mail.ts";
import * as words from "../store/redaction.ts";
import type { Rows } from "../store/rows.ts";
import { patternOf, readWords, takenOut } from "./find-words.ts";

/**
 * `typed` holds the words, a stretch on each line. What is taken out cannot be brought back. Throws `not_found` for a message
 * that is not there, `invalid` when the words do not stand in it, `conflict` while an email about its task is on its
 * way, or one that holds the words waits on the held desk.
 */
export async function redactMessage(
  rows: Rows,
  at: string,
  input: { messageId: number; typed: string; byStaffId: number },
): Promise<void> {
  const pattern = patternOf(readWords(input.typed));
  const message = await lockMessage(rows, input.messageId);
  if (message === undefined)
    throw new Problem("not_found", { en: "There is no such message.", de: "Diese Nachricht gibt es nicht." });
  const { id: messageId, taskId } = message;
  if (await hasUnsentEmailsOn(rows, taskId)) {
    throw new Problem("conflict", {
      en: "An email about this task is still on its way. Try again once it is sent.",
      de: "Eine E-Mail zu dieser Aufgabe ist noch unterwegs. Versuchen Sie es noch einmal, sobald sie verschickt ist.",
    });
  }
  await overwriteErased(rows);
  const clean = (text: string) => text.replace(pattern, takenOut);
  const touched = await redactMessages(rows, taskId, messageId, clean);
  await redactEmails(rows, at, taskId, touched, clean);
  for (const { id, text, html } of await words.listSentOnTask(rows, taskId, messageId)) {
    const cleaned = { id, text: clean(text), html: clean(html) };
    if (cleaned.text !== text || cleaned.html !== html) await words.markSentWords(rows, cleaned);
  }
  for (const { id, expected } of await words.listExpectedOnTask(rows, taskId)) {
    if (clean(expected) !== expected) await words.markExpectedWords(rows, id, clean(expected));
  }
  const actor = { kind: "staff", id: input.byStaffId } as const;
  await recordEvent(rows, { type: "message.redacted", taskId, actor, at, payload: { messageId } });
}

/** Answers the emails whose messages held the words: this message's own, and those of others that quote it. */
async function redactMessages(
  rows: Rows,
  taskId: number,
  messageId: number,
  clean: (text: string) => string,
): Promise<Set<number>> {
  const emailIds = new Set<number>();
  let isFound = false;
  for (const before of await words.listWordsOnTask(rows, taskId)) {
    const kept = clean(before.kept);
    const blocks =
      before.blocks?.map((block) => {
        const text = clean(block.text);
        // Tags may stand within the words, and links hold them in another form: then the plain text is shown instead.
        const isChanged = text !== block.text || clean(block.html) !== block.html;
        return isChanged ? { ...block, text, html: "" } : block;
      }) ?? null;
    const isChanged =
      kept !== before.kept || blocks?.some((block, index) => block !== before.blocks?.[index]);
    if (isChanged === true) await words.markWords(rows, { id: before.id, kept, blocks });
    if (isChanged === true && before.id === messageId) isFound = true;
    if (isChanged === true && before.inboundEmailId !== null) emailIds.add(before.inboundEmailId);
  }
  if (!isFound)
    throw new Problem("invalid", {
      en: "These words do not stand in this message. Copy them as they stand.",
      de: "Diese Worte stehen nicht in der Nachricht. Kopieren Sie sie so, wie sie dort stehen.",
    });
  return emailIds;
}

/** The emails as they came hold the words in whatever form, so that their bytes go whole. */
async function redactEmails(
  rows: Rows,
  at: string,
  taskId: number,
  touched: ReadonlySet<number>,
  clean: (text: string) => string,
): Promise<void> {
  const holding: words.WordsOfEmail[] = [];
  for (const email of await words.lockEmailsOnTask(rows, taskId)) {
    const text = email.text === null ? null : clean(email.text);
    const subject = email.subject === null ? null : clean(email.subject);
    const forwarded = email.forwarded === null ? null : cleanForwarded(email.forwarded, clean);
    const isChanged =
      text !== email.text ||
      subject !== email.subject ||
      JSON.stringify(forwarded) !== JSON.stringify(email.forwarded);
    // Without its bytes it could not be read any more, and nothing goes unread.
    if (isChanged && email.status !== "handled" && email.status !== "ignored") {
      throw new Problem("conflict", {
        en: "An email with these words waits to be put on this task. Decide what becomes of it, then try again.",
        de: "Eine E-Mail mit diesen Worten wartet noch darauf, zu dieser Aufgabe zu kommen. Entscheiden Sie, was aus ihr wird, und versuchen Sie es dann noch einmal.",
      });
    }
    if (isChanged) await words.markEmailWords(rows, { id: email.id, subject, text, forwarded });
    if (isChanged || touched.has(email.id)) holding.push(email);
  }
  await removeRaw(rows, holding, "redaction", at);
}

function cleanForwarded(
  { subject, text, cover, ...forwarded }: ForwardedOriginal,
  clean: (text: string) => string,
): ForwardedOriginal {
  return { ...forwarded, subject: clean(subject), text: clean(text), cover: clean(cover) };
}
