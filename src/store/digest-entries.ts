// News that waits for its reader's digest: noted when it is announced, due when its time has come, told when an email held it.
import type { Notify } from "../domain/notification.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface DigestEntryRow {
  id: number;
  taskId: number;
  eventId: number;
  messageId: number | null;
}

/** Notes news of one event for one reader, once. */
export async function recordDigestEntry(
  rows: Rows,
  entry: Omit<DigestEntryRow, "id"> & { contactId: number; recordedAt: string },
): Promise<void> {
  await rows.run(
    `insert into digest_entries (contact_id, task_id, event_id, message_id, recorded_at) values (?, ?, ?, ?, ?)
     on conflict do nothing`,
    entry.contactId,
    entry.taskId,
    entry.eventId,
    entry.messageId,
    entry.recordedAt,
  );
}

export interface WaitingReader {
  contactId: number;
  notify: Notify;
  timeZone: string;
  /** Since when the oldest of their news waits. */
  since: string;
}

/** Everybody for whom news waits whose digest is not due yet. */
export async function listWaitingReaders(rows: Rows, now: string): Promise<WaitingReader[]> {
  return rows.all<WaitingReader>(
    // The contact's own columns are the same in each row of a group.
    `select e.contact_id as "contactId", min(c.notify) as notify, min(c.time_zone) as "timeZone",
       min(e.recorded_at) as since
     from digest_entries e join contacts c on c.id = e.contact_id
     where e.due_at is null and e.recorded_at <= ? group by e.contact_id`,
    now,
  );
}

/** Since when the oldest news of one reader waits, held as it is until this transaction ends. */
export async function lockWaitingSince(
  rows: Rows,
  contactId: number,
  now: string,
): Promise<string | undefined> {
  const oldest = await rows.first<{ since: string }>(
    `select recorded_at as since from digest_entries
     where due_at is null and contact_id = ? and recorded_at <= ? order by recorded_at limit 1${forUpdate(rows)}`,
    contactId,
    now,
  );
  return oldest?.since;
}

/** Makes what waits for a reader due. Answers how much that was: of several processes one alone is told of each. */
export async function markEntriesDue(rows: Rows, contactId: number, now: string): Promise<number> {
  return rows.run(
    "update digest_entries set due_at = ? where due_at is null and contact_id = ? and recorded_at <= ?",
    now,
    contactId,
    now,
  );
}

/** What is due to a reader and was not told, oldest first, held against every other transaction until this one ends. */
export async function lockDueEntries(
  rows: Rows,
  contactId: number,
  countMax: number,
): Promise<DigestEntryRow[]> {
  return rows.all<DigestEntryRow>(
    `select id, task_id as "taskId", event_id as "eventId", message_id as "messageId" from digest_entries
     where contact_id = ? and outbound_email_id is null and due_at is not null order by id limit ?${forUpdate(rows)}`,
    contactId,
    countMax,
  );
}

export async function markEntryTold(rows: Rows, id: number, outboundEmailId: number): Promise<void> {
  await rows.run("update digest_entries set outbound_email_id = ? where id = ?", outboundEmailId, id);
}

/** What else waits for a reader of a message that they were told of: it was moved away, say, and back. */
export async function forgetSameNews(rows: Rows, contactId: number, messageId: number): Promise<void> {
  await rows.run(
    "delete from digest_entries where message_id = ? and contact_id = ? and outbound_email_id is null",
    messageId,
    contactId,
  );
}

/** News that is none any more, since its task was muted, say. */
export async function forgetEntry(rows: Rows, id: number): Promise<void> {
  await rows.run("delete from digest_entries where id = ?", id);
}

/** Everything that waits for a reader. */
export async function forgetUntoldEntries(rows: Rows, contactId: number): Promise<void> {
  await rows.run("delete from digest_entries where contact_id = ? and outbound_email_id is null", contactId);
}

/** News of a message that is taken away. */
export async function forgetEntriesOfMessage(rows: Rows, messageId: number): Promise<void> {
  await rows.run("delete from digest_entries where message_id = ?", messageId);
}

/** Who read of a message in a digest. */
export async function listDigestReaders(
  rows: Rows,
  messageId: number,
): Promise<{ contactId: number; name: string }[]> {
  return rows.all(
    `select e.contact_id as "contactId", c.name from digest_entries e join contacts c on c.id = e.contact_id
     where e.message_id = ? and e.outbound_email_id is not null order by e.id`,
    messageId,
  );
}
