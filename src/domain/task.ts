// A piece of work, the stages it goes through, and whose turn it is.
import { Problem } from "./problem.ts";
import type { Estimate } from "./working-time.ts";

export const stages = [
  "Triage",
  "Accepted",
  "Working",
  "Pending Approval",
  "Complete",
  "Declined",
  "Withdrawn",
] as const;

export type Stage = (typeof stages)[number];

/** `pending-approval`: what colours its badge and names its words in the catalogue. */
export function stageSlug(stage: Stage): string {
  return stage.toLowerCase().replaceAll(" ", "-");
}

/** Who has to move next, as pages and emails say it. */
export type Turn = "us" | "client" | "nobody";

/**
 * Whose turn it is on a task. In Pending Approval it is the client's; a finished task waits for nobody unless the client
 * wrote last; everywhere else it is the turn of the side that did not write last. The database works out the same for
 * lists of one turn, so a change here needs a migration of the column `turn`.
 */
export function turnOf(stage: Stage, lastMessageBy: "contact" | "staff" | null): Turn {
  const isEnded = stage === "Complete" || stage === "Declined" || stage === "Withdrawn";
  if (lastMessageBy === "contact") return "us";
  if (stage === "Pending Approval") return "client";
  if (isEnded) return "nobody";
  return lastMessageBy === "staff" && stage === "Triage" ? "client" : "us";
}

/** The estimate of a task, once it was accepted. */
export function estimateOf(task: {
  estimateMinMinutes: number | null;
  estimateMaxMinutes: number | null;
}): Estimate | undefined {
  const { estimateMinMinutes: minMinutes, estimateMaxMinutes: maxMinutes } = task;
  return minMinutes === null || maxMinutes === null ? undefined : { minMinutes, maxMinutes };
}

/** Characters; longer titles are cut on a word, for subjects and lists. */
export const titleLengthMax = 150;

/** A title from a subject or a first line: one line, no control characters, cut to `titleLengthMax`. Never empty. */
export function titleFrom(words: string): string {
  const line = words
    // oxlint-disable-next-line no-control-regex -- a title becomes a Subject header: no control character may pass
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  if (line === "") return "(no subject)";
  if (line.length <= titleLengthMax) return line;
  const cut = line.slice(0, titleLengthMax - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), titleLengthMax / 2)).trimEnd()}…`;
}

/** A title somebody typed, trimmed. Throws `invalid` for none and for one that is too long. */
export function requireTitle(typed: string): string {
  const title = typed.trim();
  if (title === "")
    throw new Problem("invalid", { en: "Give the task a title.", de: "Geben Sie der Aufgabe einen Titel." });
  if (title.length > titleLengthMax) {
    throw new Problem("invalid", {
      en: `A title can have ${titleLengthMax} characters at most.`,
      de: `Ein Titel kann höchstens ${titleLengthMax} Zeichen haben.`,
    });
  }
  return title;
}

/** The subject of every email on a task, constant for the task's life so that mail programs keep the thread together. */
export function subjectOf(task: { id: number; title: string }): string {
  return `${task.title} [#${task.id}]`;
}
