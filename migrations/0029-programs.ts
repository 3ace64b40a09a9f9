// Other programs: the tokens with which they call us, the addresses at which they hear what happened, and each telling.
import type { Knex } from "knex";

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable("api_tokens", (table) => {
    table.increments("id");
    table.text("name").notNullable();
    // SHA-256 of the whole token, which stands nowhere.
    table.text("secret_hash").notNullable();
    // Names of what it may do, with spaces.
    table.text("scopes").notNullable();
    // The one client that it sees; nothing: all of them.
    table.integer("client_id").references("clients.id").index();
    // Who made it, as whom it writes.
    table.integer("staff_id").notNullable().references("staff.id");
    table.text("created_at").notNullable();
    // By the hour, so that no call is a write of its own.
    table.text("last_used_at");
    table.text("revoked_at");
  });
  await db.schema.createTable("webhook_endpoints", (table) => {
    table.increments("id");
    table.text("url").notNullable();
    // The key and version by which its secret is made anew each time.
    table.integer("key_id").notNullable();
    table.integer("version").notNullable().defaultTo(0);
    // Types of what it wants to hear, with spaces.
    table.text("wanted").notNullable();
    table.integer("client_id").references("clients.id").index();
    table.integer("staff_id").notNullable().references("staff.id");
    table.text("created_at").notNullable();
    table.text("paused_at");
    // `staff`, or `gone` when the endpoint itself said so.
    table.text("paused_by");
    table.text("removed_at");
  });
  await db.schema.createTable("webhook_deliveries", (table) => {
    table.increments("id");
    table.integer("endpoint_id").notNullable().references("webhook_endpoints.id");
    // Nothing for a test.
    table.integer("event_id").references("events.id").index();
    table.text("type").notNullable();
    // `queued`, `sending`, `delivered`, `failed`, or `skipped` when what it would tell of is gone.
    table.text("status").notNullable();
    table.integer("attempts").notNullable().defaultTo(0);
    table.text("next_attempt_at").notNullable();
    table.text("leased_until");
    table.text("created_at").notNullable();
    table.text("ended_at");
    // The HTTP status of the last answer, and what went wrong where there was none.
    table.integer("answer_code");
    table.text("fault");
    table.unique(["endpoint_id", "event_id"]);
    table.index(["endpoint_id", "id"]);
    table.index(["status", "next_attempt_at"]);
    table.index(["created_at"]);
  });
  // The program that brought it; its author is a person all the same.
  await db.raw("alter table messages add column api_token_id integer references api_tokens (id)");
  await db.raw("create index messages_api_token on messages (api_token_id) where api_token_id is not null");
  // Lists that are read on from where the last page ended.
  await db.raw("create index tasks_of_client on tasks (client_id, id)");
  await db.raw("create index tasks_of_stage on tasks (stage, id)");
  await db.raw("create index sessions_of_client on sessions (client_id, id)");
}
