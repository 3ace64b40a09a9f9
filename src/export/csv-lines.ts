// Rows for spreadsheets: RFC 4180 with every cell quoted, and no cell that can be a formula, whatever somebody typed.
import { stringify } from "csv-stringify/sync";

/** Tells spreadsheets that a file is UTF-8; stands before its first line. */
export const byteOrderMark = "\ufeff";

/** Lines of a file, each cell cut to `cellLengthMax`; OWASP, “CSV Injection”: what opens like a formula gets an apostrophe before it. */
export function csvLines(rows: readonly (readonly string[])[], cellLengthMax: number): string {
  return stringify(
    rows.map((cells) => cells.map((cell) => toSafeCell(cell, cellLengthMax))),
    { quoted: true, quoted_empty: true, escape_formulas: true, record_delimiter: "\r\n" },
  );
}

/**
 * One line without control or invisible characters, which some programs skip before they look for a formula. A spreadsheet
 * with another separator than the comma would begin a cell behind each of its own, so what opens a formula there is parted.
 */
function toSafeCell(cell: string, lengthMax: number): string {
  return cell
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, lengthMax)
    .toWellFormed()
    .replace(/([;,"|])([=+@\-\uFF1D\uFF0B\uFF0D\uFF20])/gu, "$1 '$2");
}
