// Bytes may be in a bucket outside the database: each row of blobs says so, and what has to leave the bucket is noted.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  // Where it is set, `bytes` is empty: SQLite would copy the whole table, gigabytes of it, to make that column nullable.
  await db.raw("alter table blobs add column object_key text");
  await db.raw("create index blobs_outside on blobs (object_key) where object_key is not null");
  await db.schema.createTable("object_removals", (table) => {
    table.text("object_key").primary();
    table.text("due_at").notNullable().index();
    // From then on nothing may refer to the object any more.
    table.integer("leaving").notNullable().defaultTo(0);
  });
}
