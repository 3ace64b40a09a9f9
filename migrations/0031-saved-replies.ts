// Texts that staff write again and again, with places that are filled in on a task.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("saved_replies", (table) => {
    table.increments("id");
    table.text("title").notNullable();
    // With its places as they were typed: `{contact}`.
    table.text("text").notNullable();
    table.integer("created_by_staff_id").notNullable().references("staff.id");
    table.text("created_at").notNullable();
    table.integer("updated_by_staff_id").notNullable().references("staff.id");
    table.text("updated_at").notNullable();
  });
}
