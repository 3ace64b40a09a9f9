// Mailboxes elsewhere whose mail a forwarding rule sends in to us, what their providers ask to confirm, and their probes.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("mailboxes", (table) => {
    table.increments("id");
    // In normal form. A removed one keeps its row, and its address comes back to it.
    table.text("address").notNullable().unique();
    // Part of its intake address; raised when it is taken up again, so that an address from before is told apart.
    table.integer("version").notNullable().defaultTo(0);
    table.text("added_at").notNullable();
    table.integer("added_by_staff_id").notNullable().references("staff.id").index();
    // When a probe last came back through its rule.
    table.text("verified_at");
    table.text("removed_at");
  });
  await db.raw("alter table probes add column mailbox_id integer references mailboxes (id)");
  await db.raw("create index probes_mailbox on probes (mailbox_id, id)");
  // Whose intake address it came to.
  await db.raw("alter table inbound_emails add column mailbox_id integer references mailboxes (id)");
  await db.raw("create index inbound_emails_mailbox on inbound_emails (mailbox_id, id)");
  await db.schema.createTable("forwarding_confirmations", (table) => {
    table.increments("id");
    table.integer("inbound_email_id").notNullable().references("inbound_emails.id").unique();
    // Null for one that came to another address of ours and names no mailbox that we know.
    table.integer("mailbox_id").references("mailboxes.id");
    table.text("named_address");
    table.text("provider").notNullable();
    // Both are taken out once the mailbox is verified or removed, or staff are done with them.
    table.text("code");
    table.text("link");
    table.integer("is_vouched").notNullable();
    table.text("verdict_why").notNullable();
    table.text("received_at").notNullable();
    table.text("done_at");
    table.index(["done_at", "id"]);
    table.index(["mailbox_id", "id"]);
  });
}
