// Snapshots of PostgreSQL: dumped by pg_dump beside a server that writes, and put back in one transaction.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { aloneStatements } from "./database.ts";
import { runProgram } from "./postgres-programs.ts";
import type { Snapshot } from "./snapshot.ts";
import { SnapshotFault } from "./snapshot-fault.ts";

/** In PostgreSQL's custom format, which `pg_restore` also reads by itself; whoever keeps the file compresses it. */
export async function takePostgresSnapshot(url: string, into: string): Promise<Snapshot> {
  const [newest] = await ask<{ name: string | null }>(url, "select max(name) as name from knex_migrations");
  if (newest?.name == null) throw new SnapshotFault("The database is empty.");
  await runProgram(
    "pg_dump",
    ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", `--file=${into}`],
    url,
  );
  // Asked afterwards, since what came meanwhile may be in it, too.
  return { version: newest.name, outsideCount: await countOutside(url) };
}

/** A database of an older version keeps nothing outside. */
async function countOutside(url: string): Promise<number> {
  const columns = await ask(
    url,
    "select 1 from information_schema.columns where table_schema = current_schema() and table_name = 'blobs' and column_name = 'object_key'",
  );
  if (columns.length === 0) return 0;
  const [outside] = await ask<{ count: string }>(
    url,
    "select count(*) as count from blobs where object_key is not null",
  );
  return Number(outside?.count ?? 0);
}

/** The database must be Inreply's own: all tables and functions in the schema `public` are replaced. */
export async function restorePostgres(url: string, snapshot: string, isReplacing: boolean): Promise<void> {
  await refuseInUse(url);
  await refuseFilled(url, isReplacing);
  const folder = dirname(snapshot);
  const [before, script] = [join(folder, "before.sql"), join(folder, "restore.sql")];
  await runProgram("pg_restore", ["--no-owner", "--no-privileges", `--file=${script}`, snapshot]);
  writeFileSync(before, `${aloneStatements.postgres};\n${dropAll}\n`, { mode: 0o600 });
  await runProgram(
    "psql",
    ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "-f", before, "-f", script],
    url,
  );
}

/** Also those that the snapshot does not know, which a later migration would stumble over. */
const dropAll = `do $$ declare name text; begin
  for name in select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public' loop
    execute 'drop table ' || name || ' cascade';
  end loop;
  for name in select oid::regprocedure::text from pg_proc where pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend where objid = pg_proc.oid and deptype = 'e') loop
    execute 'drop function ' || name || ' cascade';
  end loop;
end $$;`;

/** Of other users' sessions the kind is hidden; what PostgreSQL itself does here is no reason to refuse. */
export const othersConnected = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and coalesce(backend_type, 'client backend') = 'client backend'`;

async function refuseInUse(url: string): Promise<void> {
  const others = await ask(url, othersConnected);
  if (others.length === 0) return;
  const programs = others.length === 1 ? "One connection is" : `${others.length} connections are`;
  throw new SnapshotFault(`${programs} open to this database. Stop the server and try again.`);
}

async function refuseFilled(url: string, isReplacing: boolean): Promise<void> {
  const tables = await ask<{ name: string }>(
    url,
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const names = new Set(tables.map(({ name }) => name));
  if (names.size > 0 && !names.has("knex_migrations")) {
    throw new SnapshotFault("This database holds tables that are none of Inreply's. Give it one of its own.");
  }
  if (isReplacing) return;
  for (const table of ["clients", "staff", "inbound_emails"]) {
    if (!names.has(table) || (await ask(url, `select 1 from ${table} limit 1`)).length === 0) continue;
    throw new SnapshotFault(
      "This database holds people or mail already. With --replace they are gone and the backup takes their place.",
    );
  }
}

async function ask<Row extends object>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}
