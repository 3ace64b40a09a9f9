// What the held desk's list shows of each email, what all that came in is written out from, and a look at rulings just made.
import type { Step } from "../domain/inbound-email.ts";
import { inboundPageSize, type InboundEmailListRow } from "./inbound-emails.ts";
import type { Rows } from "./rows.ts";

/** A held email with whom and what processing proposed, and the last ruling on it, 0 for none. */
export interface HeldEmailRow extends InboundEmailListRow {
  evidence: Step[];
  rawRemovedAt: string | null;
  contactId: number | null;
  staffId: number | null;
  personName: string | null;
  personClientId: number | null;
  taskTitle: string | null;
  taskClientId: number | null;
  taskClientName: string | null;
  lastRulingId: number;
}

/** Emails that a person must look at, oldest first. `page` counts from 1; a row more than a page holds is a next page. */
export async function listHeldDesk(rows: Rows, page: number): Promise<HeldEmailRow[]> {
  const found = await rows.all<Omit<HeldEmailRow, "evidence"> & { evidence: string }>(
    `select e.id, e.received_at as "receivedAt", e.status, e.reason, e.envelope_from as "envelopeFrom",
       e.envelope_to as "envelopeTo", e.from_address as "fromAddress", e.from_name as "fromName", e.subject,
       e.task_id as "taskId", e.evidence, e.raw_removed_at as "rawRemovedAt", e.contact_id as "contactId",
       e.staff_id as "staffId", coalesce(c.name, s.name) as "personName", c.client_id as "personClientId",
       t.title as "taskTitle", t.client_id as "taskClientId", l.name as "taskClientName",
       case when exists (select 1 from attachments a where a.inbound_email_id = e.id) then 1 else 0 end as "hasAttachments",
       coalesce((select max(r.id) from email_rulings r where r.inbound_email_id = e.id), 0) as "lastRulingId"
     from inbound_emails e
     left join contacts c on c.id = e.contact_id left join staff s on s.id = e.staff_id
     left join tasks t on t.id = e.task_id left join clients l on l.id = t.client_id
     where e.status in ('held', 'failed') order by e.id limit ? offset ?`,
    inboundPageSize + 1,
    (page - 1) * inboundPageSize,
  );
  return found.map((row) => ({ ...row, evidence: JSON.parse(row.evidence) as Step[] }));
}

/** One line of the log of all that came in. */
export interface LogRow {
  id: number;
  receivedAt: string;
  status: string;
  reason: string | null;
  fromName: string | null;
  fromAddress: string | null;
  envelopeFrom: string;
  envelopeTo: string;
  subject: string | null;
  taskId: number | null;
}

/** The newest emails before this id, newest first. */
export async function listInboundLog(rows: Rows, beforeId: number, countMax: number): Promise<LogRow[]> {
  return rows.all<LogRow>(
    `select id, received_at as "receivedAt", status, reason, from_name as "fromName", from_address as "fromAddress",
       envelope_from as "envelopeFrom", envelope_to as "envelopeTo", subject, task_id as "taskId"
     from inbound_emails where id < ? order by id desc limit ?`,
    beforeId,
    countMax,
  );
}
