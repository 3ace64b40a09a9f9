// Stored bytes by content hash, the emails that came in with their outcome, and callers that had to be refused.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("blobs", (table) => {
    table.text("sha256").primary();
    table.integer("size_bytes").notNullable();
    table.binary("bytes").notNullable();
  });
  await db.schema.createTable("inbound_emails", (table) => {
    table.increments("id");
    table.text("source").notNullable();
    table.text("raw_sha256").notNullable().references("blobs.sha256");
    table.text("envelope_from").notNullable();
    table.text("envelope_to").notNullable();
    table.text("provider_fields").notNullable();
    table.text("received_at").notNullable();
    table.text("status").notNullable();
    table.text("reason");
    table.text("class");
    table.text("evidence").notNullable().defaultTo("[]");
    table.integer("attempts").notNullable().defaultTo(0);
    table.text("leased_until");
    table.text("processed_at");
    table.text("from_address");
    table.text("from_name");
    table.text("subject");
    table.text("internet_message_id");
    table.text("text");
    table.integer("task_id").references("tasks.id").index();
    table.integer("contact_id").references("contacts.id");
    table.integer("staff_id").references("staff.id");
    table.text("ruling");
    table.unique(["raw_sha256", "envelope_to"]);
    table.index(["status", "id"]);
  });
  await db.schema.createTable("intake_faults", (table) => {
    table.text("route").notNullable();
    table.text("reason").notNullable();
    table.integer("count").notNullable();
    table.text("first_at").notNullable();
    table.text("last_at").notNullable();
    table.primary(["route", "reason"]);
  });
}
