// Addresses to which nothing is sent for the time being, since an email to them came back. Resumed ones stay as history.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("paused_addresses", (table) => {
    table.increments("id");
    table.text("address").notNullable().index();
    // What became of the email that is the reason: bounced, dropped, refused or complained.
    table.text("cause").notNullable();
    table.text("reason").notNullable();
    table.integer("outbound_email_id").notNullable().references("outbound_emails.id").index();
    // Whether the provider keeps the address on a list of its own, and so would drop what we send.
    table.integer("is_kept_by_provider").notNullable().defaultTo(0);
    table.text("paused_at").notNullable();
    table.text("resumed_at");
    table.integer("resumed_by_staff_id").references("staff.id");
    table.index(["resumed_at", "id"]);
  });
  await db.raw(
    "create unique index paused_addresses_open on paused_addresses (address) where resumed_at is null",
  );
}
