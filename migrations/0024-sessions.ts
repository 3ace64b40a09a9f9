// Bookable sessions: when staff can be booked, what is booked, what each client has left a month, and emails that list times.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("staff_availability", (table) => {
    table.increments("id");
    table.integer("staff_id").notNullable().unique().references("staff.id");
    // As staff type them, in the one form that is read back.
    table.text("weekly_hours").notNullable();
    table.text("exceptions").notNullable();
    table.integer("notice_minutes").notNullable();
    table.integer("buffer_minutes").notNullable();
    table.text("call_link").notNullable();
    // In the link of their calendar feed; a higher one revokes what was given out before.
    table.integer("feed_version").notNullable().defaultTo(0);
  });
  await db.schema.createTable("sessions", (table) => {
    table.increments("id");
    table.integer("client_id").notNullable().references("clients.id");
    table.integer("contact_id").notNullable().references("contacts.id").index();
    table.integer("staff_id").notNullable().references("staff.id");
    table.text("kind").notNullable();
    table.text("starts_at").notNullable();
    table.text("ends_at").notNullable();
    table.integer("minutes").notNullable();
    // Whose allowance it uses: 2026-03.
    table.text("month").notNullable();
    table.text("state").notNullable();
    table.text("agenda").notNullable();
    table.text("call_link").notNullable();
    // How calendars know it, and how often it changed for them.
    table.text("uid").notNullable().unique();
    table.integer("sequence").notNullable();
    table.text("calendar_answer");
    table.text("answer_comment");
    table.text("booked_at").notNullable();
    table.text("changed_at").notNullable();
    table.text("submission_key").unique();
    // When its reminder is due; nothing once it went out, and for a session that was booked too late for one.
    table.text("remind_at");
    table.index(["client_id", "starts_at"]);
    table.index(["staff_id", "starts_at"]);
  });
  // Staff are locked while a time is booked; this is what holds if somebody forgets to.
  await db.raw("create unique index sessions_once on sessions (staff_id, starts_at) where state = 'booked'");
  await db.raw("create index sessions_booked on sessions (ends_at) where state = 'booked'");
  await db.raw("create index sessions_remind on sessions (remind_at) where remind_at is not null");
  await db.schema.createTable("session_ledger", (table) => {
    table.increments("id");
    table.integer("client_id").notNullable().references("clients.id");
    table.text("kind").notNullable();
    table.text("month").notNullable();
    table.text("entry").notNullable();
    table.integer("amount").notNullable();
    table.integer("session_id").references("sessions.id").index();
    table.text("entered_at").notNullable();
    // Of grants: when the month was over and what was left of it expired.
    table.text("closed_at");
    table.index(["client_id", "month"]);
  });
  await db.raw(
    "create index session_ledger_open on session_ledger (month) where entry = 'grant' and closed_at is null",
  );
  // Emails that did something with a session: none of them does it twice, by whichever way it comes or is read again.
  await db.schema.createTable("session_replies", (table) => {
    table.increments("id");
    table.integer("contact_id").notNullable().references("contacts.id");
    table.text("internet_message_id").notNullable();
    table.integer("inbound_email_id").notNullable().references("inbound_emails.id").index();
    table.unique(["contact_id", "internet_message_id"]);
  });
  for (const column of [
    "staff_id integer references staff (id)",
    "starts_at text",
    "session_kind text",
    "session_minutes integer",
  ]) {
    await db.raw(`alter table email_choices add column ${column}`);
  }
  await db.raw("alter table outbound_emails add column session_id integer references sessions (id)");
  await db.raw("create index outbound_emails_session on outbound_emails (session_id)");
}
