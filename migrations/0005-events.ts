// The append-only list of what happened, and which of it is still to be announced.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("events", (table) => {
    table.increments("id");
    table.text("type").notNullable();
    table.integer("task_id").references("tasks.id").index();
    table.integer("actor_contact_id").references("contacts.id");
    table.integer("actor_staff_id").references("staff.id");
    table.text("at").notNullable();
    table.text("payload").notNullable();
    table.text("announced_at");
  });
  await db.raw("create index events_unannounced on events (id) where announced_at is null");
}
