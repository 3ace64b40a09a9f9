// Staff keep a reply that they write again and again. Writes it and one event.
import { Problem } from "../domain/problem.ts";
import { requireReply, savedRepliesMax, type ReplyWords } from "../domain/saved-reply.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { countSavedReplies, recordSavedReply } from "../store/saved-replies.ts";

/** Throws `invalid` for words that cannot be kept, `limit_reached` where there are too many already. */
export async function addSavedReply(
  rows: Rows,
  at: string,
  { byStaffId, ...typed }: ReplyWords & { byStaffId: number },
): Promise<{ savedReplyId: number }> {
  const reply = requireReply(typed);
  if ((await countSavedReplies(rows)) >= savedRepliesMax) {
    throw new Problem("limit_reached", {
      en: `There are ${savedRepliesMax} saved replies already. Delete one that nobody needs first.`,
      de: `Es gibt schon ${savedRepliesMax} gespeicherte Antworten. Löschen Sie zuerst eine, die niemand braucht.`,
    });
  }
  const savedReplyId = await recordSavedReply(rows, reply, byStaffId, at);
  await recordEvent(rows, {
    type: "saved_reply.added",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { savedReplyId, ...reply },
  });
  return { savedReplyId };
}
