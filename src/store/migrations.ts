// Where knex finds our migrations. Its own directory loader cannot load TypeScript under vitest on Node 20.
import { readdirSync } from "node:fs";
import type { Knex } from "knex";

const folder = new URL("../../migrations/", import.meta.url);

/** The migrations by number, all of them or those up to and including `last` (a name without its ending). */
export function migrationSource(last?: string): Knex.MigrationSource<string> {
  return {
    getMigrations: () =>
      Promise.resolve(migrationNames().filter((name) => last === undefined || name <= last)),
    getMigrationName: (name) => name,
    getMigration: async (name) => {
      const { up } = (await import(new URL(`${name}.ts`, folder).href)) as Pick<Knex.Migration, "up">;
      return {
        up,
        down: () => Promise.reject(new Error("Migrations only go up; restore a backup instead.")),
      };
    },
  };
}

/** Names of all migrations in order, such as `0001-people`. */
export function migrationNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .toSorted();
}
