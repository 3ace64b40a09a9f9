// What emails say of a message, which staff may have moved here from a task of another client. What it quoted there is that
// client's, and is left out. Reads the message, its email's notices and its moves.
import { wordsOf } from "../domain/message.ts";
import type { Notice } from "../domain/notice.ts";
import { isFromOtherClient } from "../store/message-moves.ts";
import { findWholeMessage, type MessageRow } from "../store/messages.ts";
import { listNoticesOfMessage } from "../store/notices.ts";
import type { Rows } from "../store/rows.ts";

/** Its words, as they stand. */
export async function wordsToTell(rows: Rows, message: MessageRow): Promise<string> {
  if (!(await isOfOthers(rows, message))) return message.kept;
  const blocks = (await findWholeMessage(rows, message.id))?.blocks;
  return blocks ? wordsOf(blocks, ["kept"]) : message.kept;
}

/** What everybody should know of the email that it was. */
export async function noticesToTell(rows: Rows, message: MessageRow): Promise<Notice[]> {
  return (await isOfOthers(rows, message)) ? [] : listNoticesOfMessage(rows, message.id);
}

/** Only what staff wrote by email can have come from there. */
async function isOfOthers(rows: Rows, { id, authorStaffId, inboundEmailId }: MessageRow): Promise<boolean> {
  return authorStaffId !== null && inboundEmailId !== null && (await isFromOtherClient(rows, id));
}
