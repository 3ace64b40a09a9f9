// Breakers that stopped telling people of a storm of email, what each kept quiet, and what is counted for them.
import type { EventType } from "../domain/event.ts";
import { personColumns, type Person } from "../domain/person.ts";
import { forUpdate, type Rows } from "./rows.ts";

/** `sender`: emails of one person on one task. `everything`: all emails about inbound mail. */
export type BreakerKind = "sender" | "everything";

export interface BreakerRow {
  id: number;
  kind: BreakerKind;
  taskId: number | null;
  taskTitle: string | null;
  contactId: number | null;
  staffId: number | null;
  senderName: string | null;
  trippedAt: string;
  /** When it last kept something quiet. */
  lastAt: string;
  resetAt: string | null;
  /** Messages that it kept quiet. */
  keptCount: number;
  /** Messages that nobody was told of yet. */
  waitingCount: number;
}

const breakerQuery = `select b.id, b.kind, b.task_id as "taskId", t.title as "taskTitle", b.contact_id as "contactId",
  b.staff_id as "staffId", coalesce(c.name, s.name) as "senderName", b.tripped_at as "trippedAt",
  b.last_at as "lastAt", b.reset_at as "resetAt",
  (select count(*) from messages m where m.breaker_id = b.id) as "keptCount",
  (select count(*) from waiting_events w join events e on e.id = w.event_id
     where w.breaker_id = b.id and w.released_at is null and e.type <> ?) as "waitingCount"
  from breakers b
  left join tasks t on t.id = b.task_id
  left join contacts c on c.id = b.contact_id
  left join staff s on s.id = b.staff_id`;

/** The first words of a request wait beside it, and are counted. */
const uncounted: EventType = "task.opened";

/** Answers the new breaker's id, or undefined when the one about everything is open already. */
export async function recordBreaker(
  rows: Rows,
  breaker: { kind: BreakerKind; taskId: number | null; sender: Person | undefined; at: string },
): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into breakers (kind, task_id, contact_id, staff_id, tripped_at, last_at) values (?, ?, ?, ?, ?, ?)
     on conflict do nothing returning id`,
    breaker.kind,
    breaker.taskId,
    ...personColumns(breaker.sender),
    breaker.at,
    breaker.at,
  );
  return row?.id;
}

/** The newest breaker of a sender on a task, open or not; ask under the task's lock. */
export async function findSenderBreaker(
  rows: Rows,
  taskId: number,
  sender: Person,
): Promise<{ id: number; lastAt: string; resetAt: string | null } | undefined> {
  const column = sender.kind === "contact" ? "contact_id" : "staff_id";
  return rows.first(
    `select id, last_at as "lastAt", reset_at as "resetAt" from breakers
     where task_id = ? and kind = 'sender' and ${column} = ? order by id desc limit 1`,
    taskId,
    sender.id,
  );
}

/** The id of the open breaker about everything, which stays open until this transaction ends. */
export async function lockOpenEverything(rows: Rows): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `select id from breakers where kind = 'everything' and reset_at is null${forUpdate(rows)}`,
  );
  return row?.id;
}

/** When the last breaker about everything was reset. */
export async function findEverythingResetAt(rows: Rows): Promise<string | undefined> {
  const row = await rows.first<{ at: string | null }>(
    "select max(reset_at) as at from breakers where kind = 'everything' and reset_at is not null",
  );
  return row?.at ?? undefined;
}

export async function markBreakerKept(rows: Rows, id: number, at: string): Promise<void> {
  await rows.run("update breakers set last_at = ? where id = ? and last_at < ?", at, id, at);
}

/** Answers whether it was still open. `staffId` is null where it ends by itself. */
export async function markBreakerReset(
  rows: Rows,
  id: number,
  reset: { at: string; staffId: number | null },
): Promise<boolean> {
  const count = await rows.run(
    "update breakers set reset_at = ?, reset_by_staff_id = ? where id = ? and reset_at is null",
    reset.at,
    reset.staffId,
    id,
  );
  return count > 0;
}

export async function findBreaker(rows: Rows, id: number): Promise<BreakerRow | undefined> {
  return rows.first<BreakerRow>(`${breakerQuery} where b.id = ?`, uncounted, id);
}

/** Breakers that are open, the newest first; those of senders only while they kept something since `quietSince`. */
export async function listOpenBreakers(rows: Rows, quietSince: string): Promise<BreakerRow[]> {
  return rows.all<BreakerRow>(
    `${breakerQuery} where b.reset_at is null and (b.kind = 'everything' or b.last_at > ?) order by b.id desc limit 50`,
    uncounted,
    quietSince,
  );
}

/** An email of a sender that became a message, newest first. */
export interface SaidRow {
  taskId: number;
  words: string;
  /** Of the email. */
  subject: string | null;
  at: string;
  files: number;
}

/** What a sender's emails said since a moment, each up to a length, on one task or, without one, on any. */
export async function listSaidByEmail(
  rows: Rows,
  sender: Person,
  {
    taskId,
    since,
    countMax,
    lengthMax,
  }: { taskId: number | undefined; since: string; countMax: number; lengthMax: number },
): Promise<SaidRow[]> {
  const column = sender.kind === "contact" ? "author_contact_id" : "author_staff_id";
  const onTask = taskId === undefined ? "" : "m.task_id = ? and ";
  return rows.all<SaidRow>(
    `select m.task_id as "taskId", substr(m.kept, 1, ?) as words, e.subject, m.posted_at as at,
       (select count(*) from attachments a where a.message_id = m.id and a.is_inline = 0) as files
     from messages m left join inbound_emails e on e.id = m.inbound_email_id where ${onTask}m.${column} = ? and m.channel = 'email' and m.posted_at > ?
     order by m.posted_at desc, m.id desc limit ?`,
    lengthMax,
    ...(taskId === undefined ? [] : [taskId]),
    sender.id,
    since,
    countMax,
  );
}

/** Whether an email about a task was written to a person after one moment, and not after another. */
export async function isWrittenToBetween(
  rows: Rows,
  taskId: number,
  person: Person,
  after: string,
  until: string,
): Promise<boolean> {
  const column = person.kind === "contact" ? "contact_id" : "staff_id";
  const found = await rows.first(
    `select 1 as found from outbound_emails
     where composed_at > ? and composed_at <= ? and task_id = ? and ${column} = ? limit 1`,
    after,
    until,
    taskId,
    person.id,
  );
  return found !== undefined;
}

/** Holds a person's row until this transaction ends, so that their emails open tasks one after another. */
export async function lockSender(rows: Rows, sender: Person): Promise<void> {
  const table = sender.kind === "contact" ? "contacts" : "staff";
  await rows.first(`select id from ${table} where id = ?${forUpdate(rows)}`, sender.id);
}
