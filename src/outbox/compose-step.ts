// Composes the email that tells one person of a step that a task took, with the words that came with it, and writes it down.
import { timestamp } from "../domain/clock.ts";
import type { AttachmentRow, MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import type { ParticipantRow } from "../store/participants.ts";
import type { TaskRow } from "../store/tasks.ts";
import { programHeaders } from "./answer-headers.ts";
import { fitHtml, showWords, type ShownWords } from "./message-words.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder, taskLinkPlace } from "./placeholders.ts";
import { replyLine, statusLine } from "./task-lines.ts";
import { personName, subjectOfTask, threadHeaders } from "./thread-headers.ts";
import { mutingLinks, unsubscribeHeaders } from "./unsubscribe.ts";
import { writeDown } from "./write-down.ts";

/** A step, who took it, and who reads this email. */
export interface StepToTell {
  eventId: number;
  /** The templates, by name. */
  kind: string;
  task: TaskRow;
  /** What they are called; null for what came about by itself. */
  actorName: string | null;
  isActorStaff: boolean;
  /** Whether the reader took it. */
  isOwn: boolean;
  words: { message: MessageRow; attachments: AttachmentRow[] } | undefined;
  reader: ParticipantRow;
  mayApprove: boolean;
  /** Whether muting the task would stop such an email to this reader. */
  canMute: boolean;
  /** Where an answer to this email goes, and who reads it. */
  answered: { task: TaskRow; hearing: readonly ParticipantRow[] };
  /** What this kind's templates name beside what all have. */
  values: Record<string, string | number | boolean | null>;
  notBefore: string | undefined;
}

const noWords: ShownWords = { text: "", isShortened: false, paragraphs: [], notices: [], attachments: [] };

/** Writes one email, frozen: a retry sends the same words. */
export async function composeStep(outbox: Outbox, rows: Rows, telling: StepToTell): Promise<void> {
  const { kind, task, reader, words, answered } = telling;
  const { agencyName } = outbox.installation;
  const { locale } = reader;
  const placeholder = newPlaceholder();
  const frame = {
    locale,
    agencyName,
    subject: await subjectOfTask(rows, task),
    taskLink: taskLinkPlace(placeholder),
    footLinks: mutingLinks(outbox, reader, placeholder, telling.canMute),
    taskTitle: task.title,
    clientName: task.clientName,
    actorName: telling.actorName ?? agencyName,
    who: telling.isOwn ? "you" : "other",
    audience: audienceOf(reader),
    isClientReader: reader.staffId === null,
    mayApprove: telling.mayApprove,
    role: telling.mayApprove ? "approver" : "other",
    hasWords: words !== undefined,
    statusLine: standingLine(outbox, telling),
    replyLine: replyLine(outbox, { message: { isNote: 0 }, reader, hearing: answered.hearing }),
    why: outbox.render.say(locale, reader.staffId === null ? "email.why-client" : "email.why-follower"),
    ...telling.values,
  };
  const { html, ...values } = await fitHtml(outbox, `email/${kind}.html`, async (lengthMax) => ({
    ...frame,
    ...(words === undefined
      ? noWords
      : await showWords(outbox, rows, words.message, words.attachments, { locale, lengthMax })),
  }));
  await writeDown(outbox, rows, {
    eventId: telling.eventId,
    taskId: task.id,
    messageId: words?.message.id ?? null,
    signInId: null,
    participantId: reader.id,
    contactId: reader.contactId,
    staffId: reader.staffId,
    kind,
    isNote: false,
    approvingStarts: approvingStarts(outbox, telling),
    toAddress: reader.address,
    toName: reader.name,
    fromName: fromName(outbox, telling),
    subject: outbox.render(`email/${kind}.subject`, values).trim(),
    text: outbox.render(`email/${kind}.text`, values),
    html,
    headers: {
      ...(await threadHeaders(outbox, rows, task.id)),
      ...markedBy(telling),
      ...(telling.canMute ? unsubscribeHeaders(placeholder) : {}),
    },
    placeholder,
    composedAt: timestamp(outbox.clock()),
    notBefore: telling.notBefore,
  });
}

/** What an email that asks for approval says that approving starts, for the record of the approval that answers it. */
function approvingStarts({ render: { say } }: Outbox, { kind, reader, values }: StepToTell): string | null {
  if (kind !== "ready-for-approval" && kind !== "reminder") return null;
  const { nextTitle: next, nextEstimate: estimate } = values;
  if (typeof next !== "string" || typeof estimate !== "string")
    return say(reader.locale, "approval.then-free");
  return say(reader.locale, "approval.then-next", { audience: audienceOf(reader), next, estimate });
}

function audienceOf({ staffId }: ParticipantRow): "client" | "staff" {
  return staffId === null ? "client" : "staff";
}

function standingLine(outbox: Outbox, { kind, answered: { task }, reader, mayApprove }: StepToTell): string {
  // An answer that was meant to approve leaves nothing for us to do.
  const isForThem = kind === "step-refused" && task.stage === "Pending Approval";
  const lastMessageBy = isForThem ? null : task.lastMessageBy;
  return statusLine(outbox, { ...task, lastMessageBy }, reader, mayApprove);
}

function fromName(outbox: Outbox, { actorName, isActorStaff, isOwn, task }: StepToTell): string {
  // What readers did themselves is confirmed by us.
  if (actorName === null || isOwn) return outbox.installation.agencyName;
  return personName(outbox, task, { name: actorName, isStaff: isActorStaff });
}

/** What a person says is not marked as automatic; what a program tells of is (RFC 3834 section 5). */
function markedBy({ words }: StepToTell): Record<string, string> {
  return words === undefined
    ? programHeaders("auto-generated")
    : { "X-Auto-Response-Suppress": "AutoReply, RN, NRN" };
}
