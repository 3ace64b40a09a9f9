// Who reads the notes on a task: staff who take part, and by the tables it reads nobody else.
import type { Rows } from "./rows.ts";
import type { ParticipantRow } from "./participants.ts";

/** No row of a contact is looked at, so that no fault elsewhere can bring one in. */
export async function listNoteReaders(rows: Rows, taskId: number): Promise<ParticipantRow[]> {
  return rows.all<ParticipantRow>(
    `select p.id, p.task_id as "taskId", p.version, null as "contactId", s.id as "staffId", s.name, s.address,
       s.time_zone as "timeZone", s.locale, 'each' as notify, p.muted_at as "mutedAt"
     from participants p join staff s on s.id = p.staff_id where p.task_id = ? order by p.id`,
    taskId,
  );
}
