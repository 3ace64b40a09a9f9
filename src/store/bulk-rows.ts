// Rows in great numbers, with ids of their own, for filling an empty database. No action stands behind them: whoever writes them
// sees to it that they are as actions would have left them.
import { bulkColumns, type BulkRow, type BulkTable } from "./bulk-columns.ts";
import { places, type Rows, type Value } from "./rows.ts";

/**
 * Rows that go into one statement: few texts for each table, so that they stay prepared. Many together, since the index of words
 * writes down what it has gathered after each statement.
 */
const together = [500, 25, 1];

/** Writes rows as they are. They must be whole: every rule of the table holds for them as for any others. */
export async function insertRows<Table extends BulkTable>(
  rows: Rows,
  table: Table,
  added: readonly BulkRow<Table>[],
): Promise<void> {
  const columns: readonly (keyof BulkRow<Table>)[] = bulkColumns[table];
  let from = 0;
  for (const count of together) {
    if (added.length - from < count) continue;
    const text = `insert into ${table} (${columns.join(", ")}) values ${places(count, columns.length)}`;
    for (; added.length - from >= count; from += count) {
      const values: Value[] = [];
      for (const row of added.slice(from, from + count))
        for (const column of columns) values.push(row[column]);
      await rows.run(text, ...values);
    }
  }
}

/** Whether there is anybody or any mail here already. */
export async function holdsPeopleOrMail(rows: Rows): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from clients) or exists (select 1 from staff)
       or exists (select 1 from inbound_emails)`,
  );
  return found !== undefined;
}

/** The greatest number that a row of this table has; 0 for none. */
export async function findGreatestId(rows: Rows, table: "events"): Promise<number> {
  const row = await rows.first<{ id: number }>(`select coalesce(max(id), 0) as id from ${table}`);
  return row!.id;
}

/** After rows with ids of their own: what is written next gets the following ones, and the planner knows what there is. */
export async function endBulk(rows: Rows): Promise<void> {
  if (rows.engine === "sqlite") {
    // Else the first writes of a large installation would put the index of words in order, bit by bit, and wait for that.
    for (const name of searchTables) await rows.run(`insert into ${name}(${name}) values ('optimize')`);
    return;
  }
  for (const [table, columns] of Object.entries(bulkColumns)) {
    if (columns[0] === "id") {
      await rows.all(
        `select setval(pg_get_serial_sequence('${table}', 'id'), greatest(1, (select max(id) from ${table})))`,
      );
    }
    await rows.run(`analyze ${table}`);
  }
}

const searchTables = [
  "search_tasks",
  "search_messages",
  "search_attachments",
  "search_contacts",
  "search_addresses",
  "search_clients",
];
