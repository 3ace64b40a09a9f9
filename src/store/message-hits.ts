// Messages as lists of hits show them, with what a link to one of them needs. Reads rows, writes nothing.
import { messagePageSize } from "./messages.ts";
import { places, type Flag, type Rows } from "./rows.ts";

export interface MessageHit {
  id: number;
  taskId: number;
  taskTitle: string;
  clientName: string;
  authorName: string;
  authorStaffId: number | null;
  inboundEmailId: number | null;
  isNote: Flag;
  kept: string;
  postedAt: string;
  /** Names of the files that came with it, one on each line. */
  filenames: string | null;
  /** A message half a page behind it on its task, if there is one: the page before that one shows it in the middle. */
  laterId: number | null;
  laterPostedAt: string | null;
}

/** These messages, in no order. `withNotes`: the page of the task that the links lead to shows notes. */
export function listMessageHits(
  rows: Rows,
  ids: readonly number[],
  withNotes: boolean,
): Promise<MessageHit[]> {
  return rows.all<MessageHit>(
    `select m.id, m.task_id as "taskId", t.title as "taskTitle", k.name as "clientName",
       coalesce(c.name, s.name) as "authorName", m.author_staff_id as "authorStaffId",
       m.inbound_email_id as "inboundEmailId", m.is_note as "isNote", m.kept, m.posted_at as "postedAt",
       (select string_agg(a.filename, ? order by a.position) from attachments a where a.message_id = m.id) as filenames,
       l.id as "laterId", l.posted_at as "laterPostedAt"
     from messages m join tasks t on t.id = m.task_id join clients k on k.id = t.client_id
     left join contacts c on c.id = m.author_contact_id left join staff s on s.id = m.author_staff_id
     left join messages l on l.id = (
       select n.id from messages n
       where n.task_id = m.task_id and n.is_note <= ? and (n.posted_at, n.id) > (m.posted_at, m.id)
       order by n.posted_at, n.id limit 1 offset ?)
     where m.id in ${places(1, ids.length)}`,
    "\n",
    withNotes ? 1 : 0,
    messagePageSize / 2 - 1,
    ...ids,
  );
}
