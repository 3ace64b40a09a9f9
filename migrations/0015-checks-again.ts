// Held emails that are read again by themselves, since DNS did not say who sent them.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("inbound_emails", (table) => {
    table.text("check_again_at");
    table.integer("checks").notNullable().defaultTo(0);
  });
  await db.raw(
    "create index inbound_emails_check_again on inbound_emails (check_again_at) where status = 'held' and check_again_at is not null",
  );
}
