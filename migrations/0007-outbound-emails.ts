// Emails to send, exactly as they will be sent, how far each got, and what its provider said of it.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("outbound_emails", (table) => {
    table.increments("id");
    table.integer("event_id").notNullable().references("events.id");
    table.integer("task_id").references("tasks.id").index();
    table.integer("message_id").references("messages.id").index();
    table.integer("sign_in_id").references("sign_ins.id");
    table.integer("participant_id").references("participants.id");
    table.integer("contact_id").references("contacts.id");
    table.integer("staff_id").references("staff.id");
    table.text("kind").notNullable();
    table.integer("is_note").notNullable().defaultTo(0);
    table.text("to_address").notNullable();
    table.text("to_name").notNullable();
    table.text("from_name").notNullable();
    table.text("subject").notNullable();
    table.text("text").notNullable();
    table.text("html").notNullable();
    table.text("headers").notNullable();
    table.text("internet_message_id").unique();
    // Stands before each secret's name in text and html; delivery puts the secret in its place.
    table.text("placeholder").notNullable();
    table.text("composed_at").notNullable();
    table.text("status").notNullable();
    table.integer("attempts").notNullable().defaultTo(0);
    table.text("next_attempt_at").notNullable();
    table.text("leased_until");
    table.text("sent_at");
    table.text("provider_id");
    table.text("delivery");
    table.text("reason");
    table.unique(["event_id", "to_address"]);
    table.index(["status", "next_attempt_at"]);
    table.index(["to_address", "id"]);
  });
  await db.schema.createTable("delivery_events", (table) => {
    table.increments("id");
    table.integer("outbound_email_id").notNullable().references("outbound_emails.id");
    table.text("kind").notNullable();
    table.text("reason");
    table.text("at").notNullable();
    table.text("recorded_at").notNullable();
    table.unique(["outbound_email_id", "kind", "at"]);
  });
}
