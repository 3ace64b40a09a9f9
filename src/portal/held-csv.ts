// GET /held.csv: the log of all that came in, for a spreadsheet. Written out in batches; no cell can be a formula.
import type { Request, Response } from "express";
import { byteOrderMark, csvLines } from "../export/csv-lines.ts";
import { listInboundLog, type LogRow } from "../store/held-desk.ts";
import { drained } from "./drained.ts";
import { reasonInWords, statusInWords } from "./outcome-words.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type SayToThem } from "./reading.ts";
import { requireStaff } from "./visitor.ts";

/** Emails in one file, the newest. */
export const logRowsMax = 10_000;
const batchSize = 500;
const cellLengthMax = 1_000;

const columns = ["received", "status", "reason", "from", "to", "subject", "task"] as const;

/** For staff. RFC 4180 with every cell quoted; a byte order mark tells spreadsheets that it is UTF-8. */
export async function exportInboundLog(portal: Portal, request: Request, response: Response): Promise<void> {
  const { say } = readingOf(portal, await requireStaff(portal, request));
  const day = portal.clock().toISOString().slice(0, 10);
  response.status(200).set({
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="${say("held-csv.file")}-${day}.csv"`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    vary: "cookie",
  });
  response.write(
    byteOrderMark + csvLines([columns.map((column) => say(`held-csv.${column}`))], cellLengthMax),
  );
  let beforeId = 2_147_483_647;
  for (let count = 0; count < logRowsMax && !response.destroyed; count += batchSize) {
    const batch = await listInboundLog(portal.store.read, beforeId, Math.min(batchSize, logRowsMax - count));
    const last = batch.at(-1);
    if (last === undefined) break;
    beforeId = last.id;
    const isTaken = response.write(
      csvLines(
        batch.map((row) => toCells(portal, row, say)),
        cellLengthMax,
      ),
    );
    if (!isTaken && !response.destroyed) await drained(response);
  }
  response.end();
}

function toCells(portal: Portal, row: LogRow, say: SayToThem): string[] {
  const address = row.fromAddress ?? row.envelopeFrom;
  const isBusy = row.status === "pending" || row.status === "processing";
  return [
    row.receivedAt,
    statusInWords(row.status as Parameters<typeof statusInWords>[0], say),
    isBusy ? "" : reasonInWords(row.reason, say),
    portal.maskSecrets(
      row.fromName === null || row.fromName === "" ? address : `${row.fromName} <${address}>`,
    ),
    portal.maskSecrets(row.envelopeTo),
    portal.maskSecrets(row.subject ?? ""),
    row.taskId === null ? "" : say("held-csv.task-number", { task: row.taskId }),
  ];
}
