// Rows of a generated world on their way into the store: gathered, and written many in one transaction, in bounded memory.
import { bulkColumns, type BulkRow, type BulkTable } from "../../store/bulk-columns.ts";
import { insertRows } from "../../store/bulk-rows.ts";
import type { Store } from "../../store/database.ts";

/** Rows of all tables that are written in one transaction: some tens of megabytes. */
const gatheredMax = 6_000;

export interface RowsToWrite {
  add: <Table extends BulkTable>(table: Table, row: BulkRow<Table>) => void;
  /** The id of the next row of a table, each given once. */
  nextId: (table: BulkTable) => number;
  /** To be awaited now and then: writes what is gathered, once that is much. */
  writeMuch: () => Promise<void>;
  writeAll: () => Promise<void>;
}

/** `firstIds`: where ids go on in tables that have rows already. */
export function gatherRows(store: Store, firstIds: Partial<Record<BulkTable, number>>): RowsToWrite {
  const tables = Object.keys(bulkColumns) as BulkTable[];
  const gathered = new Map<BulkTable, BulkRow<BulkTable>[]>(tables.map((table) => [table, []]));
  const ids = new Map<BulkTable, number>(tables.map((table) => [table, firstIds[table] ?? 1]));
  let count = 0;

  async function writeAll(): Promise<void> {
    await store.write(async (rows) => {
      // In the order of the list, so that what a row refers to is there before it.
      for (const table of tables) await insertRows(rows, table, gathered.get(table)!);
    });
    for (const table of tables) gathered.set(table, []);
    count = 0;
  }

  return {
    add: (table, row) => {
      gathered.get(table)!.push(row as BulkRow<BulkTable>);
      count++;
    },
    nextId: (table) => {
      const id = ids.get(table)!;
      ids.set(table, id + 1);
      return id;
    },
    writeMuch: async () => {
      if (count >= gatheredMax) await writeAll();
    },
    writeAll,
  };
}
