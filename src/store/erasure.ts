// What goes when a person is erased: their own rows, table by table. Where others name them is in mentions.ts.
import { forgetUntoldEntries } from "./digest-entries.ts";
import { forgetConfirmationOf } from "./forwarding-confirmations.ts";
import type { InboundStatus } from "./inbound-emails.ts";
import { forgetCasesOf } from "./reply-cases.ts";
import { forgetBlocks } from "./reply-blocks.ts";
import type { Rows, Value } from "./rows.ts";

/** An email of somebody who is being erased. */
export interface ErasableEmail {
  id: number;
  rawSha256: string;
  status: InboundStatus;
  fromName: string | null;
  internetMessageId: string | null;
}

/**
 * Has SQLite overwrite what this connection deletes or changes; otherwise it stays in the file until its place is needed.
 * PostgreSQL gives old rows up at its next vacuum.
 */
export async function overwriteErased(rows: Rows): Promise<void> {
  if (rows.engine === "sqlite") await rows.all("pragma secure_delete = on");
}

/** Every email from these addresses, or taken for this contact's. */
export function listErasableEmails(
  rows: Rows,
  addresses: readonly string[],
  contactId: number | null,
): Promise<ErasableEmail[]> {
  const list = addresses.map(() => "?").join(", ");
  return rows.all<ErasableEmail>(
    `select id, raw_sha256 as "rawSha256", status, from_name as "fromName",
       internet_message_id as "internetMessageId" from inbound_emails
     where contact_id = ? or lower(from_address) in (${list}) or lower(envelope_from) in (${list}) order by id`,
    contactId,
    ...addresses,
    ...addresses,
  );
}

/** Blanks an email's head, text and evidence. One that waited for staff needs nobody any more. */
export async function eraseInboundEmail(rows: Rows, id: number): Promise<void> {
  await forgetConfirmationOf(rows, id);
  await rows.run(
    `update inbound_emails set envelope_from = ?, provider_fields = '{}', from_address = null, from_name = null,
       subject = null, text = null, internet_message_id = null, evidence = '[]', ruling = null, forwarded = null,
       reason = case when status in ('held', 'failed') then 'erased' else reason end,
       status = case when status in ('held', 'failed') then 'ignored' else status end
     where id = ?`,
    "(erased)",
    id,
  );
}

/** Takes the files of an email away that became no message's. Answers their hashes. */
export function eraseFilesOfEmail(rows: Rows, inboundEmailId: number): Promise<{ sha256: string }[]> {
  return rows.all(
    "delete from attachments where inbound_email_id = ? and message_id is null returning sha256",
    inboundEmailId,
  );
}

/** Takes the files of a message away. Answers their hashes. */
export function eraseFilesOfMessage(rows: Rows, messageId: number): Promise<{ sha256: string }[]> {
  return rows.all("delete from attachments where message_id = ? returning sha256", messageId);
}

export interface ErasableMessage {
  id: number;
  taskId: number;
  internetMessageId: string | null;
  postedAt: string;
}

export function listErasableMessages(rows: Rows, contactId: number): Promise<ErasableMessage[]> {
  return rows.all<ErasableMessage>(
    `select id, task_id as "taskId", internet_message_id as "internetMessageId", posted_at as "postedAt"
     from messages where author_contact_id = ? order by id`,
    contactId,
  );
}

/** Takes the signature, the email's id and what was said of its reading off a message, and with `words` puts these in the place of all that was written. */
export async function eraseMessage(rows: Rows, id: number, words: string | null): Promise<void> {
  await rows.run("update messages set internet_message_id = null, submission_key = null where id = ?", id);
  await forgetCasesOf(rows, id);
  if (words === null) return forgetBlocks(rows, id, ["signature", "disclaimer"]);
  await rows.run("update messages set kept = ?, blocks = null where id = ?", words, id);
}

/** The ids of their emails lead to no task any more. */
export async function eraseThreadId(rows: Rows, internetMessageId: string): Promise<void> {
  await rows.run("delete from thread_ids where internet_message_id = ?", internetMessageId);
}

/** What tells that a task was opened by an email names the email. */
export async function eraseSubmissionKeys(rows: Rows, contactId: number): Promise<void> {
  await rows.run(
    "update tasks set submission_key = null where submission_key like ?",
    `email ${contactId} %`,
  );
}

/** Blanks every email to a contact or to these addresses; one that was not sent yet is not sent. Answers how many. */
export async function eraseEmailsTo(
  rows: Rows,
  to: { contactId: number | null; addresses: readonly string[]; name: string; words: string },
): Promise<number> {
  const list = to.addresses.map(() => "?").join(", ");
  const whose = `contact_id = ? or to_address in (${list})`;
  const whom: Value[] = [to.contactId, ...to.addresses];
  for (const table of ["delivery_events", "failed_attempts"]) {
    await rows.run(
      `update ${table} set reason = null where outbound_email_id in (select id from outbound_emails where ${whose})`,
      ...whom,
    );
  }
  // Two emails about one event may not go to the same address.
  return rows.run(
    `update outbound_emails set to_name = ?, to_address = cast(id as text) || ?, text = ?,
       html = ?, headers = '{}', reason = null, sign_in_id = null, leased_until = null,
       status = case when status in ('queued', 'sending', 'unknown', 'paused') then 'refused' else status end
     where ${whose}`,
    to.name,
    "@erased.invalid",
    to.words,
    to.words,
    ...whom,
  );
}

/** The emails that told others of a message name them no more; with `words` they say nothing, and unsent ones are not sent. */
export async function eraseEmailsAbout(
  rows: Rows,
  messageId: number,
  { fromName, words }: { fromName: string; words: string | null },
): Promise<void> {
  await rows.run("update outbound_emails set from_name = ? where message_id = ?", fromName, messageId);
  if (words === null) return;
  await rows.run(
    `update outbound_emails set text = ?, html = ?, leased_until = null,
       status = case when status in ('queued', 'sending', 'unknown', 'paused') then 'refused' else status end
     where message_id = ?`,
    words,
    words,
    messageId,
  );
}

/** Sign-ins go whole; what asked for a link is told to nobody. */
export async function eraseSignIns(rows: Rows, contactId: number, at: string): Promise<void> {
  await rows.run(
    `update events set announced_at = ? where announced_at is null and type = ? and actor_contact_id = ?`,
    at,
    "sign_in.requested",
    contactId,
  );
  await rows.run(
    "update outbound_emails set sign_in_id = null where sign_in_id in (select id from sign_ins where contact_id = ?)",
    contactId,
  );
  await rows.run("delete from sign_ins where contact_id = ?", contactId);
}

/** Reply addresses and links that were given out lead nowhere, and no email about any task is due to them. */
export async function revokeParticipations(rows: Rows, contactId: number, at: string): Promise<void> {
  await rows.run(
    `update participants set version = (version + 1) % 256, muted_at = coalesce(muted_at, ?) where contact_id = ?`,
    at,
    contactId,
  );
  await forgetUntoldEntries(rows, contactId);
}

/** The contact keeps its row, which messages and events refer to, and nothing in it. */
export async function markContactErased(
  rows: Rows,
  contactId: number,
  name: string,
  at: string,
): Promise<void> {
  await rows.run("delete from contact_addresses where contact_id = ?", contactId);
  const blank = `update contacts set name = ?, time_zone = ?, locale = ?, notify = ?, can_approve = 0, erased_at = ?,
    link_version = (link_version + 1) % 256 where id = ?`;
  await rows.run(blank, name, "UTC", "en", "none", at, contactId);
}

/** What everybody here is called who is not erased, and every client. */
export async function listNames(rows: Rows): Promise<string[]> {
  const found = await rows.all<{ name: string }>(
    "select name from contacts where erased_at is null union all select name from staff union all select name from clients",
  );
  return found.map(({ name }) => name);
}
