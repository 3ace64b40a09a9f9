// Plans, clients, their contacts with several addresses each, and staff.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("plans", (table) => {
    table.increments("id");
    table.text("name").notNullable().unique();
    table.integer("active_tasks_max").notNullable();
    table.integer("strategy_sessions_monthly").notNullable();
    table.integer("training_sessions_monthly").notNullable();
  });
  await db.schema.createTable("clients", (table) => {
    table.increments("id");
    table.text("name").notNullable().unique();
    table.integer("plan_id").notNullable().references("plans.id");
    table.text("created_at").notNullable();
  });
  await db.schema.createTable("contacts", (table) => {
    table.increments("id");
    table.integer("client_id").notNullable().references("clients.id").index();
    table.text("name").notNullable();
    table.text("time_zone").notNullable();
    table.integer("can_approve").notNullable().defaultTo(0);
    table.text("created_at").notNullable();
  });
  await db.schema.createTable("contact_addresses", (table) => {
    table.increments("id");
    table.integer("contact_id").notNullable().references("contacts.id").index();
    table.text("address").notNullable().unique();
    table.integer("is_primary").notNullable().defaultTo(0);
    table.text("added_at").notNullable();
  });
  await db.schema.createTable("staff", (table) => {
    table.increments("id");
    table.text("name").notNullable();
    table.text("address").notNullable().unique();
    table.text("time_zone").notNullable();
    table.integer("follows_new_tasks").notNullable().defaultTo(1);
    table.text("created_at").notNullable();
  });
  await db("plans").insert([
    { name: "Standard", active_tasks_max: 1, strategy_sessions_monthly: 1, training_sessions_monthly: 1 },
    { name: "Premium", active_tasks_max: 2, strategy_sessions_monthly: 2, training_sessions_monthly: 2 },
    { name: "Elite", active_tasks_max: 3, strategy_sessions_monthly: 4, training_sessions_monthly: 4 },
  ]);
}
