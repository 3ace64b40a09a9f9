// Probe mails: sent out by the real way and expected to come back in by it. Their email knows which probe it is.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("probes", (table) => {
    table.increments("id");
    table.text("requested_at").notNullable();
    // Nobody when it was sent from the command line.
    table.integer("staff_id").references("staff.id");
    // Where it was sent, when not to its own address at the reply domain.
    table.text("target_address");
    table.text("returned_at");
    table.integer("inbound_email_id").references("inbound_emails.id").index();
    table.text("verdict");
    table.text("verdict_why");
    table.text("signing_keys").notNullable().defaultTo("[]");
  });
  await db.raw("alter table outbound_emails add column probe_id integer references probes (id)");
  await db.raw("create index outbound_emails_probe on outbound_emails (probe_id)");
}
