// The tables of an export, for spreadsheets: tasks, messages, notes, approvals and sessions, each with its head in the reader's
// language. Moments are ISO 8601 in UTC.
import { estimateOf } from "../domain/task.ts";
import { listApprovals } from "../store/approvals.ts";
import type { WhichMessages } from "../store/exports.ts";
import { listAttachmentsOfMessage } from "../store/messages.ts";
import { readToldWords } from "../store/told-words.ts";
import { cellLengthMax, type ExportParts } from "./client-export.ts";
import { byteOrderMark, csvLines } from "./csv-lines.ts";
import { eachMessage, eachSession, eachTask } from "./pages.ts";

type Sheet = (parts: ExportParts, clientId: number) => AsyncGenerator<string>;

export const sheetOfTasks: Sheet = (parts, clientId) =>
  written(
    parts,
    [
      "task",
      "title",
      "stage",
      "since",
      "opened",
      "last-message",
      "least-minutes",
      "most-minutes",
      "delivery-on",
    ],
    rowsOfTasks(parts, clientId),
  );

async function* rowsOfTasks({ read, maskSecrets }: ExportParts, clientId: number): AsyncGenerator<string[]> {
  for await (const task of eachTask(read, clientId)) {
    const estimate = estimateOf(task);
    yield [
      String(task.id),
      maskSecrets(task.title),
      task.stage,
      task.stageAt,
      task.openedAt,
      task.lastMessageAt,
      String(estimate?.minMinutes ?? ""),
      String(estimate?.maxMinutes ?? ""),
      task.deliveryOn ?? "",
    ];
  }
}

export const sheetOfMessages: Sheet = (parts, clientId) => sheetOfWords(parts, clientId, "shown");

export const sheetOfNotes: Sheet = (parts, clientId) => sheetOfWords(parts, clientId, "notes");

function sheetOfWords(parts: ExportParts, clientId: number, which: WhichMessages): AsyncGenerator<string> {
  return written(
    parts,
    ["task", "title", "message", "posted", "author", "channel", "words", "files"],
    rowsOfWords(parts, clientId, which),
  );
}

async function* rowsOfWords(
  { read, maskSecrets }: ExportParts,
  clientId: number,
  which: WhichMessages,
): AsyncGenerator<string[]> {
  for await (const task of eachTask(read, clientId)) {
    for await (const message of eachMessage(read, task.id, which)) {
      const files = await listAttachmentsOfMessage(read, message.id);
      yield [
        String(task.id),
        maskSecrets(task.title),
        String(message.id),
        message.postedAt,
        message.authorName,
        message.channel,
        maskSecrets(await readToldWords(read, message)),
        files.map(({ filename }) => filename).join(", "),
      ];
    }
  }
}

export const sheetOfApprovals: Sheet = (parts, clientId) =>
  written(
    parts,
    ["task", "title", "approved-by", "approved", "channel", "undone", "undone-by"],
    rowsOfApprovals(parts, clientId),
  );

async function* rowsOfApprovals(
  { read, maskSecrets }: ExportParts,
  clientId: number,
): AsyncGenerator<string[]> {
  for await (const task of eachTask(read, clientId)) {
    for (const approval of await listApprovals(read, task.id)) {
      yield [
        String(task.id),
        maskSecrets(task.title),
        approval.contactName,
        approval.approvedAt,
        approval.channel,
        approval.undoneAt ?? "",
        approval.undoneByName ?? "",
      ];
    }
  }
}

export const sheetOfSessions: Sheet = (parts, clientId) =>
  written(
    parts,
    ["session", "kind", "starts", "minutes", "state", "contact", "staff", "agenda"],
    rowsOfSessions(parts, clientId),
  );

async function* rowsOfSessions(
  { read, maskSecrets }: ExportParts,
  clientId: number,
): AsyncGenerator<string[]> {
  for await (const session of eachSession(read, clientId)) {
    yield [
      String(session.id),
      session.kind,
      session.startsAt,
      String(session.minutes),
      session.state,
      session.contactName,
      session.staffName,
      maskSecrets(session.agenda),
    ];
  }
}

async function* written(
  { say }: ExportParts,
  columns: readonly string[],
  rows: AsyncGenerator<string[]>,
): AsyncGenerator<string> {
  const head = columns.map((column) => say(`export-column.${column}`));
  yield byteOrderMark + csvLines([head], cellLengthMax);
  for await (const row of rows) yield csvLines([row], cellLengthMax);
}
