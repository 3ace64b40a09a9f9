// Whether pages listen to single keys for each person, which some keyboards and dictation programs press by mistake.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  for (const name of ["contacts", "staff"]) {
    await db.schema.alterTable(name, (table) => {
      table.integer("has_shortcuts").notNullable().defaultTo(1);
    });
  }
}
