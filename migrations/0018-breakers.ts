// Storms of email: when a breaker stopped telling people of them, which messages it kept quiet, and which events wait.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("breakers", (table) => {
    table.increments("id");
    // `sender`: one person on one task. `everything`: all emails about inbound mail.
    table.text("kind").notNullable();
    table.integer("task_id").references("tasks.id").index();
    table.integer("contact_id").references("contacts.id").index();
    table.integer("staff_id").references("staff.id");
    table.text("tripped_at").notNullable();
    // When it last kept something quiet.
    table.text("last_at").notNullable();
    table.text("reset_at");
    // Null where it ended by itself.
    table.integer("reset_by_staff_id").references("staff.id");
    table.index(["reset_at", "id"]);
  });
  await db.raw(
    "create unique index breakers_open_everything on breakers (kind) where kind = 'everything' and reset_at is null",
  );
  await db.schema.alterTable("messages", (table) => {
    table.integer("breaker_id").references("breakers.id").index();
  });
  for (const author of ["contact", "staff"]) {
    await db.raw(
      `create index messages_emailed_by_${author} on messages (author_${author}_id, posted_at, id) where channel = 'email'`,
    );
  }
  await db.schema.createTable("waiting_events", (table) => {
    table.integer("event_id").primary().references("events.id");
    table.integer("breaker_id").notNullable().references("breakers.id").index();
    table.text("released_at");
  });
  await db.schema.alterTable("outbound_emails", (table) => {
    table.index(["composed_at"]);
  });
}
