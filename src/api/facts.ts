// Rows as programs read them: what README.md promises, and nothing that could open something.
import { estimateOf, turnOf } from "../domain/task.ts";
import type { AttachmentRow, MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import type { TaskRow } from "../store/tasks.ts";
import { readToldWords } from "../store/told-words.ts";
import type { Api } from "./api.ts";

export function factsOfTask({ maskSecrets }: Api, task: TaskRow) {
  return {
    id: task.id,
    title: maskSecrets(task.title),
    client: { id: task.clientId, name: task.clientName },
    stage: task.stage,
    stageAt: task.stageAt,
    /** Whose move it is: `us`, `client` or `nobody`. */
    turn: turnOf(task.stage, task.lastMessageBy),
    openedAt: task.openedAt,
    lastMessageAt: task.lastMessageAt,
    estimate: estimateOf(task) ?? null,
    deliveryOn: task.deliveryOn,
    mergedInto: task.mergedIntoTaskId,
  };
}

/** With its files by name; their bytes are on the pages. */
export async function factsOfMessage(
  { maskSecrets }: Api,
  rows: Rows,
  message: MessageRow,
  files: readonly AttachmentRow[],
) {
  return {
    id: message.id,
    author: {
      kind: message.authorContactId === null ? "staff" : "contact",
      id: message.authorContactId ?? message.authorStaffId,
      name: message.authorName,
    },
    isNote: message.isNote === 1,
    channel: message.channel,
    postedAt: message.postedAt,
    text: maskSecrets(await readToldWords(rows, message)),
    files: files.map(({ id, filename, contentType, sizeBytes }) => ({
      id,
      filename,
      contentType,
      sizeBytes,
    })),
  };
}
