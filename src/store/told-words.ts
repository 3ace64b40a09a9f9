// The words of a message as its client may read them. One that staff moved here from a task of another client may hold lines of
// that client's between its own, which are left out.
import { wordsOf } from "../domain/message.ts";
import { isFromOtherClient } from "./message-moves.ts";
import { findWholeMessage, type MessageRow } from "./messages.ts";
import type { Rows } from "./rows.ts";

type ToldMessage = Pick<MessageRow, "id" | "kept" | "authorStaffId" | "inboundEmailId">;

/** Its words, as they stand. */
export async function readToldWords(rows: Rows, message: ToldMessage): Promise<string> {
  if (!(await isWithOthersWords(rows, message))) return message.kept;
  const blocks = (await findWholeMessage(rows, message.id))?.blocks;
  return blocks ? wordsOf(blocks, ["kept"]) : message.kept;
}

/** Only what staff wrote by email can have come from there. */
export async function isWithOthersWords(
  rows: Rows,
  { id, authorStaffId, inboundEmailId }: Omit<ToldMessage, "kept">,
): Promise<boolean> {
  return authorStaffId !== null && inboundEmailId !== null && (await isFromOtherClient(rows, id));
}
