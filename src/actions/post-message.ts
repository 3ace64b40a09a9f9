// Puts a message or a note on a task. Reads nothing but the task; writes the message, its attachments and one event.
import { messageLengthMax, type Channel, type ReplyParts } from "../domain/message.ts";
import type { Person } from "../domain/person.ts";
import { inEach, intlLocale } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { recordAttachments, recordMessage, type Upload } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { recordParticipant } from "../store/participants.ts";
import { getTask, markLastMessage } from "../store/tasks.ts";
import { followTask } from "./follow-task.ts";
import { findMentionedStaff, mentionStaff } from "./mention-staff.ts";

/** Words for a task. What came by email brings the parts of the reply and where it came from. */
export interface MessageInput {
  taskId: number;
  author: Person;
  channel: Channel;
  text: string;
  isNote?: boolean;
  /** Quiet messages (an out-of-office) are kept as notes and announced to nobody. */
  isQuiet?: boolean;
  /** It comes with a step of the task, whose own event tells of it. */
  isToldWithStep?: boolean;
  /** The breaker that keeps it quiet, for a message of a storm. */
  breakerId?: number | null;
  isByLink?: boolean;
  reply?: ReplyParts;
  internetMessageId?: string;
  inboundEmailId?: number;
  /** When it was written or received; the place in the conversation. */
  postedAt: string;
  /** Made with the form, so that a form sent twice posts once. */
  submissionKey?: string;
  uploads?: readonly Upload[];
  /** The token of the program that brought it. */
  apiTokenId?: number;
}

export type PostedMessage = { kind: "posted"; messageId: number } | { kind: "same_message" };

/**
 * Posts within the caller's transaction. The same email or form again answers `same_message` and changes nothing.
 * Throws `not_found` for an unknown task, `invalid` for no words and no files or too many words, `not_allowed` for a
 * contact's note.
 */
export async function postMessage(rows: Rows, at: string, input: MessageInput): Promise<PostedMessage> {
  const task = await getTask(rows, input.taskId);
  const uploads = input.uploads ?? [];
  const isNote = input.isNote === true || input.isQuiet === true;
  const isQuiet = input.isQuiet === true;
  if (input.channel !== "email") requireWords(input.text, uploads);
  if (isNote && !isQuiet && input.author.kind !== "staff") {
    throw new Problem("not_allowed", {
      en: "Only staff can write notes.",
      de: "Notizen kann nur das Team schreiben.",
    });
  }
  const messageId = await recordMessage(rows, {
    taskId: task.id,
    author: input.author,
    channel: input.channel,
    isNote,
    isQuiet,
    isByLink: input.isByLink === true,
    kept: input.reply?.kept ?? input.text,
    blocks: input.reply?.blocks ?? null,
    method: input.reply?.method ?? null,
    confidence: input.reply?.confidence ?? null,
    internetMessageId: input.internetMessageId ?? null,
    inboundEmailId: input.inboundEmailId ?? null,
    postedAt: input.postedAt,
    submissionKey: input.submissionKey ?? null,
    breakerId: input.breakerId ?? null,
    apiTokenId: input.apiTokenId ?? null,
  });
  if (messageId === undefined) return { kind: "same_message" };
  await recordAttachments(rows, { messageId, inboundEmailId: input.inboundEmailId ?? null }, uploads);
  if (!isQuiet) await takePart(rows, at, task.id, input.author);
  if (!isNote) await markLastMessage(rows, task.id, input.postedAt, input.author.kind);
  const mentioned = await findMentionedStaff(rows, input);
  await recordEvent(rows, {
    type: "message.posted",
    taskId: task.id,
    actor: input.author,
    at,
    payload: {
      messageId,
      isNote,
      isQuiet,
      ...(input.isToldWithStep === true ? { isToldWithStep: true } : {}),
      ...(mentioned.length > 0 ? { mentionedStaffIds: mentioned.map(({ staffId }) => staffId) } : {}),
    },
  });
  await mentionStaff(rows, at, { taskId: task.id, messageId, byStaffId: input.author.id, mentioned });
  return { kind: "posted", messageId };
}

/** Who of the staff writes follows the task, also after they had stopped to; a contact who muted it hears no more of it. */
async function takePart(rows: Rows, at: string, taskId: number, author: Person): Promise<void> {
  if (author.kind === "contact") return void (await recordParticipant(rows, taskId, author, at));
  const { id: staffId } = author;
  await followTask(rows, at, { taskId, staffId, byStaffId: staffId, cause: "wrote" });
}

/** Throws `invalid` for no words and no files, and for too many words. */
export function requireWords(text: string, uploads: readonly Upload[]): void {
  if (text.trim() === "" && uploads.length === 0) {
    throw new Problem(
      "invalid",
      {
        en: "Write a message or attach a file first.",
        de: "Schreiben Sie zuerst eine Nachricht, oder hängen Sie eine Datei an.",
      },
      "text",
    );
  }
  if (text.length > messageLengthMax) {
    const limit = inEach((locale) => messageLengthMax.toLocaleString(intlLocale(locale)));
    throw new Problem(
      "invalid",
      {
        en: `A message can have ${limit.en} characters at most. Attach longer texts as a file.`,
        de: `Eine Nachricht kann höchstens ${limit.de} Zeichen haben. Hängen Sie längere Texte als Datei an.`,
      },
      "text",
    );
  }
}
