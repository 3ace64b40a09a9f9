// Tasks, and who takes part in each: contacts, and the staff who follow it.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("tasks", (table) => {
    table.increments("id");
    table.integer("client_id").notNullable().references("clients.id");
    table.text("title").notNullable();
    table.text("stage").notNullable();
    table.text("opened_at").notNullable();
    table.text("last_message_at").notNullable();
    table.text("last_message_by");
    table.text("submission_key").unique();
    table.index(["client_id", "last_message_at"]);
    table.index(["last_message_at"]);
  });
  await db.schema.createTable("participants", (table) => {
    table.increments("id");
    table.integer("task_id").notNullable().references("tasks.id");
    table.integer("contact_id").references("contacts.id").index();
    table.integer("staff_id").references("staff.id").index();
    // Raised to revoke every reply address and link this person has been given for this task.
    table.integer("version").notNullable().defaultTo(0);
    table.text("added_at").notNullable();
    table.text("muted_at");
    table.unique(["task_id", "contact_id"]);
    table.unique(["task_id", "staff_id"]);
    table.check("(contact_id is null) <> (staff_id is null)", {}, "participants_one_person");
  });
}
