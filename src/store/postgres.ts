// PostgreSQL: a pool of connections by knex, each with named prepared statements, the same rows as on SQLite.
import knex from "knex";
import pg from "pg";
import { codeOf } from "../domain/fault.ts";
import type { OpenedRows } from "./database.ts";
import { storable, type Rows, type Value } from "./rows.ts";

/** Connections at the same time, unless it is set. */
export const usualConnectionsMax = 10;
/** PostgreSQL's serialization_failure and deadlock_detected: the transaction did nothing and may be run again. */
const retryableCodes = new Set(["40001", "40P01"]);
const transactionTriesMax = 3;

// count(*) is a 64-bit integer, which the driver gives as text. None of ours passes 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

interface Statement {
  name: string;
  text: string;
}

/** Connects to the server that a `postgres://` URL names. */
export async function openPostgres(url: string, connectionsMax = usualConnectionsMax): Promise<OpenedRows> {
  const pool = knex({
    client: "pg",
    connection: url,
    pool: {
      min: 1,
      max: connectionsMax,
      afterCreate: (connection: pg.Client, done: (fault?: Error) => void) => {
        connection.query("set synchronous_commit = on; set time zone 'UTC'", (fault) =>
          done(fault ?? undefined),
        );
      },
    },
  });
  const statements = new Map<string, Statement>();

  async function withConnection<T>(use: (connection: pg.Client) => Promise<T>): Promise<T> {
    const connection = (await pool.client.acquireConnection()) as pg.Client;
    try {
      return await use(connection);
    } finally {
      await pool.client.releaseConnection(connection);
    }
  }

  const read = rowsOf((sql, values) =>
    withConnection((connection) => query(connection, statements, sql, values)),
  );
  await read.all("select 1");
  return {
    read,
    write: (work) => withConnection((connection) => transaction(connection, statements, work)),
    close: () => pool.destroy(),
  };
}

async function transaction<T>(
  connection: pg.Client,
  statements: Map<string, Statement>,
  work: (rows: Rows) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      await connection.query("begin");
      const value = await work(rowsOf((sql, values) => query(connection, statements, sql, values)));
      await connection.query("commit");
      return value;
    } catch (fault) {
      // A connection that broke has nothing to roll back; what broke it is the fault to tell.
      await connection.query("rollback").catch(() => undefined);
      const code = codeOf(fault) ?? "";
      if (!retryableCodes.has(code) || tries >= transactionTriesMax) throw fault;
    }
  }
}

type Run = (sql: string, values: Value[]) => Promise<pg.QueryResult>;

function rowsOf(run: Run): Rows {
  return {
    engine: "postgres",
    all: async <Row>(sql: string, ...values: Value[]) => (await run(sql, values)).rows as Row[],
    first: async <Row>(sql: string, ...values: Value[]) =>
      (await run(sql, values)).rows[0] as Row | undefined,
    run: async (sql, ...values) => (await run(sql, values)).rowCount ?? 0,
  };
}

function query(connection: pg.Client, statements: Map<string, Statement>, sql: string, values: Value[]) {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = { name: `q${statements.size}`, text: numbered(sql) };
    statements.set(sql, statement);
  }
  return connection.query({ ...statement, values: values.map(storable) });
}

/** `?` to `$1`, `$2` and so on. Our SQL holds no literal question mark. */
function numbered(sql: string): string {
  let place = 0;
  return sql.replaceAll("?", () => `$${++place}`);
}
