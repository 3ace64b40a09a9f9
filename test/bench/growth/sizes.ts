// How much room a SQLite database takes, and how much of it are blobs: raw mail and attachments.
import { statSync } from "node:fs";
import Database from "better-sqlite3";

export interface Sizes {
  fileBytes: number;
  blobBytes: number;
  messages: number;
}

/** Of a database that nobody uses: its log is in the file. */
export function readSizes(file: string): Sizes {
  const database = new Database(file, { readonly: true });
  try {
    const counts = database
      .prepare(
        `select (select coalesce(sum(size_bytes), 0) from blobs) as "blobBytes",
           (select max(id) from messages) as messages`,
      )
      .get() as Omit<Sizes, "fileBytes">;
    return { ...counts, fileBytes: statSync(file).size };
  } finally {
    database.close();
  }
}
