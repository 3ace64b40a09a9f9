// Staff write a saved reply anew. Writes it and one event.
import { requireReply, type ReplyWords } from "../domain/saved-reply.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { getSavedReply, markSavedReply } from "../store/saved-replies.ts";

/** The same words again change nothing. Throws `not_found` for one that was deleted, `invalid` for words that cannot be kept. */
export async function changeSavedReply(
  rows: Rows,
  at: string,
  { savedReplyId, byStaffId, ...typed }: ReplyWords & { savedReplyId: number; byStaffId: number },
): Promise<{ kind: "done" | "unchanged" }> {
  const { title, text } = await getSavedReply(rows, savedReplyId);
  const reply = requireReply(typed);
  if (reply.title === title && reply.text === text) return { kind: "unchanged" };
  await markSavedReply(rows, savedReplyId, reply, byStaffId, at);
  await recordEvent(rows, {
    type: "saved_reply.changed",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { savedReplyId, ...reply, before: { title, text } },
  });
  return { kind: "done" };
}
