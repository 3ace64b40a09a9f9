// Finds tasks and messages by the words in their index, best first. Reads rows, writes nothing: the indexes keep themselves (see
// the migration).
import type { Search, SearchTerm } from "../domain/search.ts";
import { listMessageHits, type MessageHit } from "./message-hits.ts";
import { places, type Rows, type Value } from "./rows.ts";
import { amongTheirs, chooseWay, type SearchTable, type Way } from "./search-ways.ts";
import { taskQuery, type TaskRow } from "./tasks.ts";

/** Hits on one page. */
export const searchPageSize = 20;
/** Of more hits than this only the newest are put in order, so that a word of every message takes no longer. */
export const searchHitsMax = 1_000;

/** Whose words may be found: everybody's for staff, and for a contact those that the pages of their client show. */
export type SearchScope = { kind: "staff" } | { kind: "contact"; clientId: number };

/** One page of what was found. `isMore`: there are more than `searchHitsMax`, and those are not counted. */
export interface Found<Hit> {
  hits: Hit[];
  count: number;
  isMore: boolean;
}

export interface PagePart {
  offset: number;
  size: number;
}

/** Tasks by the words of their title; first the one whose number was typed. */
export async function searchTasks(
  rows: Rows,
  search: Search,
  scope: SearchScope,
  part: PagePart,
): Promise<Found<TaskRow>> {
  if (search.terms.length === 0) return { hits: [], count: 0, isMore: false };
  const { condition, values } = ofClient(scope);
  const numbered =
    search.taskId === undefined
      ? undefined
      : await rows.first<{ id: number }>(
          `select t.id from tasks t where t.id = ?${condition}`,
          search.taskId,
          ...values,
        );
  const way = await chooseWay(rows, wordsQuery(rows, search), ["tasks"], clientIdOf(scope));
  const asked = { columns: "t.id, t.last_message_at as at", condition: `true${condition}`, way };
  const ranked = await rows.all<{ id: number }>(
    `select id from (${rankedIn(rows, "tasks", scope, asked)}) as found order by rank, at desc, id desc`,
    ...rankValues(rows, search),
    ...values,
    ...(way.isListed ? values : []),
    searchHitsMax + 1,
  );
  const first = numbered === undefined ? [] : [numbered.id];
  const ids = [...first, ...ranked.map(({ id }) => id).filter((id) => id !== numbered?.id)];
  return pageOf(ids, part, (shown) =>
    rows.all<TaskRow>(`${taskQuery} where t.id in ${places(1, shown.length)}`, ...shown),
  );
}

/** Messages by what they say, or by the name of a file that came with one. Notes are found by staff alone. */
export async function searchMessages(
  rows: Rows,
  search: Search,
  scope: SearchScope,
  part: PagePart,
): Promise<Found<MessageHit>> {
  if (search.terms.length === 0) return { hits: [], count: 0, isMore: false };
  const { condition, values } = ofClient(scope);
  const isStaff = scope.kind === "staff";
  const seen = isStaff ? "true" : `m.is_note = 0${condition}`;
  const said = isStaff ? seen : `${seen} and ${withoutOthersLines(rows)}`;
  const way = await chooseWay(rows, wordsQuery(rows, search), ["messages", "attachments"], clientIdOf(scope));
  const asked = { columns: "m.id, m.posted_at as at", way };
  const listed = way.isListed ? values : [];
  const ranked = await rows.all<{ id: number }>(
    `select id from (
       select * from (${rankedIn(rows, "messages", scope, { ...asked, condition: said })}) as found_by_words
       union all select * from (${rankedIn(rows, "attachments", scope, { ...asked, condition: seen })}) as found_by_files) as found
     group by id, at order by min(rank), at desc, id desc`,
    ...rankValues(rows, search),
    ...values,
    ...(isStaff ? [] : [contextMark]),
    ...listed,
    searchHitsMax + 1,
    ...rankValues(rows, search),
    ...values,
    ...listed,
    searchHitsMax + 1,
  );
  const ids = ranked.map(({ id }) => id);
  return pageOf(ids, part, (shown) => listMessageHits(rows, shown, isStaff));
}

/**
 * The newest rows that hold all words, with how well they do (the smaller, the better). Values: `rankValues`, those of
 * `condition`, the client where its own are listed, and how many.
 */
function rankedIn(
  rows: Rows,
  table: SearchTable,
  scope: SearchScope,
  { columns, condition, way }: { columns: string; condition: string; way: Way },
): string {
  const tables = {
    tasks: "tasks t",
    messages: "messages m join tasks t on t.id = m.task_id",
    attachments: "attachments a join messages m on m.id = a.message_id join tasks t on t.id = m.task_id",
  }[table];
  const row = { tasks: "t", messages: "m", attachments: "a" }[table];
  if (rows.engine === "sqlite") {
    // Read in the order of the index, newest first, and so no further than is needed.
    return `select ${columns}, ${way.isRanked ? `bm25(search_${table})` : "0"} as rank
      from search_${table} cross join ${tables.replaceAll(" join", " cross join")}
      where search_${table} match ? and ${row}.id = search_${table}.rowid and ${condition}${way.isListed ? amongTheirs(table) : ""}
      order by search_${table}.rowid desc limit ?`;
  }
  // For a client it must not begin in the index, but with what is theirs: a statement that was prepared is planned once for all
  // words, and one that stands in everybody's messages would have all of these read.
  const words = `${row}.search_words`;
  const looked = scope.kind === "staff" ? words : `coalesce(${words}, '')`;
  return `select ${columns}, -ts_rank(${words}, to_tsquery('simple', ?), 1) as rank
    from ${tables} where ${looked} @@ to_tsquery('simple', ?) and ${condition}
    order by ${row}.id desc limit ?`;
}

function rankValues(rows: Rows, search: Search): Value[] {
  const query = wordsQuery(rows, search);
  return rows.engine === "sqlite" ? [query] : [query, query];
}

function wordsQuery(rows: Rows, { terms }: Search): string {
  return terms.map((term) => termQuery(rows, term)).join(rows.engine === "sqlite" ? " AND " : " & ");
}

/** One term alone, as the engine's index is asked for it. */
export function termQuery({ engine }: Rows, term: SearchTerm): string {
  return engine === "sqlite" ? sqliteTerm(term) : postgresTerm(term);
}

/** Words hold letters, numbers and marks alone, so nothing in them ends the quotes. */
function sqliteTerm({ words, isBeginning }: SearchTerm): string {
  return `"${words.join(" ")}"${isBeginning ? "*" : ""}`;
}

function postgresTerm({ words, isBeginning }: SearchTerm): string {
  return words.map((word) => `'${word}'${isBeginning ? ":*" : ""}`).join(" <-> ");
}

function ofClient(scope: SearchScope): { condition: string; values: Value[] } {
  return scope.kind === "staff"
    ? { condition: "", values: [] }
    : { condition: " and t.client_id = ?", values: [scope.clientId] };
}

function clientIdOf(scope: SearchScope): number | undefined {
  return scope.kind === "staff" ? undefined : scope.clientId;
}

/** How blocks, as JSON, write that lines are quoted between answers; within a text these quotes would be escaped. */
const contextMark = '"kind":"context"';

/** The lines that an answer stands between are hidden where they are another client's: nobody finds the message by them. */
function withoutOthersLines(rows: Rows): string {
  const position = rows.engine === "sqlite" ? "instr" : "strpos";
  return `(not exists (select 1 from message_moves v join tasks f on f.id = v.from_task_id
      where v.message_id = m.id and f.client_id <> t.client_id)
    or coalesce(${position}(m.blocks, ?), 0) = 0)`;
}

/** The rows of one page in the order of `ids`, which are all that were found. */
async function pageOf<Hit extends { id: number }>(
  ids: readonly number[],
  { offset, size }: PagePart,
  list: (shown: readonly number[]) => Promise<Hit[]>,
): Promise<Found<Hit>> {
  const shown = ids.slice(offset, offset + Math.min(size, searchPageSize));
  // No row has the number 0; the statement stays the same for a page that is not full.
  const padded = [...shown, ...Array.from({ length: searchPageSize - shown.length }, () => 0)];
  const rows = new Map(shown.length === 0 ? [] : (await list(padded)).map((row) => [row.id, row]));
  return {
    hits: shown.flatMap((id) => rows.get(id) ?? []),
    count: Math.min(ids.length, searchHitsMax),
    isMore: ids.length > searchHitsMax,
  };
}
