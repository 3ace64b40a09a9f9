// What the desk asks for, by index: who waits for an answer the longest, what is in a stage since when, and what is due first.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("tasks", (table) => {
    table.index(["stage", "stage_at", "id"]);
    table.index(["stage", "delivery_on", "id"]);
    table.index(["client_id", "turn", "last_message_at", "id"]);
  });
  await db.raw(
    "create index tasks_unanswered on tasks (last_message_at, id) where last_message_by = 'contact'",
  );
}
