// Links that sign a browser in, and the browsers signed in by them. Both secrets are kept as hashes only.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("sign_ins", (table) => {
    table.increments("id");
    table.integer("contact_id").references("contacts.id");
    table.integer("staff_id").references("staff.id");
    table.text("requested_at").notNullable();
    table.text("expires_at").notNullable();
    table.text("token_hash").unique();
    table.text("redeemed_at");
    table.text("cookie_hash").unique();
    table.text("cookie_expires_at");
    table.text("ended_at");
    table.index(["contact_id", "requested_at"]);
    table.index(["staff_id", "requested_at"]);
  });
}
