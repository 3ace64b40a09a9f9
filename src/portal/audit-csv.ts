// GET /audit.csv: the audit trail, or the part of it that is asked for, for a spreadsheet. Written out in batches; no cell can be a
// formula.
import type { Request, Response } from "express";
import { listAudit, type AuditRow } from "../store/audit.ts";
import { newestWindow } from "../store/id-window.ts";
import { readAskedPart } from "./audit-filter.ts";
import { auditSentence, type AuditNames } from "./audit-words.ts";
import { readAuditNames } from "./audit.ts";
import { byteOrderMark, csvLines } from "../export/csv-lines.ts";
import { drained } from "./drained.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff } from "./visitor.ts";

const batchSize = 500;
const cellLengthMax = 1_000;

const columns = ["when", "who", "what", "type", "task", "title", "client", "about"] as const;

/** For staff: all of it, however long, newest first. Memory holds one batch. */
export async function exportAudit(portal: Portal, request: Request, response: Response): Promise<void> {
  const reading = readingOf(portal, await requireStaff(portal, request));
  const { filter } = await readAskedPart(portal, request);
  const names = await readAuditNames(portal);
  response.status(200).set({
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="${reading.say("audit-csv.file")}-${reading.now.toISOString().slice(0, 10)}.csv"`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    vary: "cookie",
  });
  const header = columns.map((column) => reading.say(`audit-csv.${column}`));
  response.write(byteOrderMark + csvLines([header], cellLengthMax));
  let window = newestWindow;
  while (!response.destroyed) {
    const batch = await listAudit(portal.store.read, filter, window, batchSize);
    const last = batch.at(-1);
    if (last === undefined) break;
    window = { beforeId: last.id };
    const lines = batch.map((row) => toCells(portal, row, names, reading));
    if (!response.write(csvLines(lines, cellLengthMax)) && !response.destroyed) await drained(response);
  }
  response.end();
}

function toCells(portal: Portal, row: AuditRow, names: AuditNames, reading: Reading): string[] {
  const sentence = auditSentence(row, names, reading);
  const cells = [
    row.at,
    row.actorName ?? "",
    sentence.map(({ words }) => words).join(""),
    row.type,
    row.taskId === null ? "" : `#${row.taskId}`,
    row.taskTitle ?? "",
    row.clientName ?? "",
    row.contactName ?? "",
  ];
  return cells.map((cell) => portal.maskSecrets(cell));
}
