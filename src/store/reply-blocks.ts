// The blocks of replies as messages keep them: JSON in their order, and null for words that were written on a page.
import { wordsOf, type BlockKind, type ReplyBlock } from "../domain/message.ts";
import type { Rows } from "./rows.ts";

/** What the column holds, read. */
export function toBlocks(column: string | null): ReplyBlock[] | null {
  // Only recordMessage and forgetBlocks write it.
  return column === null ? null : (JSON.parse(column) as ReplyBlock[]);
}

/** Forgets the blocks of these kinds. Where quoted context goes, the words that are left become what the message says. */
export async function forgetBlocks(
  rows: Rows,
  messageId: number,
  kinds: readonly BlockKind[],
): Promise<void> {
  const row = await rows.first<{ blocks: string | null }>(
    "select blocks from messages where id = ?",
    messageId,
  );
  const blocks = toBlocks(row?.blocks ?? null) ?? [];
  const left = blocks.filter(({ kind }) => !kinds.includes(kind));
  if (left.length === blocks.length) return;
  await rows.run("update messages set blocks = ? where id = ?", JSON.stringify(left), messageId);
  if (kinds.includes("context") && blocks.some(({ kind }) => kind === "context"))
    await rows.run("update messages set kept = ? where id = ?", wordsOf(left, ["kept"]), messageId);
}

/** Writes what a message says, where its blocks were changed. */
export async function markKept(rows: Rows, messageId: number, kept: string): Promise<void> {
  await rows.run("update messages set kept = ? where id = ?", kept, messageId);
}

/** The messages of a task that came by email since. */
export function listEmailedSince(rows: Rows, taskId: number, since: string): Promise<{ id: number }[]> {
  return rows.all(
    "select id from messages where task_id = ? and posted_at >= ? and blocks is not null",
    taskId,
    since,
  );
}
