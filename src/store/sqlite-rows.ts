// Rows of one SQLite connection: statements that are prepared once, and rows made of what they find.
import type Database from "better-sqlite3";
import { storable, type Rows, type Value } from "./rows.ts";

/** Prepared statements kept a connection; far above what the code has, so that a leak of texts shows in a test. */
export const cachedStatementsMax = 2_000;

/** `check` is asked before each statement, and throws where none may run. */
export function rowsOf(connection: Database.Database, check = () => {}): Rows {
  const statements = statementsOf(connection);
  function prepared(sql: string): Prepared {
    check();
    let found = statements.get(sql);
    if (found === undefined) {
      if (statements.size >= cachedStatementsMax) statements.clear();
      found = prepare(connection, sql);
      statements.set(sql, found);
    }
    return found;
  }
  return {
    engine: "sqlite",
    all: async <Row>(sql: string, ...values: Value[]) => {
      const { statement, toRow } = prepared(sql);
      return statement.all(...values.map(storable)).map(toRow) as Row[];
    },
    first: async <Row>(sql: string, ...values: Value[]) => {
      const { statement, toRow } = prepared(sql);
      const found = statement.get(...values.map(storable));
      return (found === undefined ? undefined : toRow(found)) as Row | undefined;
    },
    run: async (sql, ...values) => prepared(sql).statement.run(...values.map(storable)).changes,
  };
}

/** By connection and text. */
const cache = new WeakMap<Database.Database, Map<string, Prepared>>();

function statementsOf(connection: Database.Database): Map<string, Prepared> {
  const found = cache.get(connection) ?? new Map<string, Prepared>();
  cache.set(connection, found);
  return found;
}

interface Prepared {
  statement: Database.Statement;
  toRow: (values: unknown) => unknown;
}

/**
 * The driver looks up each column's name again for each row it makes an object of. A function that is written once for the
 * columns of its statement, as mysql2 does it, makes the same rows in half of the time.
 */
function prepare(connection: Database.Database, sql: string): Prepared {
  const statement = connection.prepare(sql);
  if (!statement.reader) return { statement, toRow: (values) => values };
  const names = JSON.stringify(statement.columns().map(({ name }) => name));
  return { statement: statement.raw(), toRow: makerOf(names) };
}

/** By the names of the columns, as JSON. */
const makers = new Map<string, Prepared["toRow"]>();

function makerOf(names: string): Prepared["toRow"] {
  let maker = makers.get(names);
  if (maker === undefined) {
    if (makers.size >= cachedStatementsMax) makers.clear();
    const fields = (JSON.parse(names) as string[]).map(
      (name, place) => `${JSON.stringify(name)}: values[${place}]`,
    );
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- the names are those of our own SQL
    maker = new Function("values", `return { ${fields.join(", ")} };`) as Prepared["toRow"];
    makers.set(names, maker);
  }
  return maker;
}
