// Who of the staff answers for a task: at most one person.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.raw("alter table tasks add column assignee_staff_id integer references staff (id)");
  await db.raw("create index tasks_assignee on tasks (assignee_staff_id, last_message_at, id)");
}
