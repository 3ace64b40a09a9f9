// What staff decided about inbound emails, so that it can be taken back; the day each was last told what is held; and
// colleagues who were copied on an email, offered to be added to its task.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("email_rulings", (table) => {
    table.increments("id");
    table.integer("inbound_email_id").notNullable().references("inbound_emails.id");
    // `post`, `open`, `discard`, `address` or `again`.
    table.text("kind").notNullable();
    // Whose words it was taken for, or whose address the sender's became.
    table.integer("contact_id").references("contacts.id");
    table.integer("author_staff_id").references("staff.id");
    table.integer("task_id").references("tasks.id").index();
    table.integer("staff_id").notNullable().references("staff.id");
    table.text("ruled_at").notNullable();
    table.text("undone_at");
    table.integer("undone_by_staff_id").references("staff.id");
    table.index(["inbound_email_id", "id"]);
  });
  await db.schema.createTable("held_summaries", (table) => {
    table.integer("staff_id").primary().references("staff.id");
    // The last day, in their own zone, on which it was seen to: 2026-03-02.
    table.text("day").notNullable();
  });
  await db.schema.createTable("copied_colleagues", (table) => {
    table.increments("id");
    table.integer("task_id").notNullable().references("tasks.id");
    table.integer("inbound_email_id").notNullable().references("inbound_emails.id").index();
    table.text("address").notNullable().index();
    table.text("name").notNullable();
    table.text("offered_at").notNullable();
    // `added` or `dismissed`; nothing while it is offered.
    table.text("answer");
    table.text("answered_at");
    table.integer("contact_id").references("contacts.id");
    table.integer("staff_id").references("staff.id");
    table.unique(["task_id", "address"]);
  });
  await db.raw("create index inbound_emails_from_address on inbound_emails (from_address)");
  // Somebody may be taken off a task again, which must not read every email for a reference to their place in it.
  await db.raw("create index outbound_emails_participant on outbound_emails (participant_id)");
}
