// What the page of a task tells of its history, in the sentences of the audit trail. Words themselves are in the conversation; what
// says nothing of where the task stands, or among staff of who cares for it, is left out.
import type { RecordedEvent } from "../store/events.ts";
import { staffSentences } from "./audit-words-staff.ts";
import { taskSentences } from "./audit-words-tasks.ts";
import { auditSentence } from "./audit-words.ts";
import type { Reading } from "./reading.ts";
import type { ToldPiece } from "./told.ts";

/** Undefined for what the history does not tell this reader. */
export function historySentence(
  event: RecordedEvent & { actorName: string | null },
  isForStaff: boolean,
  reading: Pick<Reading, "locale" | "timeZone" | "say">,
): ToldPiece[] | undefined {
  if (!isTold(event, isForStaff)) return undefined;
  const { actor, actorName } = event;
  // Whoever follows a task by their own choice did that themselves; nobody else is looked up by a number.
  const staff = new Map(actor?.kind === "staff" && actorName !== null ? [[actor.id, actorName]] : []);
  const names = { plans: new Map<number, string>(), staff };
  return auditSentence({ ...event, contactName: null, clientName: null }, names, reading);
}

function isTold(event: RecordedEvent, isForStaff: boolean): boolean {
  if (event.type in taskSentences) return true;
  // Another event tells of the rest.
  const isFollowingBySomethingElse = event.type === "participant.followed" && event.payload.cause !== "asked";
  return isForStaff && !isFollowingBySomethingElse && event.type in staffSentences;
}
