// What staff decided about inbound emails: who, when, what, and whether it was taken back since.
import { personColumns, type Person } from "../domain/person.ts";
import { forUpdate, type Rows } from "./rows.ts";

/** `address`: its sender's address became a contact's. `again`: it was to be read anew, which decides nothing. */
export type RulingKind = "post" | "open" | "open_forwarded" | "discard" | "address" | "again";

/** A ruling with the names that a sentence about it needs. The person is its author, or whose address it became. */
export interface EmailRulingRow {
  id: number;
  inboundEmailId: number;
  kind: RulingKind;
  contactId: number | null;
  authorStaffId: number | null;
  personName: string | null;
  taskId: number | null;
  staffId: number;
  staffName: string;
  ruledAt: string;
  undoneAt: string | null;
  undoneByName: string | null;
}

export interface NewEmailRuling {
  inboundEmailId: number;
  kind: RulingKind;
  person?: Person;
  taskId?: number;
  staffId: number;
  ruledAt: string;
}

const rulingQuery = `select r.id, r.inbound_email_id as "inboundEmailId", r.kind, r.contact_id as "contactId",
  r.author_staff_id as "authorStaffId", coalesce(c.name, a.name) as "personName", r.task_id as "taskId",
  r.staff_id as "staffId", s.name as "staffName", r.ruled_at as "ruledAt", r.undone_at as "undoneAt",
  u.name as "undoneByName"
  from email_rulings r join staff s on s.id = r.staff_id
  left join contacts c on c.id = r.contact_id
  left join staff a on a.id = r.author_staff_id
  left join staff u on u.id = r.undone_by_staff_id`;

/** Answers the ruling's id. */
export async function recordEmailRuling(rows: Rows, ruling: NewEmailRuling): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into email_rulings (inbound_email_id, kind, contact_id, author_staff_id, task_id, staff_id, ruled_at)
     values (?, ?, ?, ?, ?, ?, ?) returning id`,
    ruling.inboundEmailId,
    ruling.kind,
    ...personColumns(ruling.person),
    ruling.taskId ?? null,
    ruling.staffId,
    ruling.ruledAt,
  );
  return row!.id;
}

export async function findEmailRuling(rows: Rows, id: number): Promise<EmailRulingRow | undefined> {
  return rows.first<EmailRulingRow>(`${rulingQuery} where r.id = ?`, id);
}

/** The newest ruling on an email, taken back or not. */
export async function findLastEmailRuling(
  rows: Rows,
  inboundEmailId: number,
): Promise<EmailRulingRow | undefined> {
  return rows.first<EmailRulingRow>(
    `${rulingQuery} where r.inbound_email_id = ? order by r.id desc limit 1`,
    inboundEmailId,
  );
}

/** The newest ruling on an email that stands and decided something. */
export async function findStandingRuling(
  rows: Rows,
  inboundEmailId: number,
): Promise<EmailRulingRow | undefined> {
  const last = await findLastEmailRuling(rows, inboundEmailId);
  return last === undefined || last.undoneAt !== null || last.kind === "again" ? undefined : last;
}

export async function markEmailRulingUndone(
  rows: Rows,
  id: number,
  undone: { staffId: number; at: string },
): Promise<void> {
  await rows.run(
    "update email_rulings set undone_at = ?, undone_by_staff_id = ? where id = ? and undone_at is null",
    undone.at,
    undone.staffId,
    id,
  );
}

/** Another email that this address spoke by since then: one that did its work, beside the one that is asked about. */
export async function hasSpokenSince(
  rows: Rows,
  from: { address: string; exceptEmailId: number; since: string },
): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from inbound_emails where from_address = ? and id <> ? and status = 'handled'
       and processed_at >= ? limit 1`,
    from.address,
    from.exceptEmailId,
    from.since,
  );
  return found !== undefined;
}

/** The events that a message was posted by, held until this transaction ends: nobody announces them meanwhile. */
export async function lockPostedEvents(
  rows: Rows,
  taskId: number,
): Promise<{ id: number; at: string; payload: string }[]> {
  return rows.all(
    `select id, at, payload from events where task_id = ? and type = ? order by id${forUpdate(rows)}`,
    taskId,
    "message.posted",
  );
}
