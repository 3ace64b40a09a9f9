// For the pages of outgoing mail and of all that happened: whom each event is about, what waits or failed, and each try of
// sending that came to nothing.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await addWhom(db);
  await addStanding(db);
  await db.schema.createTable("failed_attempts", (table) => {
    table.increments("id");
    table.integer("outbound_email_id").notNullable().references("outbound_emails.id").index();
    table.integer("attempt").notNullable();
    // What it came to: retry, unknown or refused.
    table.text("outcome").notNullable();
    table.text("reason");
    table.text("at").notNullable();
  });
  await db.raw("create index clients_plan on clients (plan_id)");
}

/** How far an email got, in one word, as the database itself works it out: for lists of those that wait and of those that failed. */
async function addStanding(db: Knex): Promise<void> {
  // SQLite adds only virtual columns to a table that is there; PostgreSQL had only stored ones before its version 18.
  const kept = db.client.config.client === "pg" ? "stored" : "virtual";
  await db.raw(
    `alter table outbound_emails add column standing text generated always as (
       case
         when delivery in ('bounced', 'dropped', 'complained') then 'failed'
         when delivery = 'delivered' then 'gone'
         when status = 'refused' then 'failed'
         when status <> 'sent' or delivery = 'deferred' then 'waiting'
         else 'gone'
       end
     ) ${kept}`,
  );
  await db.raw("create index outbound_emails_standing on outbound_emails (standing, id)");
}

/** The client that an event concerns, and the contact whom it is about where that is not (only) who did it. */
async function addWhom(db: Knex): Promise<void> {
  await db.raw("alter table events add column contact_id integer references contacts (id)");
  await db.raw("alter table events add column client_id integer references clients (id)");
  const isPostgres = db.client.config.client === "pg";
  const idIn = (name: string) =>
    isPostgres ? `(payload::json ->> '${name}')::integer` : `json_extract(payload, '$.${name}')`;
  await db.raw(
    `update events set contact_id = coalesce(
       (select id from contacts where id = ${idIn("contactId")}),
       (select contact_id from sign_ins where id = ${idIn("signInId")}),
       (select contact_id from outbound_emails where id = ${idIn("outboundEmailId")}),
       (select contact_id from participants where id = ${idIn("participantId")}))`,
  );
  await db.raw(
    `update events set client_id = coalesce(
       (select id from clients where id = ${idIn("clientId")}),
       (select client_id from tasks where id = events.task_id),
       (select client_id from contacts where id = coalesce(events.contact_id, events.actor_contact_id)))`,
  );
  for (const column of ["client_id", "contact_id", "actor_contact_id", "actor_staff_id"]) {
    await db.raw(`create index events_${column} on events (${column}, id)`);
  }
}
