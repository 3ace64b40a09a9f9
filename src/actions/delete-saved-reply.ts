// Staff delete a saved reply. Deletes its row and writes one event, which keeps its words.
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { findSavedReply, removeSavedReply } from "../store/saved-replies.ts";

/** Deleting again changes nothing. */
export async function deleteSavedReply(
  rows: Rows,
  at: string,
  { savedReplyId, byStaffId }: { savedReplyId: number; byStaffId: number },
): Promise<{ kind: "done" | "unchanged" }> {
  const reply = await findSavedReply(rows, savedReplyId);
  if (reply === undefined || !(await removeSavedReply(rows, savedReplyId))) return { kind: "unchanged" };
  const { title, text } = reply;
  await recordEvent(rows, {
    type: "saved_reply.deleted",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { savedReplyId, title, text },
  });
  return { kind: "done" };
}
