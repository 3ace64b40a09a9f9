// Emails that list numbered choices and take a number for an answer: the numbers mean what that very email listed.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.raw("alter table outbound_emails add column takes_answer integer not null default 0");
  await db.schema.createTable("email_choices", (table) => {
    table.increments("id");
    table.integer("outbound_email_id").notNullable().references("outbound_emails.id");
    table.integer("number").notNullable();
    table.integer("task_id").references("tasks.id").index();
    table.unique(["outbound_email_id", "number"]);
  });
}
