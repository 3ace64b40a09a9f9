// SQLite as the source and the target of a copy.
import Database from "better-sqlite3";
import { codeOf } from "../domain/fault.ts";
import {
  copiedBytesMax,
  copiedRowsMax,
  filledTables,
  isCopied,
  kindOf,
  sizeOf,
  type CopiedRow,
  type CopiedTable,
  type CopySource,
  type CopyTarget,
} from "./copy-side.ts";
import { SnapshotFault } from "./snapshot-fault.ts";

/** Holds the file for itself until it is closed: nobody writes to it meanwhile, and a server that has it open is a fault. */
export function openSqliteSource(file: string): CopySource {
  const database = openAlone(file);
  return sideOf(database);
}

/** The same for a file that is migrated and holds neither people nor mail. */
export function openSqliteTarget(file: string): CopyTarget {
  const database = openAlone(file);
  const isFilled = filledTables.some(
    (table) => database.prepare(`select 1 from ${table} limit 1`).get() !== undefined,
  );
  if (isFilled) {
    database.close();
    throw new SnapshotFault(`The database at ${file} holds people or mail already. Copy to an empty one.`);
  }
  const side = sideOf(database);
  return {
    ...side,
    begin: async () => {
      for (const { name } of side.tables) database.prepare(`delete from ${name}`).run();
    },
    insert: async ({ name, columns }, rows) => {
      const names = columns.map((column) => `"${column.name}"`).join(", ");
      const statement = database.prepare(
        `insert into ${name} (${names}) values (${columns.map(() => "?").join(", ")})`,
      );
      for (const row of rows) statement.run(...row);
    },
    finish: async (counters) => {
      for (const [table, highest] of counters) setCounter(database, table, highest);
      const dangling = database.pragma("foreign_key_check") as unknown[];
      if (dangling.length > 0)
        throw new SnapshotFault(`${dangling.length} references lead to rows that are not there.`);
    },
    commit: async () => void database.exec("commit"),
  };
}

/** In WAL mode every other connection, also an idle one, keeps this one from having the file for itself. */
function openAlone(file: string): Database.Database {
  const database = new Database(file, { fileMustExist: true, timeout: 1000 });
  try {
    database.pragma("locking_mode = exclusive");
    // The references of rows lead to others that come later; all are checked at the end.
    database.pragma("foreign_keys = off");
    database.exec("begin immediate");
    return database;
  } catch (fault) {
    database.close();
    const code = codeOf(fault) ?? "";
    if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED"))
      throw new SnapshotFault(`Something uses the database at ${file}. Stop the server and try again.`);
    throw fault;
  }
}

function sideOf(database: Database.Database): CopySource {
  const tables = listTables(database);
  if (tables.length === 0) {
    database.close();
    throw new SnapshotFault("There is no database of Inreply there.");
  }
  const migrations = database.prepare("select name from knex_migrations order by name").all() as {
    name: string;
  }[];
  return {
    migrations: migrations.map(({ name }) => name),
    tables,
    read: (table) => readTable(database, table),
    readCounters: async () => {
      const rows = database.prepare("select name, seq from sqlite_sequence").all() as {
        name: string;
        seq: number;
      }[];
      return new Map(rows.filter(({ name }) => isCopied(name)).map(({ name, seq }) => [name, seq]));
    },
    close: async () => {
      if (database.inTransaction) database.exec("rollback");
      database.close();
    },
  };
}

function listTables(database: Database.Database): CopiedTable[] {
  const names = database.prepare("select name from sqlite_schema where type = 'table'").all() as {
    name: string;
  }[];
  if (!names.some(({ name }) => name === "knex_migrations")) return [];
  return names
    .map(({ name }) => name)
    .filter(isCopied)
    .toSorted()
    .map((name) => {
      const columns = database.pragma(`table_xinfo(${name})`) as {
        name: string;
        type: string;
        pk: number;
        hidden: number;
      }[];
      const keys = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk);
      return {
        name,
        columns: columns
          // A generated column is hidden.
          .filter(({ hidden }) => hidden === 0)
          .map((column) => ({ name: column.name, kind: kindOf(column.type) }))
          .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
        key: keys.map((column) => column.name),
      };
    });
}

async function* readTable(
  database: Database.Database,
  { name, columns, key }: CopiedTable,
): AsyncGenerator<CopiedRow[]> {
  const names = columns.map((column) => `"${column.name}"`).join(", ");
  const order = key.map((column) => `"${column}"`).join(", ");
  const statement = database.prepare(`select ${names} from ${name} order by ${order}`).raw();
  let rows: CopiedRow[] = [];
  let sizeBytes = 0;
  for (const found of statement.iterate()) {
    const row = found as CopiedRow;
    rows.push(row);
    sizeBytes += sizeOf(row);
    if (rows.length < copiedRowsMax && sizeBytes < copiedBytesMax) continue;
    yield rows;
    rows = [];
    sizeBytes = 0;
  }
  if (rows.length > 0) yield rows;
}

/** The rows themselves have raised it to the highest id that is there. */
function setCounter(database: Database.Database, table: string, highest: number): void {
  const isRaised = database
    .prepare("update sqlite_sequence set seq = max(seq, ?) where name = ?")
    .run(highest, table);
  if (isRaised.changes === 0)
    database.prepare("insert into sqlite_sequence (name, seq) values (?, ?)").run(table, highest);
}
