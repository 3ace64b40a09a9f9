// Takes a contact's hand off the messages they wrote, and on request the words as well, with every copy on their tasks.
import { Problem } from "../domain/problem.ts";
import { removeBlobIfUnused } from "../store/blobs.ts";
import {
  eraseOriginalsSince,
  eraseQuotesSince,
  eraseSentSince,
  hasUnsentEmailsOn,
  listHeadersOn,
  markHeaders,
} from "../store/erased-words.ts";
import {
  eraseEmailsAbout,
  eraseFilesOfMessage,
  eraseMessage,
  eraseThreadId,
  type ErasableMessage,
} from "../store/erasure.ts";
import { removeRaw } from "../store/raw-mail.ts";
import type { Rows } from "../store/rows.ts";

interface Written {
  messages: readonly ErasableMessage[];
  /** Where staff forwarded an email of theirs to: from then on a task holds their words, too. */
  forwards: readonly Pick<ErasableMessage, "taskId" | "postedAt">[];
  /** Message-IDs of their emails. */
  ids: readonly string[];
  /** Whom the emails that told of their messages are from, from now on. */
  fromName: string;
  /** Stands in place of the words; null when these stay. */
  note: string | null;
}

/** Stands in the headers of our emails in place of a Message-ID of theirs. */
const erasedId = "<erased@erased.invalid>";

/** Answers the bytes that this freed, and the files that went. Throws `conflict` while an email that quotes them is on its way. */
export async function eraseWords(
  rows: Rows,
  at: string,
  { messages, forwards, ids, fromName, note }: Written,
): Promise<{ freedBytes: number; fileCount: number }> {
  const files: string[] = [];
  for (const { id } of messages) {
    await eraseEmailsAbout(rows, id, { fromName, words: note });
    await eraseMessage(rows, id, note);
    if (note === null) continue;
    for (const { sha256 } of await eraseFilesOfMessage(rows, id)) files.push(sha256);
  }
  let freedBytes = 0;
  for (const sha256 of new Set(files)) freedBytes += await removeBlobIfUnused(rows, sha256);
  for (const id of new Set(ids)) await eraseThreadId(rows, id);
  for (const [taskId, since] of beginningsByTask([...messages, ...forwards])) {
    await eraseIdsIn(rows, taskId, ids);
    if (note !== null) freedBytes += await eraseCopies(rows, at, { taskId, since, note });
  }
  return { freedBytes, fileCount: files.length };
}

/** When they first wrote on each task. */
function beginningsByTask(
  messages: readonly Pick<ErasableMessage, "taskId" | "postedAt">[],
): Map<number, string> {
  const beginnings = new Map<number, string>();
  for (const { taskId, postedAt } of messages) {
    const before = beginnings.get(taskId);
    if (before === undefined || postedAt < before) beginnings.set(taskId, postedAt);
  }
  return beginnings;
}

async function eraseIdsIn(rows: Rows, taskId: number, ids: readonly string[]): Promise<void> {
  for (const { id, headers } of await listHeadersOn(rows, taskId)) {
    const cleaned = ids.reduce(
      (text, theirs) => text.replaceAll(JSON.stringify(theirs).slice(1, -1), erasedId),
      headers,
    );
    if (cleaned !== headers) await markHeaders(rows, id, cleaned);
  }
}

/** Others' answers quote them, and our emails repeat the message before: all that came after their first words is cut to size. */
async function eraseCopies(
  rows: Rows,
  at: string,
  { taskId, since, note }: { taskId: number; since: string; note: string },
): Promise<number> {
  if (await hasUnsentEmailsOn(rows, taskId)) {
    throw new Problem("conflict", {
      en: `An email about task #${taskId} is still on its way. Try again once it is sent.`,
      de: `Eine E-Mail zu Aufgabe #${taskId} ist noch unterwegs. Versuchen Sie es noch einmal, sobald sie verschickt ist.`,
    });
  }
  await eraseSentSince(rows, taskId, since, note);
  await eraseQuotesSince(rows, taskId, since);
  const originals = await eraseOriginalsSince(rows, taskId, since);
  return (await removeRaw(rows, originals, "erasure", at)).freedBytes;
}
