// PostgreSQL as the target of a copy: its references are taken away, its rows put in, its references made again over all of them.
import type pg from "pg";
import {
  filledTables,
  type CopiedRow,
  type CopiedTable,
  type CopySource,
  type CopyTarget,
} from "./copy-side.ts";
import { listSequences, openAlone, sideOf } from "./copy-postgres.ts";
import { SnapshotFault } from "./snapshot-fault.ts";

/** Parameters of one statement; its protocol counts them in 16 bits. */
const parametersMax = 30_000;

/** For a database that is migrated and holds neither people nor mail. */
export async function openPostgresTarget(url: string): Promise<CopyTarget> {
  return openAlone(url, async (client, tables) => {
    await client.query("begin");
    await client.query("set local lock_timeout = '5s'");
    for (const table of filledTables) {
      if ((await client.query(`select 1 from ${table} limit 1`)).rows.length > 0)
        throw new SnapshotFault(
          "The database to copy to holds people or mail already. Copy to an empty one.",
        );
    }
    return targetOf(client, await sideOf(client, tables));
  });
}

function targetOf(client: pg.Client, side: CopySource): CopyTarget {
  const names = side.tables.map(({ name }) => name);
  let references: { table: string; name: string; definition: string }[] = [];
  return {
    ...side,
    begin: async () => {
      await client.query(`truncate ${names.join(", ")}`);
      ({ rows: references } = await client.query<(typeof references)[number]>(
        `select conrelid::regclass::text as "table", quote_ident(conname) as name,
           pg_get_constraintdef(oid) as definition
         from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
      ));
      // Made again at the end, where each is checked over all rows at once, whatever order they came in.
      for (const { table, name } of references)
        await client.query(`alter table ${table} drop constraint ${name}`);
      // They would tell every server of a million events, one by one.
      for (const name of names) await client.query(`alter table ${name} disable trigger user`);
    },
    insert: (table, rows) => insertRows(client, table, rows),
    finish: async (counters) => {
      for (const { table, name, definition } of references)
        await client.query(`alter table ${table} add constraint ${name} ${definition}`);
      for (const name of names) await client.query(`alter table ${name} enable trigger user`);
      for (const [table, sequence] of await listSequences(client, side.tables)) {
        await client.query(
          `select setval('${sequence}', greatest($1, (select max(id) from ${table}), 1),
             greatest($1, (select max(id) from ${table}), 0) > 0)`,
          [counters.get(table) ?? 0],
        );
      }
    },
    commit: async () => {
      await client.query("commit");
      // Else the first queries would be planned for empty tables. The copy is there also when this fails.
      await client.query("analyze").catch(() => undefined);
    },
  };
}

async function insertRows(
  client: pg.Client,
  { name, columns }: CopiedTable,
  rows: readonly CopiedRow[],
): Promise<void> {
  const names = columns.map((column) => `"${column.name}"`).join(", ");
  const rowsMax = Math.floor(parametersMax / columns.length);
  for (let from = 0; from < rows.length; from += rowsMax) {
    const some = rows.slice(from, from + rowsMax);
    let place = 0;
    const places = some.map(() => `(${columns.map(() => `$${++place}`).join(", ")})`).join(", ");
    await client.query(`insert into ${name} (${names}) values ${places}`, some.flat());
  }
}
