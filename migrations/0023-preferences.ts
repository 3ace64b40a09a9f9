// How often contacts want emails, what waits for their digests, and which delivery problems staff were told of on which day.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("contacts", (table) => {
    // `each`, `hourly`, `daily`, or `none`: only what needs them.
    table.text("notify").notNullable().defaultTo("each");
    // Raising it revokes the links that stop digests.
    table.integer("link_version").notNullable().defaultTo(0);
  });
  await db.schema.createTable("digest_entries", (table) => {
    table.increments("id");
    table.integer("contact_id").notNullable().references("contacts.id");
    table.integer("task_id").notNullable().references("tasks.id").index();
    table.integer("event_id").notNullable().references("events.id");
    // The words that it tells of, if any.
    table.integer("message_id").references("messages.id").index();
    // From when on it may be told.
    table.text("recorded_at").notNullable();
    // When its digest became due, and the email that told of it.
    table.text("due_at");
    table.integer("outbound_email_id").references("outbound_emails.id").index();
    table.unique(["event_id", "contact_id"]);
    table.index(["due_at", "contact_id", "recorded_at"]);
    table.index(["contact_id", "outbound_email_id", "id"]);
  });
  await db.schema.createTable("delivery_problems", (table) => {
    table.increments("id");
    table.text("address").notNullable();
    table.text("day").notNullable();
    table.integer("staff_id").notNullable().references("staff.id");
    table.unique(["address", "day", "staff_id"]);
  });
}
