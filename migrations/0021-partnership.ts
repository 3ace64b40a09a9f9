// How the partnership works: estimates and delivery dates, the order of the backlog, duplicates, approvals and their reminders.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("tasks", (table) => {
    // Since when it is in its stage.
    table.text("stage_at");
    // A rough duration of working time, counted from the start of work.
    table.integer("estimate_min_minutes");
    table.integer("estimate_max_minutes");
    // Days in the agency's zone: the one that was promised first, the one that holds, and when it was first handed over.
    table.text("delivery_first_on");
    table.text("delivery_on");
    table.text("handed_over_on");
    // The client's own order, over all of its tasks in Triage or Accepted.
    table.integer("backlog_position");
    table.integer("merged_into_task_id").references("tasks.id").index();
    // When the next reminder to approve is due, and how many went out.
    table.text("remind_at");
    table.integer("reminded_count").notNullable().defaultTo(0);
    table.index(["client_id", "stage", "backlog_position", "id"]);
  });
  await db.raw("create index tasks_remind on tasks (remind_at) where remind_at is not null");
  await db.raw("update tasks set stage_at = opened_at, backlog_position = id");
  await db.schema.createTable("approvals", (table) => {
    table.increments("id");
    table.integer("task_id").notNullable().references("tasks.id").index();
    table.integer("contact_id").notNullable().references("contacts.id").index();
    // `page`: signed in; `link`: by the emailed link to this task; `email`: by a reply.
    table.text("channel").notNullable();
    table.text("approved_at").notNullable();
    table.text("shown").notNullable();
    table.integer("hand_over_message_id").references("messages.id").index();
    // By reply only: the email, its bytes' hash and who vouched for its sender.
    table.integer("inbound_email_id").references("inbound_emails.id").index();
    table.text("raw_sha256");
    table.text("verdict");
    table.text("undone_at");
    table.integer("undone_by_contact_id").references("contacts.id").index();
    table.integer("undone_by_staff_id").references("staff.id");
  });
}
