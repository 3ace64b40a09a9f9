// Emails whose readers say that we took them apart wrongly, with the words that we should have kept once staff wrote them.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("reply_cases", (table) => {
    table.increments("id");
    table.integer("message_id").notNullable().references("messages.id");
    // `cut_too_much` or `left_a_quote`.
    table.text("verdict").notNullable();
    table.integer("contact_id").references("contacts.id");
    table.integer("staff_id").references("staff.id");
    table.text("reported_at").notNullable();
    table.text("expected");
    table.text("dismissed_at");
    table.unique(["message_id", "verdict", "contact_id"]);
    table.unique(["message_id", "verdict", "staff_id"]);
    table.index(["dismissed_at", "id"]);
    table.check("(contact_id is null) <> (staff_id is null)", {}, "reply_cases_one_reporter");
  });
}
