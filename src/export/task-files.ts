// The files of one task in an export: what was said and decided on it as JSON, its attachments under safe names, and its emails.
import { downloadFilename } from "../domain/download-filename.ts";
import { Problem } from "../domain/problem.ts";
import { estimateOf } from "../domain/task.ts";
import { listApprovals } from "../store/approvals.ts";
import { getBlob } from "../store/blobs.ts";
import {
  findWholeMessage,
  listAttachmentsOfMessage,
  type AttachmentRow,
  type MessageRow,
} from "../store/messages.ts";
import type { WhichMessages } from "../store/exports.ts";
import { listParticipants } from "../store/participants.ts";
import type { TaskRow } from "../store/tasks.ts";
import { isWithOthersWords, readToldWords } from "../store/told-words.ts";
import type { Archive } from "./archive.ts";
import {
  exportFormat,
  folderOfTask,
  numbered,
  type ExportParts,
  type ExportReader,
} from "./client-export.ts";
import { readEmailOf } from "./message-email.ts";
import { eachMessage } from "./pages.ts";

/** The messages of one task whose emails were written, for the JSON that names them. */
type Emailed = ReadonlySet<number>;

/** Writes everything of one task. Each message's files are written as its turn comes, and forgotten. */
export async function addTask(
  archive: Archive,
  parts: ExportParts,
  reader: ExportReader,
  task: TaskRow,
): Promise<void> {
  const folder = folderOfTask(task.id);
  const at = parts.now;
  const emailed = await addFiles(archive, parts, reader, task, "shown");
  await archive.add(`${folder}/task.json`, jsonOfTask(parts, task, emailed), { at });
  if (!reader.withNotes) return;
  await archive.add(`${folder}/notes/notes.json`, jsonOfNotes(parts, task), { at });
  await addFiles(archive, parts, reader, task, "notes");
}

async function addFiles(
  archive: Archive,
  parts: ExportParts,
  reader: ExportReader,
  task: TaskRow,
  which: WhichMessages,
): Promise<Emailed> {
  const emailed = new Set<number>();
  for await (const message of eachMessage(parts.read, task.id, which)) {
    const at = new Date(message.postedAt);
    const email = which === "shown" ? await readEmailOf(parts, reader, task, message) : undefined;
    if (email !== undefined) {
      await archive.add(emailPath(task, message), [email], { at });
      emailed.add(message.id);
    }
    for (const file of await listAttachmentsOfMessage(parts.read, message.id)) {
      const bytes = await findBytes(parts, file);
      const isPacked = /^(?:image\/(?!svg|bmp)|video\/|audio\/|application\/(?:zip|pdf|vnd\.openxml))/u.test(
        file.contentType,
      );
      if (bytes !== undefined) await archive.add(filePath(task, message, file), [bytes], { at, isPacked });
    }
  }
  return emailed;
}

/** One at a time, since a file is held whole while it is written; undefined when its bytes are gone. */
async function findBytes({ read }: ExportParts, { sha256 }: AttachmentRow): Promise<Buffer | undefined> {
  try {
    return await getBlob(read, sha256);
  } catch (fault) {
    if (fault instanceof Problem && fault.code === "gone") return undefined;
    throw fault;
  }
}

async function* jsonOfTask(parts: ExportParts, task: TaskRow, emailed: Emailed): AsyncGenerator<string> {
  const { read, maskSecrets } = parts;
  const people = await listParticipants(read, task.id);
  const approvals = await listApprovals(read, task.id);
  const head = {
    format: exportFormat,
    task: {
      id: task.id,
      title: maskSecrets(task.title),
      stage: task.stage,
      stageAt: task.stageAt,
      openedAt: task.openedAt,
      lastMessageAt: task.lastMessageAt,
      estimate: estimateOf(task) ?? null,
      deliveryOn: task.deliveryOn,
      mergedInto: task.mergedIntoTaskId,
      people: people.map(({ contactId, name }) => ({ kind: contactId === null ? "staff" : "contact", name })),
    },
    approvals: approvals.map((approval) => ({
      by: approval.contactName,
      at: approval.approvedAt,
      channel: approval.channel,
      shown: maskSecrets(approval.shown),
      handOverMessage: approval.handOverMessageId,
      emailSha256: approval.rawSha256,
      undoneAt: approval.undoneAt,
      undoneBy: approval.undoneByName,
    })),
  };
  // The list of messages is written as it is read, inside the object that the head begins.
  yield `${JSON.stringify(head, null, 1).slice(0, -"\n}".length)},\n "messages": [`;
  yield* jsonOfMessages(parts, task, "shown", emailed);
  yield "\n ]\n}\n";
}

async function* jsonOfNotes(parts: ExportParts, task: TaskRow): AsyncGenerator<string> {
  yield `{\n "format": "${exportFormat}",\n "notes": [`;
  yield* jsonOfMessages(parts, task, "notes", new Set());
  yield "\n ]\n}\n";
}

async function* jsonOfMessages(
  parts: ExportParts,
  task: TaskRow,
  which: WhichMessages,
  emailed: Emailed,
): AsyncGenerator<string> {
  let separator = "\n";
  for await (const row of eachMessage(parts.read, task.id, which)) {
    const email = emailed.has(row.id) ? emailPath(task, row) : null;
    yield `${separator}${JSON.stringify({ ...(await toJson(parts, task, row)), email }, null, 1)}`;
    separator = ",\n";
  }
}

async function toJson({ read, maskSecrets }: ExportParts, task: TaskRow, row: MessageRow) {
  const files = await listAttachmentsOfMessage(read, row.id);
  const isOfOthers = await isWithOthersWords(read, row);
  const blocks = isOfOthers ? null : (await findWholeMessage(read, row.id))?.blocks;
  return {
    id: row.id,
    postedAt: row.postedAt,
    author: { kind: row.authorContactId === null ? "staff" : "contact", name: row.authorName },
    channel: row.channel,
    text: maskSecrets(await readToldWords(read, row)),
    // What the email held beside these words, as the page folds it.
    folded: (blocks ?? [])
      .filter(({ kind }) => kind !== "kept" && kind !== "context")
      .map(({ kind, text }) => ({ kind, text: maskSecrets(text) })),
    files: files.map((file) => ({
      path: filePath(task, row, file),
      name: file.filename,
      contentType: file.contentType,
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
    })),
  };
}

function emailPath(task: TaskRow, { id }: MessageRow): string {
  return `${folderOfTask(task.id)}/emails/${numbered(id)}.eml`;
}

/** The number before the name keeps two files of one name apart. */
function filePath(
  task: TaskRow,
  { isNote }: MessageRow,
  { id, filename, contentType }: AttachmentRow,
): string {
  const folder = `${folderOfTask(task.id)}/${isNote === 1 ? "notes" : "files"}`;
  return `${folder}/${numbered(id)}-${downloadFilename(filename, contentType)}`;
}
