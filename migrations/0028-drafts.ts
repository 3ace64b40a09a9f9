// What people wrote on a page and have not sent yet; and on PostgreSQL, word to other processes of every event.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("drafts", (table) => {
    table.increments("id");
    // Exactly one of the two: whose it is.
    table.integer("contact_id").references("contacts.id");
    table.integer("staff_id").references("staff.id");
    // The form: `request`, `new-task:3`, `task:12:message`; and the task that it stands on, if any.
    table.text("place").notNullable();
    table.integer("task_id").references("tasks.id");
    // What was typed, by the names of the fields, as JSON.
    table.text("fields").notNullable();
    table.text("saved_at").notNullable().index();
    table.unique(["contact_id", "place"]);
    table.unique(["staff_id", "place"]);
    table.index(["task_id", "contact_id"]);
    table.index(["task_id", "staff_id"]);
  });
  if (db.client.config.client !== "pg") return;
  // Sent with the commit of the transaction that records the event. Says which event, and nothing of what is in it.
  await db.raw(
    `create function tell_of_event() returns trigger language plpgsql as $$
     begin perform pg_notify('inreply_events', new.id::text); return null; end $$`,
  );
  await db.raw(
    "create trigger events_told after insert on events for each row execute function tell_of_event()",
  );
}
