// What was promised or has happened stays as it was when the circumstances change afterwards.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // A session that staff say took place before its end takes the rest of its time still.
  await db.raw("create index sessions_taken on sessions (ends_at) where state in ('booked', 'took_place')");
  // The date of delivery that held when a task was handed over for the first time: a later one makes nothing come in time.
  await db.raw("alter table tasks add column delivery_last_on text");
  await db.raw("update tasks set delivery_last_on = delivery_on where handed_over_on is not null");
}
