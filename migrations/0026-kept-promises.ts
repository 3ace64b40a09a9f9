// What was promised or has happened stays as it was when the circumstances change afterwards.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // A session that staff say is over before its end takes the rest of its time still.
  await db.raw("create index sessions_taken on sessions (ends_at) where state <> 'cancelled'");
  // Until how many minutes before a session its people may change it, as they were told.
  await db.raw("alter table sessions add column notice_minutes integer not null default 1440");
  await db.raw(
    `update sessions set notice_minutes =
       (select v.notice_minutes from staff_availability v where v.staff_id = sessions.staff_id)
     where exists (select 1 from staff_availability v where v.staff_id = sessions.staff_id)`,
  );
  // The date of delivery that held when a task was handed over for the first time: a later one makes nothing come in time.
  await db.raw("alter table tasks add column delivery_last_on text");
  await db.raw("update tasks set delivery_last_on = delivery_on where handed_over_on is not null");
  // The last month of which the plan granted its sessions when it began, as 2026-03; of clients that there are already, that in
  // which something happened last.
  await db.raw("alter table clients add column sessions_granted_until text not null default ''");
  await db.raw("create index clients_granted_until on clients (sessions_granted_until)");
  await db.raw(
    "update clients set sessions_granted_until = coalesce((select substr(max(at), 1, 7) from events), '')",
  );
  await keepNotesForStaff(db);
}

/** A note is read by staff alone: no email of one is kept that goes to a contact, whatever the program does. */
async function keepNotesForStaff(db: Knex): Promise<void> {
  if (db.client.config.client === "pg") {
    await db.raw(
      "alter table outbound_emails add constraint notes_for_staff check (is_note = 0 or contact_id is null)",
    );
    return;
  }
  // SQLite adds no check to a table that is there.
  for (const [name, event] of [
    ["written", "insert"],
    ["changed", "update of is_note, contact_id"],
  ]) {
    await db.raw(
      `create trigger notes_for_staff_${name} before ${event} on outbound_emails
       when new.is_note <> 0 and new.contact_id is not null
       begin select raise(abort, 'notes_for_staff: a note is no email to a contact'); end`,
    );
  }
}
