// Everything that holds the words of a task's messages, row by row, for staff who take some of them out; and when they did.
import type { ForwardedOriginal } from "../domain/inbound-email.ts";
import type { ReplyBlock } from "../domain/message.ts";
import type { InboundStatus } from "./inbound-emails.ts";
import { toBlocks } from "./reply-blocks.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface WordsOfMessage {
  id: number;
  kept: string;
  blocks: ReplyBlock[] | null;
  inboundEmailId: number | null;
}

/** Of every message of a task. */
export async function listWordsOnTask(rows: Rows, taskId: number): Promise<WordsOfMessage[]> {
  const found = await rows.all<Omit<WordsOfMessage, "blocks"> & { blocks: string | null }>(
    `select id, kept, blocks, inbound_email_id as "inboundEmailId" from messages where task_id = ?`,
    taskId,
  );
  return found.map((row) => ({ ...row, blocks: toBlocks(row.blocks) }));
}

export async function markWords(
  rows: Rows,
  { id, kept, blocks }: Pick<WordsOfMessage, "id" | "kept" | "blocks">,
): Promise<void> {
  const json = blocks === null ? null : JSON.stringify(blocks);
  await rows.run("update messages set kept = ?, blocks = ? where id = ?", kept, json, id);
}

export interface WordsOfEmail {
  id: number;
  rawSha256: string;
  status: InboundStatus;
  subject: string | null;
  text: string | null;
  forwarded: ForwardedOriginal | null;
}

/** Of every email that ended on a task, or would go there; held until this transaction ends. */
export async function lockEmailsOnTask(rows: Rows, taskId: number): Promise<WordsOfEmail[]> {
  const found = await rows.all<Omit<WordsOfEmail, "forwarded"> & { forwarded: string | null }>(
    `select id, raw_sha256 as "rawSha256", status, subject, text, forwarded from inbound_emails
     where task_id = ? order by id${forUpdate(rows)}`,
    taskId,
  );
  return found.map(({ forwarded, ...email }) => ({
    ...email,
    forwarded: forwarded === null ? null : (JSON.parse(forwarded) as ForwardedOriginal),
  }));
}

export async function markEmailWords(
  rows: Rows,
  { id, subject, text, forwarded }: Pick<WordsOfEmail, "id" | "subject" | "text" | "forwarded">,
): Promise<void> {
  await rows.run(
    "update inbound_emails set subject = ?, text = ?, forwarded = ? where id = ?",
    subject,
    text,
    forwarded === null ? null : JSON.stringify(forwarded),
    id,
  );
}

export interface WordsSent {
  id: number;
  text: string;
  html: string;
}

/** Of every email about a task, of digests with it, and of those that told of this message while it was on another one. */
export function listSentOnTask(rows: Rows, taskId: number, messageId: number): Promise<WordsSent[]> {
  return rows.all(
    `select id, text, html from outbound_emails where task_id = ? or message_id = ?
       or id in (select outbound_email_id from digest_entries where task_id = ? or message_id = ?)`,
    taskId,
    messageId,
    taskId,
    messageId,
  );
}

export async function markSentWords(rows: Rows, { id, text, html }: WordsSent): Promise<void> {
  await rows.run("update outbound_emails set text = ?, html = ? where id = ?", text, html, id);
}

/** What staff wrote that should have been kept of a task's emails. */
export function listExpectedOnTask(rows: Rows, taskId: number): Promise<{ id: number; expected: string }[]> {
  return rows.all(
    `select id, expected from reply_cases
     where expected is not null and message_id in (select id from messages where task_id = ?)`,
    taskId,
  );
}

export async function markExpectedWords(rows: Rows, id: number, expected: string): Promise<void> {
  await rows.run("update reply_cases set expected = ? where id = ?", expected, id);
}

/** Words that were taken out of a message of a task, oldest first. */
export async function listRedactions(
  rows: Rows,
  taskId: number,
): Promise<{ messageId: number; staffName: string; at: string }[]> {
  const found = await rows.all<{ payload: string; staffName: string; at: string }>(
    `select e.payload, s.name as "staffName", e.at from events e join staff s on s.id = e.actor_staff_id
     where e.task_id = ? and e.type = ? order by e.id`,
    taskId,
    "message.redacted",
  );
  return found.map(({ payload, ...row }) => ({
    ...row,
    messageId: (JSON.parse(payload) as { messageId: number }).messageId,
  }));
}
