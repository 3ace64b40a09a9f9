// What is left of a decision when its sender writes too much: quiet words, or a look by somebody first. Reads and writes rows.
import type { Person } from "../domain/person.ts";
import { comparedLengthMax } from "../domain/storm.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { isPosted } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { findTaskBySubmissionKey } from "../store/tasks.ts";
import { calmOpening, calmPost } from "./breaker.ts";
import type { Examination } from "./decision.ts";

/** Words that become a message or a task; of a storm, with the breaker that keeps them quiet. */
export type Speech = Extract<Examination["decision"], { kind: "post" | "open" }> & {
  breakerId?: number | null;
};

/**
 * What is left of a decision when its sender writes too much, within the caller's transaction. What staff decided themselves,
 * quiet notes and what was posted before stay as they are.
 */
export async function calm(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  examination: Examination,
  decision: Speech,
): Promise<Speech | Held> {
  const { author, reply } = decision;
  if (email.ruling !== null || (decision.kind === "post" && decision.isQuiet)) return decision;
  const id = idOf(email, examination);
  const files = examination.uploads.filter(({ isInline }) => !isInline).length;
  const said = { words: reply.kept.slice(0, comparedLengthMax), at: email.receivedAt, files };
  const quiet = (why: string, taskId: number, breakerId: number | null): Speech => {
    examination.steps.push({ step: "act", found: why });
    return { kind: "post", taskId, author, isNote: false, isQuiet: true, reply, breakerId };
  };
  if (decision.kind === "post") {
    if (await isPosted(rows, decision.taskId, author, id)) return decision;
    const found = await calmPost(rows, at, { taskId: decision.taskId, sender: author, said });
    // A command has few words and says them again after an undo or a refusal; only a storm keeps it quiet.
    const isCalm = found.kind === "calm" || (decision.command !== undefined && found.breakerId === null);
    return isCalm ? decision : quiet(found.why, decision.taskId, found.breakerId);
  }
  if ((await findTaskBySubmissionKey(rows, submissionKeyOf(author, id))) !== undefined) return decision;
  const found = await calmOpening(rows, { sender: author, said, subject: examination.head.subject });
  switch (found.kind) {
    case "calm":
      return decision;
    case "repeat":
      return quiet(
        "It says once more what its sender wrote a short while ago, and names no task.",
        found.taskId,
        null,
      );
    case "hold":
      return { kind: "hold", reason: "too_many_emails", author };
  }
}

/** An email that somebody must look at first. */
export type Held = Extract<Examination["decision"], { kind: "hold" | "fail" }>;

/** An email without an id is known by its bytes, so that the same bytes again are the same message. */
export function idOf(email: ClaimedEmail, examination: Examination): string {
  return examination.head.messageId ?? `<${email.rawSha256}@no-message-id.invalid>`;
}

/** What tells that an email opened its task before. */
export function submissionKeyOf(author: Person, internetMessageId: string): string {
  const who = author.kind === "staff" ? `staff ${author.id}` : String(author.id);
  return `email ${who} ${internetMessageId}`;
}
