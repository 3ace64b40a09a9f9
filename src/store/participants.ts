// Who takes part in a task, with what an email to them needs.
import type { Locale } from "../domain/locale.ts";
import type { Notify } from "../domain/notification.ts";
import { personColumns, type Person } from "../domain/person.ts";
import type { Rows } from "./rows.ts";

/** Somebody who takes part in a task, with what an email to them needs. */
export interface ParticipantRow {
  id: number;
  taskId: number;
  version: number;
  contactId: number | null;
  staffId: number | null;
  name: string;
  address: string;
  timeZone: string;
  locale: Locale;
  mutedAt: string | null;
  /** Staff get an email for each message. */
  notify: Notify;
}

const participantQuery = `select p.id, p.task_id as "taskId", p.version, p.contact_id as "contactId",
  p.staff_id as "staffId", coalesce(c.name, s.name) as name, coalesce(a.address, s.address) as address,
  coalesce(c.time_zone, s.time_zone) as "timeZone", coalesce(c.locale, s.locale) as locale,
  p.muted_at as "mutedAt", coalesce(c.notify, 'each') as notify
  from participants p
  left join contacts c on c.id = p.contact_id
  left join contact_addresses a on a.contact_id = p.contact_id and a.is_primary = 1
  left join staff s on s.id = p.staff_id`;

/** Adds a person to a task; adding them again changes nothing. Answers whether they were not there before. */
export async function recordParticipant(
  rows: Rows,
  taskId: number,
  person: Person,
  addedAt: string,
): Promise<boolean> {
  const sql =
    "insert into participants (task_id, contact_id, staff_id, added_at) values (?, ?, ?, ?) on conflict do nothing";
  return (await rows.run(sql, taskId, ...personColumns(person), addedAt)) > 0;
}

export async function findParticipant(rows: Rows, id: number): Promise<ParticipantRow | undefined> {
  return rows.first<ParticipantRow>(`${participantQuery} where p.id = ?`, id);
}

/** The place of a person in a task, if they take part in it. */
export async function findParticipantOf(
  rows: Rows,
  taskId: number,
  person: Person,
): Promise<ParticipantRow | undefined> {
  const column = person.kind === "contact" ? "contact_id" : "staff_id";
  return rows.first<ParticipantRow>(
    `${participantQuery} where p.task_id = ? and p.${column} = ?`,
    taskId,
    person.id,
  );
}

/** Everybody who takes part, but for contacts that were erased. */
export async function listParticipants(rows: Rows, taskId: number): Promise<ParticipantRow[]> {
  return rows.all<ParticipantRow>(
    `${participantQuery} where p.task_id = ? and c.erased_at is null order by p.id`,
    taskId,
  );
}
