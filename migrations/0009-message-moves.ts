// Messages that staff moved from one task to another, and which email was the first to bring each id of a task's thread.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("message_moves", (table) => {
    table.increments("id");
    table.integer("message_id").notNullable().references("messages.id").index();
    table.integer("from_task_id").notNullable().references("tasks.id").index();
    table.integer("to_task_id").notNullable().references("tasks.id").index();
    // Whether the task was opened by this move.
    table.integer("is_new_task").notNullable().defaultTo(0);
    table.integer("staff_id").notNullable().references("staff.id");
    table.text("moved_at").notNullable();
  });
  await db.raw("alter table thread_ids add column inbound_email_id integer references inbound_emails (id)");
  await db.raw("create index thread_ids_inbound_email on thread_ids (inbound_email_id)");
  // An email's own id came with it; what else a thread holds came most likely with the first email of its task.
  await db.raw(`update thread_ids set inbound_email_id = coalesce(
    (select min(m.inbound_email_id) from messages m
      where m.task_id = thread_ids.task_id and m.internet_message_id = thread_ids.internet_message_id),
    (select min(m.inbound_email_id) from messages m where m.task_id = thread_ids.task_id))`);
}
