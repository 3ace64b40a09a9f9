// Composes the email to whoever answers for a task from now on, with what was said last, and writes it down. Answering it adds a
// note: nothing that is said about who does what may reach the client.
import { momentInWords, timestamp } from "../domain/clock.ts";
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { estimateOf } from "../domain/task.ts";
import { listMessages } from "../store/messages.ts";
import { listNoteReaders } from "../store/note-readers.ts";
import type { Rows } from "../store/rows.ts";
import type { ParticipantRow } from "../store/participants.ts";
import type { TaskRow } from "../store/tasks.ts";
import { programHeaders } from "./answer-headers.ts";
import { underHeading, type EarlierWords } from "./earlier-words.ts";
import { fitHtml } from "./message-words.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder, taskLinkPlace } from "./placeholders.ts";
import { hearingOf } from "./readers-now.ts";
import { replyLine, statusLine } from "./task-lines.ts";
import { personName, subjectOfTask, threadHeaders } from "./thread-headers.ts";
import { readToldWords } from "../store/told-words.ts";
import { writeDown } from "./write-down.ts";

interface AssignedToTell {
  eventId: number;
  task: TaskRow;
  reader: ParticipantRow;
  /** Who gave it to them. */
  actorName: string;
}

/** Writes one email, frozen: a retry sends the same words. */
export async function composeAssigned(outbox: Outbox, rows: Rows, telling: AssignedToTell): Promise<void> {
  const { task, reader, actorName } = telling;
  const placeholder = newPlaceholder();
  const frame = {
    locale: reader.locale,
    agencyName: outbox.installation.agencyName,
    subject: await subjectOfTask(rows, task),
    taskLink: taskLinkPlace(placeholder),
    footLinks: [],
    ...(await contentValues(outbox, rows, telling)),
  };
  const { html, ...values } = await fitHtml(outbox, "email/assigned.html", () => Promise.resolve(frame));
  await writeDown(outbox, rows, {
    eventId: telling.eventId,
    taskId: task.id,
    messageId: null,
    signInId: null,
    participantId: reader.id,
    contactId: null,
    staffId: reader.staffId,
    kind: "assigned",
    isNote: true,
    toAddress: reader.address,
    toName: reader.name,
    fromName: personName(outbox, task, { name: actorName, isStaff: true }),
    subject: outbox.render("email/assigned.subject", values).trim(),
    text: outbox.render("email/assigned.text", values),
    html,
    headers: { ...(await threadHeaders(outbox, rows, task.id)), ...programHeaders("auto-generated") },
    placeholder,
    composedAt: timestamp(outbox.clock()),
  });
}

async function contentValues(outbox: Outbox, rows: Rows, { task, reader, actorName }: AssignedToTell) {
  const { locale } = reader;
  const estimate = estimateOf(task);
  const hearing = hearingOf(await listNoteReaders(rows, task.id));
  return {
    actorName,
    taskTitle: task.title,
    clientName: task.clientName,
    estimate: estimate === undefined ? null : estimateInWords(estimate, locale),
    delivery: task.deliveryOn === null ? null : dayInWords(task.deliveryOn, locale),
    statusLine: statusLine(outbox, task, reader, false),
    replyLine: replyLine(outbox, { message: { isNote: 1 }, reader, hearing }),
    earlier: await lastWords(outbox, rows, task, reader),
    why: outbox.render.say(locale, "assigned.why"),
  };
}

/** What was said last between client and agency. */
async function lastWords(
  { render: { say } }: Outbox,
  rows: Rows,
  task: TaskRow,
  { locale, timeZone }: ParticipantRow,
): Promise<EarlierWords[]> {
  const last = (await listMessages(rows, task.id, { withNotes: false })).at(-1);
  if (last === undefined) return [];
  const when = momentInWords(last.postedAt, timeZone, locale);
  const heading = say(locale, "email.wrote-before", { name: last.authorName, when });
  return [underHeading(heading, await readToldWords(rows, last))];
}
