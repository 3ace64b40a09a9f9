// Messages on tasks, their attachments, and the ids of emails that lead to a task.
import { personColumns, type Person } from "../domain/person.ts";
import type { Channel, ReplyBlock } from "../domain/message.ts";
import { recordBlob } from "./blobs.ts";
import { toBlocks } from "./reply-blocks.ts";
import { forUpdate, places, type Flag, type Rows, type Value } from "./rows.ts";

export interface NewMessage {
  taskId: number;
  author: Person;
  channel: Channel;
  isNote: boolean;
  isQuiet: boolean;
  isByLink: boolean;
  kept: string;
  /** The reply it came from; null for words written on a page. */
  blocks: readonly ReplyBlock[] | null;
  method: string | null;
  confidence: number | null;
  internetMessageId: string | null;
  inboundEmailId: number | null;
  postedAt: string;
  submissionKey: string | null;
  /** The breaker that keeps it quiet. */
  breakerId?: number | null;
  /** The program that brought it. */
  apiTokenId?: number | null;
}

export interface MessageRow {
  id: number;
  taskId: number;
  authorContactId: number | null;
  authorStaffId: number | null;
  authorName: string;
  channel: Channel;
  isNote: Flag;
  isQuiet: Flag;
  isByLink: Flag;
  kept: string;
  method: string | null;
  confidence: number | null;
  inboundEmailId: number | null;
  postedAt: string;
  breakerId: number | null;
}

/** A message with the blocks of the reply that it came from, which are most of its bytes. */
export interface WholeMessageRow extends MessageRow {
  blocks: ReplyBlock[] | null;
}

export interface AttachmentRow {
  id: number;
  messageId: number | null;
  inboundEmailId: number | null;
  filename: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  contentId: string | null;
  isInline: Flag;
}

/** A file that came with a message or an email. */
export interface Upload {
  filename: string;
  contentType: string;
  contentId: string | null;
  isInline: boolean;
  bytes: Uint8Array;
  sha256: string;
}

/** Messages on one page of a task. */
export const messagePageSize = 100;

const messageColumns = `m.id, m.task_id as "taskId", m.author_contact_id as "authorContactId",
  m.author_staff_id as "authorStaffId", coalesce(c.name, s.name) as "authorName", m.channel,
  m.is_note as "isNote", m.is_quiet as "isQuiet", m.is_by_link as "isByLink", m.kept,
  m.method, m.confidence, m.inbound_email_id as "inboundEmailId", m.posted_at as "postedAt",
  m.breaker_id as "breakerId"`;

const messageTables = `from messages m
  left join contacts c on c.id = m.author_contact_id
  left join staff s on s.id = m.author_staff_id`;

export const messageQuery = `select ${messageColumns} ${messageTables}`;
const wholeMessageQuery = `select ${messageColumns}, m.blocks ${messageTables}`;

const attachmentColumns = `id, message_id as "messageId", inbound_email_id as "inboundEmailId", filename,
  content_type as "contentType", size_bytes as "sizeBytes", sha256, content_id as "contentId",
  is_inline as "isInline"`;

/** Answers the new message's id, or undefined when this email or this form was posted before. */
export async function recordMessage(rows: Rows, message: NewMessage): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into messages (task_id, author_contact_id, author_staff_id, channel, is_note, is_quiet, is_by_link, kept,
       blocks, method, confidence, internet_message_id, inbound_email_id, posted_at, submission_key, breaker_id,
       api_token_id) values ${places(1, 17)} on conflict do nothing returning id`,
    message.taskId,
    ...personColumns(message.author),
    message.channel,
    message.isNote ? 1 : 0,
    message.isQuiet ? 1 : 0,
    message.isByLink ? 1 : 0,
    message.kept,
    message.blocks === null ? null : JSON.stringify(message.blocks),
    message.method,
    message.confidence,
    message.internetMessageId,
    message.inboundEmailId,
    message.postedAt,
    message.submissionKey,
    message.breakerId ?? null,
    message.apiTokenId ?? null,
  );
  return row?.id;
}

export async function findMessage(rows: Rows, id: number): Promise<MessageRow | undefined> {
  return rows.first<MessageRow>(`${messageQuery} where m.id = ?`, id);
}

/** Whether a client's words are on a task. */
export async function hasMessageOfClient(rows: Rows, taskId: number): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from messages where task_id = ? and author_contact_id is not null and is_note = 0 limit 1",
    taskId,
  );
  return found !== undefined;
}

/** The same with its blocks. */
export async function findWholeMessage(rows: Rows, id: number): Promise<WholeMessageRow | undefined> {
  const row = await rows.first<MessageRow & { blocks: string | null }>(
    `${wholeMessageQuery} where m.id = ?`,
    id,
  );
  return row === undefined ? undefined : { ...row, blocks: toBlocks(row.blocks) };
}

/** The first words of a task that its client may see, held as `lockMessage` does; none once they were taken back. */
export async function lockOpeningMessage(rows: Rows, taskId: number): Promise<MessageRow | undefined> {
  return rows.first<MessageRow>(
    `${messageQuery} where m.task_id = ? and m.is_note = 0 order by m.posted_at, m.id limit 1${forUpdate(rows, "m")}`,
    taskId,
  );
}

/** A message, held against every other transaction until this one ends: it is on one task all the while. */
export async function lockMessage(rows: Rows, id: number): Promise<MessageRow | undefined> {
  return rows.first<MessageRow>(`${messageQuery} where m.id = ?${forUpdate(rows, "m")}`, id);
}

/**
 * The newest messages of a task with their blocks, oldest of them first. Notes are left out unless `withNotes`.
 * `before` (a message's postedAt and id) pages back in time.
 */
export async function listMessages(
  rows: Rows,
  taskId: number,
  options: { withNotes: boolean; before?: { postedAt: string; id: number } | undefined },
): Promise<WholeMessageRow[]> {
  const { postedAt, id } = options.before ?? { postedAt: "9999", id: 0 };
  const newestFirst = await rows.all<MessageRow & { blocks: string | null }>(
    `${wholeMessageQuery} where m.task_id = ? and m.is_note <= ? and (m.posted_at, m.id) < (?, ?)
     order by m.posted_at desc, m.id desc limit ?`,
    taskId,
    options.withNotes ? 1 : 0,
    postedAt,
    id,
    messagePageSize + 1,
  );
  return newestFirst.map((row) => ({ ...row, blocks: toBlocks(row.blocks) })).toReversed();
}

/** The last messages before this one that its readers may see, newest first, for quoting them below. */
export async function listPreviousMessages(
  rows: Rows,
  message: MessageRow,
  countMax: number,
): Promise<MessageRow[]> {
  return rows.all<MessageRow>(
    `${messageQuery} where m.task_id = ? and m.is_note <= ? and m.is_quiet = 0 and (m.posted_at, m.id) < (?, ?)
     order by m.posted_at desc, m.id desc limit ?`,
    message.taskId,
    message.isNote,
    message.postedAt,
    message.id,
    countMax,
  );
}

/** Stores files with a message, with an inbound email, or with both; the same bytes are kept once. */
export async function recordAttachments(
  rows: Rows,
  owner: { messageId?: number; inboundEmailId?: number | null },
  uploads: readonly Upload[],
): Promise<void> {
  if (uploads.length === 0) return;
  for (const upload of uploads) await recordBlob(rows, upload.sha256, upload.bytes);
  const values: Value[] = uploads.flatMap((upload, position) => [
    owner.messageId ?? null,
    owner.inboundEmailId ?? null,
    position,
    upload.filename,
    upload.contentType,
    upload.bytes.byteLength,
    upload.sha256,
    upload.contentId,
    upload.isInline ? 1 : 0,
  ]);
  await rows.run(
    `insert into attachments (message_id, inbound_email_id, position, filename, content_type, size_bytes, sha256,
       content_id, is_inline) values ${places(uploads.length, 9)}`,
    ...values,
  );
}

/** Takes back what an earlier processing of the same email stored, so that processing again stores it afresh. */
export async function forgetAttachmentsOf(rows: Rows, inboundEmailId: number): Promise<void> {
  await rows.run("delete from attachments where inbound_email_id = ? and message_id is null", inboundEmailId);
}

export async function findAttachment(rows: Rows, id: number): Promise<AttachmentRow | undefined> {
  return rows.first<AttachmentRow>(`select ${attachmentColumns} from attachments where id = ?`, id);
}

export async function listAttachmentsOfMessage(rows: Rows, messageId: number): Promise<AttachmentRow[]> {
  return rows.all<AttachmentRow>(
    `select ${attachmentColumns} from attachments where message_id = ? order by position`,
    messageId,
  );
}

/** Attachments of every message of a task in one query, by message and position. */
export async function listAttachmentsOfTask(rows: Rows, taskId: number): Promise<AttachmentRow[]> {
  return rows.all<AttachmentRow>(
    `select ${attachmentColumns} from attachments where message_id in (select id from messages where task_id = ?)
     order by message_id, position`,
    taskId,
  );
}

export async function listAttachmentsOfEmail(rows: Rows, inboundEmailId: number): Promise<AttachmentRow[]> {
  return rows.all<AttachmentRow>(
    `select ${attachmentColumns} from attachments where inbound_email_id = ? order by position`,
    inboundEmailId,
  );
}

/** Remembers email ids that belong to a task's thread, and the email that brought them. Ids known before change nothing. */
export async function recordThreadIds(
  rows: Rows,
  taskId: number,
  inboundEmailId: number,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await rows.run(
    `insert into thread_ids (internet_message_id, task_id, inbound_email_id) values ${places(ids.length, 3)}
     on conflict do nothing`,
    ...ids.flatMap((id) => [id, taskId, inboundEmailId]),
  );
}

/**
 * The newest task whose thread holds this email id, and whether a note brought it there; of one client's where that is given,
 * since an email that went to several clients is answered by each.
 */
export async function findByThreadId(
  rows: Rows,
  internetMessageId: string,
  clientId?: number,
): Promise<{ taskId: number; isNote: boolean } | undefined> {
  const ofClient = clientId === undefined ? "" : "and k.client_id = ?";
  const row = await rows.first<{ taskId: number; isNote: number }>(
    `select t.task_id as "taskId", (select coalesce(max(m.is_note), 0) from messages m
       where m.inbound_email_id = t.inbound_email_id) as "isNote"
     from thread_ids t join tasks k on k.id = t.task_id
     where t.internet_message_id = ? ${ofClient} order by t.task_id desc limit 1`,
    internetMessageId,
    ...(clientId === undefined ? [] : [clientId]),
  );
  return row === undefined ? undefined : { taskId: row.taskId, isNote: row.isNote === 1 };
}

/** Whether a task's own thread holds this email id. */
export async function isThreadIdOf(rows: Rows, taskId: number, internetMessageId: string): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from thread_ids where internet_message_id = ? and task_id = ?",
    internetMessageId,
    taskId,
  );
  return found !== undefined;
}

/** Whether a person's email is a message of this task already. */
export async function isPosted(
  rows: Rows,
  taskId: number,
  author: Person,
  internetMessageId: string,
): Promise<boolean> {
  const column = author.kind === "contact" ? "author_contact_id" : "author_staff_id";
  const found = await rows.first(
    `select 1 as found from messages where task_id = ? and ${column} = ? and internet_message_id = ?`,
    taskId,
    author.id,
    internetMessageId,
  );
  return found !== undefined;
}

/** The message that an inbound email became, if it did. */
export async function findMessageIdOfEmail(rows: Rows, inboundEmailId: number): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    "select id from messages where inbound_email_id = ?",
    inboundEmailId,
  );
  return row?.id;
}

/** The newest email id of a client's message on a task, for In-Reply-To. */
export async function findNewestInternetMessageId(rows: Rows, taskId: number): Promise<string | undefined> {
  const row = await rows.first<{ id: string }>(
    `select internet_message_id as id from messages
     where task_id = ? and internet_message_id is not null and is_note = 0 order by posted_at desc limit 1`,
    taskId,
  );
  return row?.id;
}
