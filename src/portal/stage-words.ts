// Stages and turns as pages say them, to staff and to the client.
import { stageSlug, turnOf, type Stage, type Turn } from "../domain/task.ts";
import type { SayToThem } from "./reading.ts";

/** The stage's name: “Pending Approval”. */
export function stageName(stage: Stage, say: SayToThem): string {
  return say(`stage.${stageSlug(stage)}`);
}

/** What a stage means for the client, in one sentence. */
export function stageSentence(stage: Stage, say: SayToThem): string {
  return say(`stage-means.${stageSlug(stage)}`);
}

export interface TurnWords {
  turn: Turn;
  /** Short, for lists. */
  label: string;
  /** Whether the reader is the one to move. */
  isReaders: boolean;
}

/** Whose turn it is, from where the reader stands. */
export function turnWords(
  task: { stage: Stage; lastMessageBy: "contact" | "staff" | null; clientName: string },
  isStaff: boolean,
  say: SayToThem,
): TurnWords {
  const turn = turnOf(task.stage, task.lastMessageBy);
  if (turn === "nobody") return { turn, label: say("turn.nobody"), isReaders: false };
  if (isStaff) {
    return turn === "us"
      ? { turn, label: say("turn.us"), isReaders: true }
      : { turn, label: say("turn.client", { client: task.clientName }), isReaders: false };
  }
  return turn === "client"
    ? { turn, label: say("turn.yours"), isReaders: true }
    : { turn, label: say("turn.ours"), isReaders: false };
}
