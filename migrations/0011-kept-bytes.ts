// The bytes of a raw email may go while its row stays, and a contact may be erased while what the client wrote stays.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable("inbound_emails", (table) => {
    table.text("raw_removed_at");
    // `retention` or `erasure`.
    table.text("raw_removed_by");
  });
  // The hash stays when the bytes are gone: by it the same mail is still known. SQLite copies the table for this.
  await db.schema.alterTable("inbound_emails", (table) => {
    table.dropForeign(["raw_sha256"]);
  });
  await db.raw(
    "create index inbound_emails_raw_kept on inbound_emails (processed_at) where raw_removed_at is null",
  );
  // Whether any attachment still needs bytes; without it SQLite reads all attachments for each blob that goes.
  await db.raw("create index attachments_sha256 on attachments (sha256)");
  await db.schema.alterTable("contacts", (table) => {
    table.text("erased_at");
  });
}
