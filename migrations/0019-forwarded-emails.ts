// What was read of an email that staff forwarded by hand: whose it was, when, about what and its words, so that the held desk
// can offer it as a task.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // JSON; null for every email that is no such forward.
  await db.raw("alter table inbound_emails add column forwarded text");
  // Erasing a person looks at all of them, which are few.
  await db.raw("create index inbound_emails_forwarded on inbound_emails (id) where forwarded is not null");
}
