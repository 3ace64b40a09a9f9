// Messages with the parts of the reply they came from, their attachments, and the email ids that lead to a task.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("messages", (table) => {
    table.increments("id");
    table.integer("task_id").notNullable().references("tasks.id");
    table.integer("author_contact_id").references("contacts.id");
    table.integer("author_staff_id").references("staff.id");
    table.text("channel").notNullable();
    table.integer("is_note").notNullable().defaultTo(0);
    table.integer("is_quiet").notNullable().defaultTo(0);
    table.integer("is_by_link").notNullable().defaultTo(0);
    table.text("kept").notNullable();
    table.text("quoted").notNullable().defaultTo("");
    table.text("signature").notNullable().defaultTo("");
    table.text("method");
    table.float("confidence");
    table.text("internet_message_id");
    table.integer("inbound_email_id").references("inbound_emails.id").index();
    table.text("posted_at").notNullable();
    table.text("submission_key").unique();
    table.index(["task_id", "posted_at", "id"]);
    // One message per (task, author, Message-ID), whatever paths the email took.
    table.unique(["task_id", "author_contact_id", "internet_message_id"]);
    table.unique(["task_id", "author_staff_id", "internet_message_id"]);
    table.check("(author_contact_id is null) <> (author_staff_id is null)", {}, "messages_one_author");
  });
  await db.schema.createTable("attachments", (table) => {
    table.increments("id");
    table.integer("message_id").references("messages.id").index();
    table.integer("inbound_email_id").references("inbound_emails.id").index();
    table.integer("position").notNullable();
    table.text("filename").notNullable();
    table.text("content_type").notNullable();
    table.integer("size_bytes").notNullable();
    table.text("sha256").notNullable().references("blobs.sha256");
    table.text("content_id");
    table.integer("is_inline").notNullable().defaultTo(0);
  });
  await db.schema.createTable("thread_ids", (table) => {
    table.text("internet_message_id").notNullable();
    table.integer("task_id").notNullable().references("tasks.id").index();
    table.primary(["internet_message_id", "task_id"]);
  });
}
