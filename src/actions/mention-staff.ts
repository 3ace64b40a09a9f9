// Whom a note of staff mentions by “@name”: they follow the task from now on. Reads the staff; writes their places and events.
import { wordsOf, type ReplyParts } from "../domain/message.ts";
import { findMentions } from "../domain/mention.ts";
import type { Person } from "../domain/person.ts";
import { recordEvent } from "../store/events.ts";
import { listStaff } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { followTask } from "./follow-task.ts";

/** A message that is about to be posted. */
interface Words {
  author: Person;
  text: string;
  isNote?: boolean;
  isQuiet?: boolean;
  reply?: ReplyParts;
}

export interface MentionedStaff {
  staffId: number;
  name: string;
}

/** Each once, and never its author. Only what the author wrote counts, not what they quote; a message to a client mentions nobody. */
export async function findMentionedStaff(
  rows: Rows,
  { author, isNote, isQuiet, text, reply }: Words,
): Promise<MentionedStaff[]> {
  const words = reply === undefined ? text : wordsOf(reply.blocks, ["kept"]);
  if (author.kind !== "staff" || isNote !== true || isQuiet === true || !words.includes("@")) return [];
  const staff = (await listStaff(rows)).flatMap(({ staffId, name }) =>
    staffId === null ? [] : [{ staffId, name }],
  );
  const named = new Set(findMentions(words, staff).flatMap(({ staffIds }) => staffIds));
  return staff.filter(({ staffId }) => named.has(staffId) && staffId !== author.id);
}

/** For a message that was just recorded. */
export async function mentionStaff(
  rows: Rows,
  at: string,
  note: { taskId: number; messageId: number; byStaffId: number; mentioned: readonly MentionedStaff[] },
): Promise<void> {
  const { taskId, messageId, byStaffId } = note;
  const actor = { kind: "staff", id: byStaffId } as const;
  for (const { staffId, name } of note.mentioned) {
    await followTask(rows, at, { taskId, staffId, byStaffId, cause: "mentioned" });
    const payload = { messageId, staffId, name };
    await recordEvent(rows, { type: "staff.mentioned", taskId, actor, at, payload });
  }
}
