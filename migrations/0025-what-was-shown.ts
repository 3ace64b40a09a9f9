// What approvers had before them when they approved: what an email said that approving starts, and which email a reply answers.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // The sentence, as it stands in the email; of emails that ask for approval only.
  await db.raw("alter table outbound_emails add column approving_starts text");
  await db.raw("alter table approvals add column outbound_email_id integer references outbound_emails (id)");
  await db.raw("create index approvals_outbound_email on approvals (outbound_email_id)");
}
