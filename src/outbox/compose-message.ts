// Composes the email that tells one person of a message or a note, and writes it down.
import { momentInWords, timestamp } from "../domain/clock.ts";
import { wordsOf } from "../domain/message.ts";
import type { RecordedEvent } from "../store/events.ts";
import { findWholeMessage, listPreviousMessages } from "../store/messages.ts";
import type { AttachmentRow, MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { readToldWords } from "../store/told-words.ts";
import type { ParticipantRow } from "../store/participants.ts";
import type { TaskRow } from "../store/tasks.ts";
import { underHeading, type EarlierWords } from "./earlier-words.ts";
import { fitHtml, showWords } from "./message-words.ts";
import { quotedLengthMax, quotedTogetherLengthMax, type Outbox } from "./outbox.ts";
import { newPlaceholder, taskLinkPlace } from "./placeholders.ts";
import { replyLine, statusLine } from "./task-lines.ts";
import { personName, subjectOfTask, threadHeaders } from "./thread-headers.ts";
import { mutingLinks } from "./unsubscribe.ts";
import { writeDown } from "./write-down.ts";

/** A message, its task, who reads this email, and everybody who hears of the message. */
interface MessageToTell {
  event: Extract<RecordedEvent, { type: "message.posted" | "message.moved" }>;
  task: TaskRow;
  message: MessageRow;
  attachments: AttachmentRow[];
  reader: ParticipantRow;
  mayApprove: boolean;
  hearing: ParticipantRow[];
  kind: "note" | "question" | "message";
  /** The note names its reader. */
  isMentioned: boolean;
  notBefore: string | undefined;
}

/** Writes one email, frozen: a retry sends the same words. */
export async function composeMessage(outbox: Outbox, rows: Rows, telling: MessageToTell): Promise<void> {
  const { event, task, message, reader, kind } = telling;
  const { agencyName } = outbox.installation;
  const placeholder = newPlaceholder();
  const frame = {
    locale: reader.locale,
    agencyName,
    subject: await subjectOfTask(rows, task),
    taskLink: taskLinkPlace(placeholder),
    footLinks: mutingLinks(outbox, reader, placeholder),
  };
  const { html, ...values } = await fitHtml(outbox, `email/${kind}.html`, async (lengthMax) => ({
    ...frame,
    ...(await contentValues(outbox, rows, telling, lengthMax)),
  }));
  const author = { name: message.authorName, isStaff: message.authorStaffId !== null };
  await writeDown(outbox, rows, {
    eventId: event.id,
    taskId: task.id,
    messageId: message.id,
    signInId: null,
    participantId: reader.id,
    contactId: reader.contactId,
    staffId: reader.staffId,
    kind,
    isNote: message.isNote === 1,
    toAddress: reader.address,
    toName: reader.name,
    fromName: personName(outbox, task, author),
    subject: outbox.render(`email/${kind}.subject`, values).trim(),
    text: outbox.render(`email/${kind}.text`, values),
    html,
    headers: {
      ...(await threadHeaders(outbox, rows, task.id)),
      // A person's message: not marked as automatic. That somebody is away is good to know and becomes a quiet note; other
      // automatic answers and receipts are not wanted (MS-OXCMAIL 2.1.3.2.20). To List-Unsubscribe nobody would be said to be
      // away (RFC 5230 section 4.6): who is written to by a person mutes the task by the link at the foot.
      "X-Auto-Response-Suppress": "AutoReply, RN, NRN",
    },
    placeholder,
    composedAt: timestamp(outbox.clock()),
    notBefore: telling.notBefore,
  });
}

async function contentValues(outbox: Outbox, rows: Rows, telling: MessageToTell, lengthMax: number) {
  const { task, message, attachments, reader } = telling;
  const { locale } = reader;
  const { say } = outbox.render;
  return {
    authorName: message.authorName,
    taskTitle: task.title,
    clientName: task.clientName,
    isClientReader: reader.staffId === null,
    isMentioned: telling.isMentioned,
    ...(await showWords(outbox, rows, message, attachments, { locale, lengthMax })),
    statusLine: statusLine(outbox, task, reader, telling.mayApprove),
    replyLine: replyLine(outbox, telling),
    earlier: await earlierWords(outbox, rows, telling, lengthMax),
    why: say(locale, reader.staffId === null ? "email.why-client" : "email.why-follower"),
  };
}

/**
 * What stands below the message: the one before it, or as many as QUOTED_MESSAGES says, the newest first. Below the first of a task what its author's email quoted, such as an
 * outsider's mail that they answer with us in copy: nobody here has read that yet.
 */
async function earlierWords(
  { quotedCountMax = 1, render: { say } }: Outbox,
  rows: Rows,
  { event, message, reader }: MessageToTell,
  lengthMax: number,
): Promise<EarlierWords[]> {
  // One is asked for also where none is quoted: only the first message of a task has none before it.
  const previous = await listPreviousMessages(rows, message, Math.max(quotedCountMax, 1));
  const earlier: EarlierWords[] = [];
  let lengthLeft = Math.max(quotedLengthMax, Math.min(quotedTogetherLengthMax, lengthMax));
  for (const before of previous.slice(0, quotedCountMax)) {
    const when = momentInWords(before.postedAt, reader.timeZone, reader.locale);
    const heading = say(reader.locale, "email.wrote-before", { name: before.authorName, when });
    const one = underHeading(heading, await readToldWords(rows, before));
    lengthLeft -= one.lines.join("\n").length;
    if (lengthLeft < 0) break;
    earlier.push(one);
  }
  // A message that staff moved answered an email of ours.
  if (previous.length > 0 || event.type === "message.moved") return earlier;
  const blocks = (await findWholeMessage(rows, message.id))?.blocks ?? [];
  const quoted = wordsOf(blocks, ["quoted"]);
  const heading = say(reader.locale, "email.quoted", { name: message.authorName });
  return quoted === "" ? [] : [underHeading(heading, quoted)];
}
