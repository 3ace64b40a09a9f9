// Whose turn it is on a task, worked out by the database itself from the stage and who wrote last, for lists of one turn.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // SQLite adds only virtual columns to a table that is there; PostgreSQL had only stored ones before its version 18.
  const kept = db.client.config.client === "pg" ? "stored" : "virtual";
  await db.raw(
    `alter table tasks add column turn text generated always as (
       case
         when last_message_by = 'contact' then 'us'
         when stage = 'Pending Approval' then 'client'
         when stage in ('Complete', 'Declined', 'Withdrawn') then 'nobody'
         when last_message_by = 'staff' and stage = 'Triage' then 'client'
         else 'us'
       end
     ) ${kept}`,
  );
  await db.schema.alterTable("tasks", (table) => {
    table.index(["turn", "last_message_at", "id"]);
  });
}
