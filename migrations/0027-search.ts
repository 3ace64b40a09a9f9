// What people search: the titles of tasks, what messages say, and the names of files, each indexed by the database itself.
import type { Knex } from "knex";

/** Characters of a text that are indexed. What PostgreSQL makes of a text has a limit, and an email may be longer. */
const indexedLengthMax = 100_000;

const sources = [
  ["tasks", "title"],
  ["messages", "kept"],
  ["attachments", "filename"],
] as const;

export async function up(db: Knex): Promise<void> {
  const index = db.client.config.client === "pg" ? indexOnPostgres : indexOnSqlite;
  for (const [table, column] of sources) await index(db, table, column);
}

/**
 * A column that is worked out from the other one cannot differ from it. Accents go from Latin letters, as SQLite does it,
 * and all punctuation becomes spaces: else the parser would take a file's name or an address for one word. It needs no
 * function of ours, which putting back a backup would stumble over.
 */
async function indexOnPostgres(db: Knex, table: string, column: string): Promise<void> {
  const text = `left(normalize(left(${column}, ${indexedLengthMax}), NFD), ${indexedLengthMax})`;
  const plain = `normalize(regexp_replace(${text}, U&'([A-Za-z])[\\0300-\\036f]+', '\\1', 'g'), NFC)`;
  const words = `regexp_replace(replace(lower(${plain}), 'ß', 'ss'), U&'[\\0001-\\002f\\003a-\\0040\\005b-\\0060\\007b-\\00a9\\00ab-\\00b4\\00b6-\\00b9\\00bb-\\00bf\\00d7\\00f7\\2000-\\206f\\3000-\\3004\\3007-\\303f]+', ' ', 'g')`;
  await db.raw(
    `alter table ${table} add column search_words tsvector
       generated always as (to_tsvector('pg_catalog.simple', ${words})) stored`,
  );
  // Without a list of what waits to be indexed, which every search would have to read.
  await db.raw(
    `create index ${table}_search_words on ${table} using gin (search_words) with (fastupdate = off)`,
  );
}

/**
 * An index without a copy of the text, kept by triggers within the transaction that writes. Whatever rebuilds one of these
 * tables has to make its triggers again.
 */
async function indexOnSqlite(db: Knex, table: string, column: string): Promise<void> {
  const search = `search_${table}`;
  await db.raw(
    `create virtual table ${search} using fts5(words, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')`,
  );
  // Words that are redacted or erased leave the file at once, and not when the index is next merged.
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
