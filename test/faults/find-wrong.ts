// Compares the database with the mails that were taken, and with what went out: each there once, with its message and its
// emails, and nothing else.
import type { Rows } from "../../src/store/rows.ts";
import type { Mail } from "../support/load/mails.ts";
import { isKeptAs } from "../../src/store/inbound-envelopes.ts";
import type { Taken } from "./post.ts";

/** Rows that some worker still has to do something about. */
export async function countUnfinished(rows: Rows): Promise<number> {
  const row = await rows.first<{ count: number }>(
    `select (select count(*) from inbound_emails where status in ('pending', 'processing'))
       + (select count(*) from events where announced_at is null)
       + (select count(*) from outbound_emails where status in ('queued', 'sending', 'unknown')) as count`,
  );
  return row!.count;
}

/** The same rows, for whoever must find out why. */
export function listUnfinished(rows: Rows): Promise<unknown[]> {
  return rows.all(
    `select 'inbound' as kind, id, status, attempts, leased_until as until, reason from inbound_emails
       where status in ('pending', 'processing')
     union all select 'event', id, type, 0, at, null from events where announced_at is null
     union all select 'outbound', id, status, attempts, coalesce(leased_until, next_attempt_at), reason from outbound_emails
       where status in ('queued', 'sending', 'unknown')`,
  );
}

/** One sentence for everything that is not as it must be. */
export async function findWrong(rows: Rows, mails: readonly Mail[], taskCount: number): Promise<string[]> {
  const wrong: string[] = [];
  const messageIdIn =
    rows.engine === "sqlite"
      ? "json_extract(e.payload, '$.messageId')"
      : "(e.payload::json->>'messageId')::int";
  for (const mail of mails) wrong.push(...(await findWrongOf(rows, mail)));
  const expected: Record<string, [count: number, sql: string]> = {
    "inbound emails": [mails.length, "select count(*) as count from inbound_emails"],
    messages: [mails.length + taskCount, "select count(*) as count from messages"],
    "posted events": [
      mails.length + taskCount,
      "select count(*) as count from events where type = 'message.posted'",
    ],
    "messages with other than one posted event": [
      0,
      `select count(*) as count from messages m
       where (select count(*) from events e where e.type = 'message.posted'
         and ${messageIdIn} = m.id) <> 1`,
    ],
    attachments: [
      mails.filter(({ hasAttachment }) => hasAttachment).length,
      "select count(*) as count from attachments where message_id is not null",
    ],
    "attachments of no message": [0, "select count(*) as count from attachments where message_id is null"],
    "participants of a task other than three": [
      0,
      `select count(*) as count from tasks t
       where (select count(*) from participants p where p.task_id = t.id) <> 3`,
    ],
    // Of three participants, all but the author.
    "outbound emails": [2 * (mails.length + taskCount), "select count(*) as count from outbound_emails"],
    "participants told of a message other than once": [
      0,
      `select count(*) as count from messages m join participants p on p.task_id = m.task_id
       where (select count(*) from outbound_emails o where o.message_id = m.id and o.participant_id = p.id)
         <> case when p.contact_id = m.author_contact_id or p.staff_id = m.author_staff_id then 0 else 1 end`,
    ],
    "outbound emails not sent": [
      0,
      "select count(*) as count from outbound_emails where status <> 'sent' or sent_at is null",
    ],
    "events not announced": [0, "select count(*) as count from events where announced_at is null"],
  };
  for (const [name, [count, sql]] of Object.entries(expected)) {
    const row = await rows.first<{ count: number }>(sql);
    if (row?.count !== count) wrong.push(`${row?.count} ${name}, but there must be ${count}.`);
  }
  const refused = await rows.all<Record<string, unknown>>(
    // That nothing could be stored is told, too, as soon as it can be; it was sent again.
    "select * from intake_faults where reason <> 'The mail could not be stored just now. Please send it again.'",
  );
  wrong.push(...refused.map((fault) => `A call was refused: ${JSON.stringify(fault)}`));
  return wrong;
}

/** One sentence for every email that went out and stands in no row as it went, and for every row that did not go. */
export async function findMadeUp(rows: Rows, taken: readonly Taken[]): Promise<string[]> {
  const wrong: string[] = [];
  const sent = await rows.all<{ messageId: string; to: string }>(
    `select internet_message_id as "messageId", to_address as "to" from outbound_emails where status = 'sent'`,
  );
  const recipients = new Map(sent.map(({ messageId, to }) => [messageId, to]));
  const first = new Map<string, Taken>();
  for (const one of taken) {
    const { messageId, to, sha256 } = one;
    if (recipients.get(messageId) !== to) wrong.push(`${messageId} went to ${to}, which no row says.`);
    const before = first.get(messageId);
    if (before !== undefined && before.sha256 !== sha256)
      wrong.push(`${messageId} went out with other content.`);
    first.set(messageId, before ?? one);
  }
  for (const { messageId } of sent) {
    if (!first.has(messageId)) wrong.push(`${messageId} counts as sent, and nobody got it.`);
  }
  return wrong;
}

/** Emails that came more than once. */
export function countRepeats(taken: readonly Taken[]): number {
  return taken.length - new Set(taken.map(({ messageId }) => messageId)).size;
}

async function findWrongOf(rows: Rows, mail: Mail): Promise<string[]> {
  const stored = await rows.all<{
    id: number;
    status: string;
    reason: string | null;
    attempts: number;
    to: string;
  }>(
    `select id, status, reason, attempts, envelope_to as "to" from inbound_emails where raw_sha256 = ?`,
    mail.sha256,
  );
  const inbound = stored.filter(({ to }) => isKeptAs(mail.replyTo, to));
  const [email] = inbound;
  if (inbound.length !== 1 || email === undefined) return [`${mail.file} is stored ${inbound.length} times.`];
  if (email.status !== "handled")
    return [`${mail.file} ended ${email.status}: ${email.reason}, after ${email.attempts} tries.`];
  const messages = await rows.all<{ inboundEmailId: number; kept: string }>(
    `select inbound_email_id as "inboundEmailId", kept from messages where internet_message_id = ?`,
    mail.messageId,
  );
  const [message] = messages;
  if (messages.length !== 1 || message === undefined) return [`${mail.file} is ${messages.length} messages.`];
  if (message.inboundEmailId !== email.id) return [`${mail.file} is the message of another email.`];
  if (collapse(message.kept) !== collapse(mail.typed)) return [`${mail.file} has other words.`];
  return [];
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
