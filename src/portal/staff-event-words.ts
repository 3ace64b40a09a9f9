// What happened on a task that staff alone are told of in its history: who answers for it, who follows it, whom a note mentions.
import type { RecordedEvent } from "../store/events.ts";
import type { SayToThem } from "./reading.ts";

/** Undefined for what the history does not tell, such as following that another event tells of. */
export function staffEventSentence(
  event: RecordedEvent & { actorName: string | null },
  say: SayToThem,
): string | undefined {
  const who = event.actorName ?? "";
  if (event.type === "task.assigned") return assignedSentence(event, who, say);
  if (event.type === "participant.unfollowed") return say("staff-event.unfollowed", { who });
  if (event.type === "staff.mentioned") {
    return say("staff-event.mentioned", { who, name: event.payload.name });
  }
  const isByChoice = event.type === "participant.followed" && event.payload.cause === "asked";
  return isByChoice ? say("staff-event.followed", { who }) : undefined;
}

function assignedSentence(
  { actor, payload: { before, after } }: Extract<RecordedEvent, { type: "task.assigned" }>,
  who: string,
  say: SayToThem,
): string {
  if (after === null) return say("staff-event.given-up", { who, before: before?.name ?? "" });
  const isOwn = actor?.kind === "staff" && actor.id === after.staffId;
  return isOwn ? say("staff-event.taken", { who }) : say("staff-event.given", { who, name: after.name });
}
