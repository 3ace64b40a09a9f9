// The language in which each person reads our emails and pages.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  for (const name of ["contacts", "staff"]) {
    await db.schema.alterTable(name, (table) => {
      table.text("locale").notNullable().defaultTo("en");
    });
  }
}
