// Messages that staff moved to another task: what moves with them, and where they are now.
import { personFromColumns, type Person } from "../domain/person.ts";
import { messageQuery, type MessageRow } from "./messages.ts";
import { forUpdate, type Flag, type Rows } from "./rows.ts";

export interface MoveRow {
  messageId: number;
  fromTaskId: number;
  toTaskId: number;
  isNewTask: Flag;
  staffId: number;
  staffName: string;
  movedAt: string;
}

/** A message that left a task, and where it is now. */
export interface MovedMessageRow {
  messageId: number;
  isNote: Flag;
  authorName: string;
  inboundEmailId: number | null;
  taskId: number;
  taskTitle: string;
  staffName: string;
  movedAt: string;
}

/** Moves that one task's page tells of. */
const movesShownMax = 50;

/** Puts a move on record and the message on its new task, within the mover's transaction. */
export async function recordMove(
  rows: Rows,
  move: {
    messageId: number;
    fromTaskId: number;
    toTaskId: number;
    isNewTask: boolean;
    staffId: number;
    movedAt: string;
  },
): Promise<void> {
  await rows.run(
    `insert into message_moves (message_id, from_task_id, to_task_id, is_new_task, staff_id, moved_at)
     values (?, ?, ?, ?, ?, ?)`,
    move.messageId,
    move.fromTaskId,
    move.toTaskId,
    move.isNewTask ? 1 : 0,
    move.staffId,
    move.movedAt,
  );
  await rows.run("update messages set task_id = ? where id = ?", move.toTaskId, move.messageId);
}

/** The email ids that this email was the first to bring to a task lead to another task from now on. */
export async function moveThreadIds(
  rows: Rows,
  inboundEmailId: number,
  fromTaskId: number,
  toTaskId: number,
): Promise<void> {
  await rows.run(
    `insert into thread_ids (internet_message_id, task_id, inbound_email_id)
     select internet_message_id, ?, inbound_email_id from thread_ids where inbound_email_id = ? and task_id = ?
     on conflict do nothing`,
    toTaskId,
    inboundEmailId,
    fromTaskId,
  );
  await rows.run(
    "delete from thread_ids where inbound_email_id = ? and task_id = ?",
    inboundEmailId,
    fromTaskId,
  );
}

/** The message that an email became, held against every other transaction until this one ends. */
export async function lockMessageOfEmail(
  rows: Rows,
  inboundEmailId: number,
): Promise<MessageRow | undefined> {
  return rows.first<MessageRow>(
    `${messageQuery} where m.inbound_email_id = ?${forUpdate(rows, "m")}`,
    inboundEmailId,
  );
}

/** Whether a task holds the same email of the same author as another message; one of each is all it may hold. */
export async function hasSameMessage(rows: Rows, taskId: number, messageId: number): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from messages m join messages o on o.internet_message_id = m.internet_message_id
       and (o.author_contact_id = m.author_contact_id or o.author_staff_id = m.author_staff_id)
     where m.id = ? and o.id <> m.id and o.task_id = ?`,
    messageId,
    taskId,
  );
  return found !== undefined;
}

/** Whether a task holds any message that its client may see. */
export async function hasMessages(rows: Rows, taskId: number): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from messages where task_id = ? and is_note = 0 limit 1",
    taskId,
  );
  return found !== undefined;
}

/** The last move of a message, if it was ever moved. */
export async function findLastMove(rows: Rows, messageId: number): Promise<MoveRow | undefined> {
  return rows.first<MoveRow>(
    `select v.message_id as "messageId", v.from_task_id as "fromTaskId", v.to_task_id as "toTaskId",
       v.is_new_task as "isNewTask", v.staff_id as "staffId", s.name as "staffName", v.moved_at as "movedAt"
     from message_moves v join staff s on s.id = v.staff_id where v.message_id = ? order by v.id desc limit 1`,
    messageId,
  );
}

/** Messages that left a task and are elsewhere now, oldest move first; of each its last move. */
export async function listMovedAway(rows: Rows, taskId: number): Promise<MovedMessageRow[]> {
  return rows.all<MovedMessageRow>(
    `select m.id as "messageId", m.is_note as "isNote", coalesce(c.name, w.name) as "authorName",
       m.inbound_email_id as "inboundEmailId", m.task_id as "taskId", t.title as "taskTitle",
       s.name as "staffName", v.moved_at as "movedAt"
     from message_moves v join messages m on m.id = v.message_id join tasks t on t.id = m.task_id
     join staff s on s.id = v.staff_id
     left join contacts c on c.id = m.author_contact_id left join staff w on w.id = m.author_staff_id
     where m.task_id <> ? and v.id in (select max(id) from message_moves where from_task_id = ? group by message_id)
     order by v.id limit ?`,
    taskId,
    taskId,
    movesShownMax,
  );
}

/** The messages of a task that were on a task of another client before, as only messages of staff can have been. */
export async function listFromOtherClients(rows: Rows, taskId: number): Promise<number[]> {
  const found = await rows.all<{ id: number }>(
    `select distinct m.id from messages m join tasks t on t.id = m.task_id
     join message_moves v on v.message_id = m.id join tasks f on f.id = v.from_task_id
     where m.task_id = ? and f.client_id <> t.client_id`,
    taskId,
  );
  return found.map(({ id }) => id);
}

/** Whether one message was on a task of another client before. */
export async function isFromOtherClient(rows: Rows, messageId: number): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from messages m join tasks t on t.id = m.task_id
     join message_moves v on v.message_id = m.id join tasks f on f.id = v.from_task_id
     where m.id = ? and f.client_id <> t.client_id limit 1`,
    messageId,
  );
  return found !== undefined;
}

/** Where the emails of this id are now that were moved away from a task, with whoever wrote each. */
export async function listMovedEmails(
  rows: Rows,
  fromTaskId: number,
  internetMessageId: string,
): Promise<{ taskId: number; author: Person | undefined }[]> {
  const found = await rows.all<{ taskId: number; contactId: number | null; staffId: number | null }>(
    `select m.task_id as "taskId", m.author_contact_id as "contactId", m.author_staff_id as "staffId"
     from message_moves v join messages m on m.id = v.message_id
     where v.from_task_id = ? and m.internet_message_id = ? and m.task_id <> v.from_task_id order by v.id desc`,
    fromTaskId,
    internetMessageId,
  );
  return found.map(({ taskId, contactId, staffId }) => ({
    taskId,
    author: personFromColumns(contactId, staffId),
  }));
}

/** Where the message is now that one of our emails about a task told of, when it was moved away from that task. */
export async function findTaskIdSinceMoved(
  rows: Rows,
  outboundEmailId: number,
  fromTaskId: number,
): Promise<number | undefined> {
  const row = await rows.first<{ taskId: number }>(
    `select m.task_id as "taskId" from outbound_emails e join messages m on m.id = e.message_id
     where e.id = ? and e.task_id = ? and m.task_id <> e.task_id`,
    outboundEmailId,
    fromTaskId,
  );
  return row?.taskId;
}
