// What is read on from where the last page ended, for what is written out whole: tasks, messages, emails and sessions, each by
// its key, so that a page costs the same however many came before.
import type { Stage } from "../domain/task.ts";
import { messageQuery, type MessageRow } from "./messages.ts";
import {
  outboundColumns,
  toOutboundEmail,
  type OutboundEmailRow,
  type OutboundJson,
} from "./outbound-emails.ts";
import { sessionQuery, type SessionRow } from "./sessions.ts";
import { taskQuery, type TaskRow } from "./tasks.ts";
import type { Rows } from "./rows.ts";

/** Tasks of a client with a higher id than this, the oldest first. */
export async function listTasksAfter(
  rows: Rows,
  clientId: number,
  afterId: number,
  countMax: number,
): Promise<TaskRow[]> {
  return rows.all<TaskRow>(
    `${taskQuery} where t.client_id = ? and t.id > ? order by t.id limit ?`,
    clientId,
    afterId,
    countMax,
  );
}

/** Tasks with a lower id than this, the newest first; of one client, in one stage, or both, where these are given. */
export async function listTasksBefore(
  rows: Rows,
  beforeId: number,
  countMax: number,
  { clientId, stage }: { clientId?: number | undefined; stage?: Stage | undefined } = {},
): Promise<TaskRow[]> {
  const ofClient = clientId === undefined ? "" : "t.client_id = ? and";
  const inStage = stage === undefined ? "" : "t.stage = ? and";
  return rows.all<TaskRow>(
    `${taskQuery} where ${ofClient} ${inStage} t.id < ? order by t.id desc limit ?`,
    ...(clientId === undefined ? [] : [clientId]),
    ...(stage === undefined ? [] : [stage]),
    beforeId,
    countMax,
  );
}

export interface MessagePlace {
  postedAt: string;
  id: number;
}

/** Where the messages of a task begin. */
export const firstPlace: MessagePlace = { postedAt: "", id: 0 };

/** Those that its client sees; or its notes and quiet messages, such as an out-of-office; or all. */
export type WhichMessages = "shown" | "notes" | "all";

const noteRange: Record<WhichMessages, [least: number, most: number]> = {
  shown: [0, 0],
  notes: [1, 1],
  all: [0, 1],
};

/** Messages of a task behind this place, the oldest first. */
export async function listMessagesAfter(
  rows: Rows,
  taskId: number,
  after: MessagePlace,
  { which, countMax }: { which: WhichMessages; countMax: number },
): Promise<MessageRow[]> {
  return rows.all<MessageRow>(
    `${messageQuery} where m.task_id = ? and m.is_note >= ? and m.is_note <= ? and (m.posted_at, m.id) > (?, ?)
     order by m.posted_at, m.id limit ?`,
    taskId,
    ...noteRange[which],
    after.postedAt,
    after.id,
    countMax,
  );
}

/** The message that a form or a call with this key posted. */
export async function findMessageBySubmissionKey(rows: Rows, key: string): Promise<MessageRow | undefined> {
  return rows.first<MessageRow>(`${messageQuery} where m.submission_key = ?`, key);
}

/** What went out about a message, to staff and contacts alike, in order. */
export async function listSentAbout(rows: Rows, messageId: number): Promise<OutboundEmailRow[]> {
  const found = await rows.all<OutboundJson>(
    `select ${outboundColumns} from outbound_emails where message_id = ? order by id`,
    messageId,
  );
  return found.map(toOutboundEmail);
}

/** Sessions of a client with a higher id than this, also cancelled ones, the oldest booking first. */
export async function listSessionsAfter(
  rows: Rows,
  clientId: number,
  afterId: number,
  countMax: number,
): Promise<SessionRow[]> {
  return rows.all<SessionRow>(
    `${sessionQuery} where n.client_id = ? and n.id > ? order by n.id limit ?`,
    clientId,
    afterId,
    countMax,
  );
}
