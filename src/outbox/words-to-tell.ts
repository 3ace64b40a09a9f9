// What emails say of the email that a message was, which staff may have moved here from a task of another client. Reads its
// notices and its moves.
import type { Notice } from "../domain/notice.ts";
import type { MessageRow } from "../store/messages.ts";
import { listNoticesOfMessage } from "../store/notices.ts";
import type { Rows } from "../store/rows.ts";
import { isWithOthersWords } from "../store/told-words.ts";

/** What everybody should know of the email that it was. */
export async function noticesToTell(rows: Rows, message: MessageRow): Promise<Notice[]> {
  return (await isWithOthersWords(rows, message)) ? [] : listNoticesOfMessage(rows, message.id);
}
