// PostgreSQL as the source of a copy, and what it shares with one that is the target.
import pg from "pg";
import {
  copiedBytesMax,
  copiedRowsMax,
  isCopied,
  kindOf,
  sizeOf,
  type CopiedRow,
  type CopiedTable,
  type CopySource,
} from "./copy-side.ts";
import { othersConnected } from "./postgres-snapshot.ts";
import { SnapshotFault } from "./snapshot-fault.ts";

/** Rows that hold bytes are asked for few at a time: the driver has each answer whole, and twice. */
const bytesRowsMax = 16;
/** A connection that was just closed is there for a moment longer. */
const aloneTries = 20;

/** Reads in one snapshot, under locks that let others read and not write. */
export async function openPostgresSource(url: string): Promise<CopySource> {
  return openAlone(url, async (client, tables) => {
    await client.query("begin isolation level repeatable read");
    await client.query("set local lock_timeout = '5s'");
    await client.query(`lock table ${tables.map(({ name }) => name).join(", ")} in share mode`);
    return sideOf(client, tables);
  });
}

/** Connects, alone, and ends the connection when what follows fails. */
export async function openAlone<Side>(
  url: string,
  use: (client: pg.Client, tables: CopiedTable[]) => Promise<Side>,
): Promise<Side> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await requireAlone(client);
    const tables = await listTables(client);
    if (tables.length === 0) throw new SnapshotFault("There is no database of Inreply there.");
    return await use(client, tables);
  } catch (fault) {
    await client.end();
    throw fault;
  }
}

async function requireAlone(client: pg.Client): Promise<void> {
  for (let tries = 1; ; tries++) {
    if ((await client.query(othersConnected)).rows.length === 0) return;
    if (tries >= aloneTries)
      throw new SnapshotFault(
        "Something is connected to the database on PostgreSQL. Stop the server and try again.",
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function listTables(client: pg.Client): Promise<CopiedTable[]> {
  const columns = await client.query<{ table: string; name: string; type: string; place: number | null }>(
    `select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
       array_position(i.indkey::int2[], a.attnum) as place
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attgenerated = ''`,
  );
  if (!columns.rows.some(({ table }) => table === "knex_migrations")) return [];
  const names = [...new Set(columns.rows.map(({ table }) => table))].filter(isCopied).toSorted();
  return names.map((name) => {
    const own = columns.rows.filter(({ table }) => table === name);
    const keys = own
      .filter(({ place }) => place !== null)
      .toSorted((one, other) => one.place! - other.place!);
    return {
      name,
      columns: own
        .map((column) => ({ name: column.name, kind: kindOf(column.type) }))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      key: keys.map((column) => column.name),
    };
  });
}

export async function sideOf(client: pg.Client, tables: CopiedTable[]): Promise<CopySource> {
  const migrations = await client.query<{ name: string }>("select name from knex_migrations order by name");
  return {
    migrations: migrations.rows.map(({ name }) => name),
    tables,
    read: (table) => readTable(client, table),
    readCounters: async () => {
      const counters = new Map<string, number>();
      for (const [table, sequence] of await listSequences(client, tables)) {
        const { rows } = await client.query<{ given: string }>(
          `select case when is_called then last_value else 0 end as given from ${sequence}`,
        );
        counters.set(table, Number(rows[0]?.given ?? 0));
      }
      return counters;
    },
    close: async () => {
      await client.query("rollback").catch(() => undefined);
      await client.end();
    },
  };
}

async function* readTable(
  client: pg.Client,
  { name, columns, key }: CopiedTable,
): AsyncGenerator<CopiedRow[]> {
  const names = columns.map((column) => `"${column.name}"`).join(", ");
  const kinds = new Map(columns.map((column) => [column.name, column.kind]));
  // Whatever the database's own order of letters is.
  const order = key.map((column) => `"${column}"${kinds.get(column) === "text" ? ' collate "C"' : ""}`);
  const countMax = columns.some(({ kind }) => kind === "bytes") ? bytesRowsMax : copiedRowsMax;
  let count = countMax;
  await client.query(
    `declare copied no scroll cursor for select ${names} from ${name} order by ${order.join(", ")}`,
  );
  for (;;) {
    const { rows } = await client.query<CopiedRow>({
      text: `fetch forward ${count} from copied`,
      rowMode: "array",
    } as pg.QueryArrayConfig);
    if (rows.length === 0) break;
    yield rows;
    const rowBytes = rows.reduce((sum, row) => sum + sizeOf(row), 0) / rows.length;
    count = Math.max(1, Math.min(countMax, Math.floor(copiedBytesMax / rowBytes)));
  }
  await client.query("close copied");
}

/** The sequence of each table that gives ids. */
export async function listSequences(
  client: pg.Client,
  tables: readonly CopiedTable[],
): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const { name, key } of tables) {
    const { rows } = await client.query<{ sequence: string | null }>(
      "select pg_get_serial_sequence($1, $2) as sequence",
      [name, key[0]],
    );
    if (rows[0]?.sequence != null) found.push([name, rows[0].sequence]);
  }
  return found;
}
