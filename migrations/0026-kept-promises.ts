// What was promised or has happened stays as it was when the circumstances change afterwards.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // A session that staff say took place before its end takes the rest of its time still.
  await db.raw("create index sessions_taken on sessions (ends_at) where state in ('booked', 'took_place')");
}
