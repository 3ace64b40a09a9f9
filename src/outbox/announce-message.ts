// Tells of a message or a note: who hears of it, at once or in a digest. Reads the message, its task and its people; writes
// emails, and what waits for digests.
import { isAmong, isSamePerson, personFromColumns } from "../domain/person.ts";
import type { RecordedEvent } from "../store/events.ts";
import { hasMessageOfClient, lockMessage, type MessageRow } from "../store/messages.ts";
import { listNoteReaders } from "../store/note-readers.ts";
import { listApprovers } from "../store/people.ts";
import { listToldOf } from "../store/told-of.ts";
import type { Rows } from "../store/rows.ts";
import { listParticipants } from "../store/participants.ts";
import { getTask, type TaskRow } from "../store/tasks.ts";
import { composeMessage } from "./compose-message.ts";
import { filesToSend } from "./files-to-send.ts";
import { mustWait } from "./must-wait.ts";
import type { Outbox } from "./outbox.ts";
import { hearingOf, readersNow } from "./readers-now.ts";
import { undoableUntil } from "./undoable-until.ts";

type ToldMessage = Extract<RecordedEvent, { type: "message.posted" | "message.moved" }>;

/**
 * Tells everybody on the message's task who was not told of it before. It may have been moved since it was posted, or
 * several times, and two announcers may hold its events at once: each person still hears of it once.
 */
export async function announceMessage(outbox: Outbox, rows: Rows, event: ToldMessage): Promise<number> {
  const message = await lockMessage(rows, event.payload.messageId);
  if (message === undefined) throw new Error(`Event ${event.id} names a message that is not there.`);
  if (message.isQuiet === 1) return 0;
  const isByEmail = event.type === "message.posted" && message.channel === "email";
  if (isByEmail && (await mustWait(outbox, rows, event.id))) return 0;
  const task = await getTask(rows, message.taskId);
  const attachments = await filesToSend(rows, message.id);
  const author = personFromColumns(message.authorContactId, message.authorStaffId);
  // Who reads a note is looked up among staff alone.
  const list = message.isNote === 1 ? listNoteReaders : listParticipants;
  const isMentioned = mentionedIn(event);
  const unmuted = (await list(rows, task.id)).filter((row) => row.mutedAt === null || isMentioned(row));
  const informed = [author, ...(await listToldOf(rows, message.id))];
  const readers = unmuted.filter(({ contactId, staffId }) => {
    const person = personFromColumns(contactId, staffId);
    return !informed.some((other) => isSamePerson(other, person));
  });
  const isUndoable = event.type === "message.posted" && readers.length > 0;
  const notBefore = isUndoable ? await undoableUntil(rows, event, message) : undefined;
  const kind = kindOf({ task, message, isAnswer: await hasMessageOfClient(rows, task.id) });
  const news = {
    eventId: event.id,
    taskId: task.id,
    messageId: message.id,
    kind,
    isTheirs: false,
    notBefore,
  };
  const approvers = await listApprovers(rows, task.clientId);
  const toTell = await readersNow(outbox, rows, readers, (reader) => ({
    ...news,
    isMentioned: isMentioned(reader),
  }));
  for (const reader of toTell) {
    await composeMessage(outbox, rows, {
      event,
      task,
      message,
      attachments,
      reader,
      mayApprove: isAmong(approvers, reader),
      hearing: hearingOf(unmuted),
      kind,
      isMentioned: isMentioned(reader),
      notBefore,
    });
  }
  return toTell.length;
}

/** Whether a note names somebody of the staff, who then reads it at once, whatever they chose. */
function mentionedIn({ type, payload }: ToldMessage): (reader: { staffId: number | null }) => boolean {
  const ids = type === "message.posted" ? (payload.mentionedStaffIds ?? []) : [];
  return ({ staffId }) => staffId !== null && ids.includes(staffId);
}

/** What staff write to the client of a request in Triage asks for what is missing, and the email says so. */
function kindOf({ task, message, isAnswer }: { task: TaskRow; message: MessageRow; isAnswer: boolean }) {
  if (message.isNote === 1) return "note";
  return task.stage === "Triage" && message.authorStaffId !== null && isAnswer ? "question" : "message";
}
