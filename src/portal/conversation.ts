// The messages of a task as its reader may see them. Reads messages, attachments and deliveries; writes nothing.
import type { Notice } from "../domain/notice.ts";
import type { Mentionable } from "../domain/mention.ts";
import { isSamePerson, personFromColumns } from "../domain/person.ts";
import {
  listAttachmentsOfTask,
  listMessages,
  messagePageSize,
  type AttachmentRow,
  type WholeMessageRow,
} from "../store/messages.ts";
import { listFromOtherClients } from "../store/message-moves.ts";
import { listNoticesOfTask } from "../store/notices.ts";
import { listRedactions } from "../store/redaction.ts";
import { listDeliveriesOfTask, type DeliveryRow } from "../store/deliveries.ts";
import type { DeliveryWords } from "./delivery-words.ts";
import { doubtInWords } from "./evidence-words.ts";
import { canShowInline, foldMany, toFileView, type FileView } from "./file-view.ts";
import { groupBy } from "./group.ts";
import { readMentionable } from "./mention-marks.ts";
import { deliveryWords } from "./message-deliveries.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { toParts, type ReplyPart } from "./reply-parts.ts";
import type { TaskAccess } from "./task-access.ts";
import { momentWords, type MomentWords } from "./words.ts";

export interface Conversation {
  messages: MessageView[];
  /** The address of the page before this one; null when this is the first. */
  olderPath: string | null;
  isNewest: boolean;
}

export interface MessageView {
  id: number;
  author: string;
  /** `client`, `us` or `note`: who speaks to whom, which the page shows by colour and in words. */
  side: "client" | "us" | "note";
  isMine: boolean;
  isNote: boolean;
  isQuiet: boolean;
  /** A breaker keeps it quiet. */
  isOfStorm: boolean;
  isByEmail: boolean;
  /** Another program brought it, in its author's name. */
  isByProgram: boolean;
  isByLink: boolean;
  posted: MomentWords;
  parts: ReplyPart[];
  /** What to say when it is not certain which words are their own; null when it is. */
  doubt: string | null;
  /** What everybody should know of the email it came from, in whole sentences. */
  notices: string[];
  /** Where readers say that its words were taken apart wrongly; null for what was not read from an email. */
  misreadPath: string | null;
  files: FileView[];
  /** Those of very many that are folded below the first. */
  moreFiles: FileView[];
  /** Pictures that nothing but the folded parts can show, such as the logo of a signature: folded as well. */
  foldedFiles: FileView[];
  deliveries: DeliveryWords[];
  /** For staff: the page that says why an emailed message is here. */
  whyPath: string | null;
  /** For staff: where words are taken out of it for good. */
  redactPath: string | null;
  /** Who took words out of it, and when. */
  redactions: { staffName: string; when: MomentWords }[];
  hasFoot: boolean;
}

/** One page of the conversation, oldest message first. `before` is the cursor of `olderPath`, unchecked. */
export async function readConversation(
  portal: Portal,
  access: TaskAccess,
  before: unknown,
): Promise<Conversation> {
  const rows = portal.store.read;
  const cursor = readCursor(before);
  const found = await listMessages(rows, access.task.id, { withNotes: access.isStaff, before: cursor });
  const hasOlder = found.length > messagePageSize;
  const shown = hasOlder ? found.slice(1) : found;
  const files = groupBy(await listAttachmentsOfTask(rows, access.task.id), (row) => row.messageId);
  const deliveries = groupBy(await listDeliveriesOfTask(rows, access.task.id), (row) => row.messageId);
  // What staff quoted on a task of another client is that client's, and stays hidden from this one.
  const hidden = new Set(access.isStaff ? [] : await listFromOtherClients(rows, access.task.id));
  const notices = await listNoticesOfTask(rows, access.task.id);
  const redactions = groupBy(await listRedactions(rows, access.task.id), (row) => row.messageId);
  const mentionable = access.isStaff ? await readMentionable(portal) : [];
  const [oldest] = shown;
  return {
    messages: shown.map((message) =>
      toView(
        portal,
        access,
        hidden.has(message.id) ? withoutQuotes(message) : message,
        files.get(message.id) ?? [],
        deliveries.get(message.id) ?? [],
        hidden.has(message.id) ? [] : (notices.get(message.id) ?? []),
        redactions.get(message.id) ?? [],
        message.isNote === 1 ? mentionable : [],
      ),
    ),
    olderPath:
      hasOlder && oldest !== undefined ? `/tasks/${access.task.id}?before=${writeCursor(oldest)}` : null,
    isNewest: cursor === undefined,
  };
}

function toView(
  portal: Portal,
  access: TaskAccess,
  message: WholeMessageRow,
  files: readonly AttachmentRow[],
  deliveries: readonly DeliveryRow[],
  notices: readonly Notice[],
  redactions: readonly { staffName: string; at: string }[],
  mentionable: readonly Mentionable[],
): MessageView {
  const author = personFromColumns(message.authorContactId, message.authorStaffId);
  const reading = readingOf(portal, access);
  // A reply quotes the link that its author was sent, and whoever opens that speaks as the author.
  const { parts, shownIds } = toParts(message, {
    files,
    masked: portal.maskSecrets,
    withWhy: access.isStaff,
    ...reading,
    mentionable,
    wholePath: `/messages/${message.id}`,
  });
  const listed = files.filter(({ id }) => !shownIds.has(id));
  const hasFolds = parts.some(({ folds }) => folds.length > 0);
  const isFolded = (file: AttachmentRow) => hasFolds && isPictureWithin(file);
  const told = deliveryWords(portal, access, message, deliveries);
  const whyPath =
    access.isStaff && message.inboundEmailId !== null ? `/emails/${message.inboundEmailId}` : null;
  const misreadPath =
    message.blocks !== null && message.inboundEmailId !== null ? `/messages/${message.id}/reply-cases` : null;
  return {
    id: message.id,
    author: message.authorName,
    side: message.isNote === 1 ? "note" : author?.kind === "staff" ? "us" : "client",
    isMine: isSamePerson(author, access.reader),
    isNote: message.isNote === 1,
    isQuiet: message.isQuiet === 1,
    isOfStorm: message.breakerId !== null,
    isByEmail: message.channel === "email",
    isByProgram: message.channel === "api",
    isByLink: message.isByLink === 1,
    posted: momentWords(message.postedAt, reading),
    parts,
    doubt: doubtInWords(message, parts, reading, access.isStaff),
    notices: notices.map((notice) => portal.maskSecrets(noticeInWords(notice, reading))),
    misreadPath,
    ...foldMany(listed.filter((file) => !isFolded(file)).map((file) => toFileView(file, reading))),
    foldedFiles: listed.filter(isFolded).map((file) => toFileView(file, reading)),
    deliveries: told,
    whyPath,
    redactPath: access.isStaff ? `/messages/${message.id}/redact` : null,
    redactions: redactions.map(({ staffName, at }) => ({ staffName, when: momentWords(at, reading) })),
    hasFoot:
      access.isStaff || redactions.length > 0 || told.length > 0 || whyPath !== null || misreadPath !== null,
  };
}

/** Sent to be shown in its place within html (RFC 2392), not as a file of its own. */
function isPictureWithin({ isInline, contentId, contentType }: AttachmentRow): boolean {
  return isInline === 1 && contentId !== null && canShowInline(contentType);
}

/** Old notices have no code, and stand as they were written. */
function noticeInWords({ found, code, subject = "" }: Notice, { say }: Reading): string {
  return code === undefined ? found : say(`notice.${code}`, { subject });
}

/** Also the lines that answers stand between: they are the other client's just as well. */
export function withoutQuotes(message: WholeMessageRow): WholeMessageRow {
  const blocks = message.blocks?.filter(({ kind }) => kind !== "quoted" && kind !== "context") ?? null;
  return { ...message, blocks };
}

const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([1-9]\d{0,9})$/u;

function readCursor(text: unknown): { postedAt: string; id: number } | undefined {
  const match = typeof text === "string" ? cursorForm.exec(text) : null;
  if (match === null) return undefined;
  return { postedAt: match[1]!, id: Math.min(Number(match[2]), 2_147_483_647) };
}

/** As `readConversation` takes it: the page ends with the message before this one. */
export function writeCursor(message: { postedAt: string; id: number }): string {
  return `${message.postedAt}_${message.id}`;
}
