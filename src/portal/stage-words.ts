// Stages and turns as pages say them, to staff and to the client.
import { turnOf, type Stage, type Turn } from "../domain/task.ts";

/** What a stage means for the client, in one sentence. */
export const stageSentences: Record<Stage, string> = {
  Triage: "We are reading the request and may ask a question before we accept it.",
  Accepted: "It is accepted and waits for its turn to be worked on.",
  Working: "We are working on it.",
  "Pending Approval": "It is done from our side and waits for approval.",
  Complete: "It is complete.",
  Declined: "It was declined.",
  Withdrawn: "It was withdrawn.",
};

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
): TurnWords {
  const turn = turnOf(task.stage, task.lastMessageBy);
  if (turn === "nobody") return { turn, label: "Nothing to do", isReaders: false };
  if (isStaff) {
    return turn === "us"
      ? { turn, label: "Waiting for us", isReaders: true }
      : { turn, label: `Waiting for ${task.clientName}`, isReaders: false };
  }
  return turn === "client"
    ? { turn, label: "Your turn", isReaders: true }
    : { turn, label: "With us", isReaders: false };
}
