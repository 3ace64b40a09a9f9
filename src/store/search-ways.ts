// How SQLite goes about a search: by how many rows hold the words, and how much there is of a client's. PostgreSQL plans by itself.
import type { Rows } from "./rows.ts";

/** Of words that more rows hold than this, the newest are found and not the best: to weigh them it would count them all. */
export const frequentHits = 4_000;
/** A client with more messages than this has some among the newest of any frequent word; of others they are listed first. */
export const largeClientMessages = 20_000;

export type SearchTable = "tasks" | "messages" | "attachments";

/** `isRanked`: the best come first. `isListed`: what is the client's is listed before it is looked for in the index. */
export interface Way {
  isRanked: boolean;
  isListed: boolean;
}

/** `query`: as the index is asked. Without a client it is searched for staff. */
export async function chooseWay(
  rows: Rows,
  query: string,
  tables: readonly SearchTable[],
  clientId: number | undefined,
): Promise<Way> {
  if (rows.engine === "postgres") return { isRanked: true, isListed: false };
  let isFrequent = false;
  for (const table of tables) isFrequent ||= await isFrequentIn(rows, table, query);
  if (!isFrequent || clientId === undefined) return { isRanked: !isFrequent, isListed: false };
  return { isRanked: false, isListed: tables.includes("tasks") || !(await isLarge(rows, clientId)) };
}

async function isFrequentIn(rows: Rows, table: SearchTable, query: string): Promise<boolean> {
  const found = await rows.first<{ count: number }>(
    `select count(*) as count from (select 1 from search_${table} where search_${table} match ? limit ?) as found`,
    query,
    frequentHits + 1,
  );
  return found!.count > frequentHits;
}

async function isLarge(rows: Rows, clientId: number): Promise<boolean> {
  const found = await rows.first<{ count: number }>(
    `select count(*) as count from (
       select 1 from tasks u join messages n on n.task_id = u.id where u.client_id = ? limit ?) as theirs`,
    clientId,
    largeClientMessages + 1,
  );
  return found!.count > largeClientMessages;
}

/** The condition that a row of the index is of this client, with one value: its id. */
export function amongTheirs(table: SearchTable): string {
  const theirs = {
    tasks: "select u.id from tasks u where u.client_id = ?",
    messages: "select n.id from tasks u join messages n on n.task_id = u.id where u.client_id = ?",
    attachments: `select f.id from tasks u join messages n on n.task_id = u.id
      join attachments f on f.message_id = n.id where u.client_id = ?`,
  }[table];
  return ` and +search_${table}.rowid in (${theirs})`;
}
