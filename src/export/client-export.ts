// What an export works with, and what all its parts know of whom it is for.
import type { Rows } from "../store/rows.ts";

export interface ExportParts {
  read: Rows;
  now: Date;
  /** The From of our emails, and the name beside it. */
  installation: { agencyName: string; mailFrom: string };
  /** Replaces our own addresses and links, which would let their reader speak for others. */
  maskSecrets: (words: string) => string;
  /** Words of the catalogue in the language of whoever the export is for, and a template in it. */
  say: (key: string, values?: Record<string, string | number>) => string;
  render: (name: string, values: object) => string;
}

/** Whose it is. Clients get what they see on their pages; notes are for staff who want them. */
export interface ExportReader {
  isStaff: boolean;
  withNotes: boolean;
}

/** Named in every JSON file, and raised when its shape changes. */
export const exportFormat = "inreply-export/1";

/** Rows that are read at once. */
export const rowsAtOnce = 100;
/** Characters of one cell: what spreadsheets take. The JSON files have all of it. */
export const cellLengthMax = 32_000;

/** `tasks/000012`: sorts as it counts. */
export function folderOfTask(taskId: number): string {
  return `tasks/${numbered(taskId)}`;
}

export function numbered(id: number): string {
  return String(id).padStart(6, "0");
}
