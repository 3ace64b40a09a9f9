// A member of staff follows a task no more. Their place on it stays, as their reply address belongs to it; it is marked as muted.
// Writes that and one event.
import { recordEvent } from "../store/events.ts";
import { markMuted } from "../store/preferences.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipantOf } from "../store/participants.ts";

/** Where they do not follow it, nothing changes. */
export async function unfollowTask(
  rows: Rows,
  at: string,
  { taskId, staffId }: { taskId: number; staffId: number },
): Promise<{ kind: "done" | "unchanged" }> {
  const staff = { kind: "staff", id: staffId } as const;
  const place = await findParticipantOf(rows, taskId, staff);
  if (place === undefined || !(await markMuted(rows, place.id, at))) return { kind: "unchanged" };
  const payload = { participantId: place.id, staffId };
  await recordEvent(rows, { type: "participant.unfollowed", taskId, actor: staff, at, payload });
  return { kind: "done" };
}
