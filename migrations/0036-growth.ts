// What an installation of many thousand people and tasks needs: people are found by an index of what they are called, and the
// open tasks of one of the staff, the newest of a stage, and the last place of a backlog, by indexes of their own.
import type { Knex } from "knex";

/** Characters of a text that are indexed, as those of titles and messages are. */
const indexedLengthMax = 100_000;

const sources = [
  ["contacts", "name", "search_contacts"],
  ["contact_addresses", "address", "search_addresses"],
  ["clients", "name", "search_clients"],
] as const;

export async function up(db: Knex): Promise<void> {
  const index = db.client.config.client === "pg" ? indexOnPostgres : indexOnSqlite;
  for (const [table, column, search] of sources) await index(db, table, column, search);
  await db.raw("create index tasks_stage_recent on tasks (stage, last_message_at, id)");
  await db.raw("create index tasks_backlog on tasks (client_id, backlog_position)");
  await db.raw(
    `create index tasks_assignee_open on tasks (assignee_staff_id, last_message_at, id)
     where stage in ('Triage', 'Accepted', 'Working', 'Pending Approval')`,
  );
}

/** As that of messages: without accents on Latin letters, and with spaces for all punctuation. */
async function indexOnPostgres(db: Knex, table: string, column: string): Promise<void> {
  const text = `left(normalize(left(${column}, ${indexedLengthMax}), NFD), ${indexedLengthMax})`;
  const plain = `normalize(regexp_replace(${text}, U&'([A-Za-z])[\\0300-\\036f]+', '\\1', 'g'), NFC)`;
  const words = `regexp_replace(replace(lower(${plain}), 'ß', 'ss'), U&'[\\0001-\\002f\\003a-\\0040\\005b-\\0060\\007b-\\00a9\\00ab-\\00b4\\00b6-\\00b9\\00bb-\\00bf\\00d7\\00f7\\2000-\\206f\\3000-\\3004\\3007-\\303f]+', ' ', 'g')`;
  await db.raw(
    `alter table ${table} add column search_words tsvector
       generated always as (to_tsvector('pg_catalog.simple', ${words})) stored`,
  );
  await db.raw(
    `create index ${table}_search_words on ${table} using gin (search_words) with (fastupdate = off)`,
  );
}

/** Kept by triggers, as that of messages: whatever rebuilds one of these tables has to make its triggers again. */
async function indexOnSqlite(db: Knex, table: string, column: string, search: string): Promise<void> {
  await db.raw(
    `create virtual table ${search} using fts5(words, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')`,
  );
  // Names that are erased leave the file at once.
  await db.raw(`insert into ${search}(${search}, rank) values ('secure-delete', 1)`);
  const wordsOf = (row: string) => `replace(substr(${row}.${column}, 1, ${indexedLengthMax}), 'ß', 'ss')`;
  const add = `insert into ${search}(rowid, words) values (new.id, ${wordsOf("new")})`;
  const remove = `insert into ${search}(${search}, rowid, words) values ('delete', old.id, ${wordsOf("old")})`;
  await db.raw(`create trigger ${search}_added after insert on ${table} begin ${add}; end`);
  await db.raw(`create trigger ${search}_removed after delete on ${table} begin ${remove}; end`);
  await db.raw(
    `create trigger ${search}_changed after update of ${column} on ${table}
     when old.${column} is not new.${column} begin ${remove}; ${add}; end`,
  );
  await db.raw(`insert into ${search}(rowid, words) select id, ${wordsOf(table)} from ${table}`);
}
