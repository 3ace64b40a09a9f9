// What taking a message off its task again takes with it, while nobody was told of it, and an address that was given by
// mistake. The email that it was stays whole.
import { personColumns, type Person } from "../domain/person.ts";
import { forgetEntriesOfMessage } from "./digest-entries.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface ToldRow {
  id: number;
  name: string;
  status: string;
  attempts: number;
  sentAt: string | null;
}

/** Every email about a message, held until this transaction ends: none of them is sent meanwhile. */
export async function lockEmailsAbout(rows: Rows, messageId: number): Promise<ToldRow[]> {
  return rows.all<ToldRow>(
    `select id, to_name as name, status, attempts, sent_at as "sentAt" from outbound_emails
     where message_id = ? order by id${forUpdate(rows)}`,
    messageId,
  );
}

/** The same, only to look. */
export async function listEmailsAbout(rows: Rows, messageId: number): Promise<ToldRow[]> {
  return rows.all<ToldRow>(
    `select id, to_name as name, status, attempts, sent_at as "sentAt" from outbound_emails
     where message_id = ? order by id`,
    messageId,
  );
}

/** Whether a task holds another message than this one that its client may see. */
export async function hasOtherMessages(rows: Rows, taskId: number, messageId: number): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from messages where task_id = ? and is_note = 0 and id <> ? limit 1",
    taskId,
    messageId,
  );
  return found !== undefined;
}

/** The receipts of a task, held in the same way. */
export async function lockReceipts(rows: Rows, taskId: number): Promise<ToldRow[]> {
  return rows.all<ToldRow>(
    `select id, to_name as name, status, attempts, sent_at as "sentAt" from outbound_emails
     where task_id = ? and kind = 'receipt' order by id${forUpdate(rows)}`,
    taskId,
  );
}

/** The same, only to look. */
export async function listReceipts(rows: Rows, taskId: number): Promise<ToldRow[]> {
  return rows.all<ToldRow>(
    `select id, to_name as name, status, attempts, sent_at as "sentAt" from outbound_emails
     where task_id = ? and kind = 'receipt' order by id`,
    taskId,
  );
}

/** Takes away the unsent receipts of a task that is left without words. */
export async function removeReceipts(rows: Rows, taskId: number): Promise<void> {
  await rows.run("delete from outbound_emails where task_id = ? and kind = 'receipt'", taskId);
}

/** Whether a message was moved, or a reader said something of how it was read: then it is more than its email. */
export async function hasHistory(rows: Rows, messageId: number): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from message_moves where message_id = ?)
       or exists (select 1 from reply_cases where message_id = ?)`,
    messageId,
    messageId,
  );
  return found !== undefined;
}

/** Takes a message away with its unsent emails. Its files stay with the email that brought them. */
export async function removeMessage(
  rows: Rows,
  message: { id: number; taskId: number; inboundEmailId: number },
): Promise<void> {
  await forgetEntriesOfMessage(rows, message.id);
  await rows.run("delete from outbound_emails where message_id = ?", message.id);
  await rows.run("update attachments set message_id = null where message_id = ?", message.id);
  await rows.run(
    "delete from thread_ids where inbound_email_id = ? and task_id = ?",
    message.inboundEmailId,
    message.taskId,
  );
  await rows.run("delete from messages where id = ?", message.id);
}

/** An event of a message that is taken away waits for no breaker any more, which would else have it announced. */
export async function forgetWaiting(rows: Rows, eventId: number): Promise<void> {
  await rows.run("delete from waiting_events where event_id = ?", eventId);
}

/** Takes a person off a task whom this very message brought to it, unless they wrote there or were written to. */
export async function removeParticipation(
  rows: Rows,
  taskId: number,
  person: Person,
  addedAt: string,
): Promise<void> {
  const [contactId, staffId] = personColumns(person);
  const column = person.kind === "contact" ? "contact_id" : "staff_id";
  const author = person.kind === "contact" ? "author_contact_id" : "author_staff_id";
  await rows.run(
    `delete from participants where task_id = ? and ${column} = ? and added_at = ?
       and not exists (select 1 from outbound_emails o where o.task_id = participants.task_id and o.participant_id = participants.id)
       and not exists (select 1 from messages m where m.task_id = participants.task_id and m.${author} = participants.${column})`,
    taskId,
    contactId ?? staffId,
    addedAt,
  );
}

/** The email that opened a task may open one again. */
export async function forgetSubmissionKey(rows: Rows, taskId: number): Promise<void> {
  await rows.run("update tasks set submission_key = null where id = ?", taskId);
}

/** Whether an address became a contact's at this very time. */
export async function wasAddressAddedAt(
  rows: Rows,
  given: { contactId: number; address: string; at: string },
): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from contact_addresses
     where address = ? and contact_id = ? and added_at = ? and is_primary = 0`,
    given.address,
    given.contactId,
    given.at,
  );
  return found !== undefined;
}

/** Takes a further address from a contact; the primary one stays. Answers whether it was theirs. */
export async function removeContactAddress(rows: Rows, contactId: number, address: string): Promise<boolean> {
  const count = await rows.run(
    "delete from contact_addresses where address = ? and contact_id = ? and is_primary = 0",
    address,
    contactId,
  );
  return count > 0;
}
