// Carries out what the words of an email do beside being said: a step of their task. Writes the step with its message, or why
// there was none.
import { approveTask, askChanges, findTooLate, undoApproval } from "../actions/approve-task.ts";
import { withdrawTask } from "../actions/end-request.ts";
import { postMessage } from "../actions/post-message.ts";
import { isOwnAskForChanges } from "../actions/take-back-changes.ts";
import type { StepInput, StepWords } from "../actions/take-step.ts";
import { Problem } from "../domain/problem.ts";
import { refusalAt, type Refusal, type SaidStep } from "../domain/refused-step.ts";
import { canTake } from "../domain/step.ts";
import type { WorkingCalendar } from "../domain/working-calendar.ts";
import { findNewestHandOver, recordEvent } from "../store/events.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { isPosted } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { lockTask } from "../store/tasks.ts";
import type { Speech } from "./calm.ts";
import { refusedInWords, type RefusedCommand, type StepCommand } from "./find-command.ts";

type Post = Extract<Speech, { kind: "post" }>;
type By = Extract<Post["author"], { kind: "contact" }>;

/** `found`: the end of a sentence for “why is this here?”, or all of one about what was refused. */
export type Carried =
  | { kind: "done"; /** The code of the outcome. */ reason: string; found: string }
  | { kind: "refused"; refusal: RefusedCommand; found?: string };

/** Undefined for words that are words only. The same email again takes no step. */
export async function carryCommand(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  { command, taskId, author, isQuiet }: Post,
  { words, calendar }: { words: StepWords & { internetMessageId: string }; calendar: WorkingCalendar },
): Promise<Carried | undefined> {
  if (command === undefined || author.kind !== "contact" || isQuiet) return undefined;
  if (await isPosted(rows, taskId, author, words.internetMessageId)) return undefined;
  if (command.kind === "refused") return { kind: "refused", refusal: command };
  const input = { taskId, by: author, words };
  const done = await takeOrRefuse(rows, at, email, command, { ...input, calendar });
  if (typeof done !== "string") return done;
  const refusal = { kind: "refused", verb: command.kind, reason: done } as const;
  return { kind: "refused", refusal, found: refusedInWords(command.said, done) };
}

type Input = StepInput & { by: By; words: StepWords; calendar: WorkingCalendar };

/** What has changed since the words were read is found here, where the task is held. */
async function takeOrRefuse(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  command: StepCommand,
  input: Input,
): Promise<Carried | Refusal | undefined> {
  try {
    // It holds the client's plan before the task.
    if (command.kind === "undo_approval") return await undo(rows, at, input);
    const { taskId } = input;
    const { stage } = await lockTask(rows, taskId);
    const isTakenBack =
      command.kind === "approve" && (await isOwnAskForChanges(rows, { id: taskId, stage }, input.by.id));
    if (!isTakenBack && !canTake(command.kind, stage)) return refusalAt(command.kind, stage);
    const isAboutWork = command.kind === "approve" || command.kind === "ask_changes";
    const handOver = isAboutWork ? await findNewestHandOver(rows, taskId) : undefined;
    if (handOver !== undefined && handOver.eventId !== command.handOverId) return "earlier_email";
    return await take(rows, at, email, { ...command, kind: command.kind }, input);
  } catch (fault) {
    // They might not approve any more when it came to that; nothing was written.
    if (fault instanceof Problem && fault.code === "not_allowed") return "not_approver";
    throw fault;
  }
}

async function take(
  rows: Rows,
  at: string,
  { id: inboundEmailId, rawSha256 }: ClaimedEmail,
  { kind, verdict, answeredEmailId }: StepCommand & { kind: Exclude<SaidStep, "undo_approval"> },
  { taskId, by, words }: Input,
): Promise<Carried | undefined> {
  const input = { taskId, by, words };
  switch (kind) {
    case "approve": {
      const byEmail = { inboundEmailId, rawSha256, verdict, answeredEmailId };
      const approved = await approveTask(rows, new Date(at), { ...input, channel: "email", byEmail });
      return outcome(approved, "approved", "which approved the work");
    }
    case "ask_changes":
      return outcome(await askChanges(rows, at, input), "changes_asked", "which asks for changes");
    case "withdraw":
      return outcome(await withdrawTask(rows, at, input), "withdrawn", "which withdrew the request");
  }
}

function outcome(
  { kind }: { kind: "done" | "unchanged" },
  reason: string,
  found: string,
): Carried | undefined {
  return kind === "done" ? { kind, reason, found } : undefined;
}

async function undo(
  rows: Rows,
  at: string,
  { taskId, by, words, calendar }: Input,
): Promise<Carried | Refusal | undefined> {
  const now = new Date(at);
  const tooLate = await findTooLate(rows, now, taskId);
  if (tooLate !== undefined) return tooLate;
  const { kind } = await undoApproval(rows, now, { taskId, by, calendar });
  if (kind === "unchanged") return undefined;
  await postMessage(rows, at, { ...words, taskId, author: by, isToldWithStep: true });
  return { kind: "done", reason: "approval_undone", found: "which took the approval back" };
}

/** Whoever meant to take a step is told that they did not. */
export async function tellRefusal(
  rows: Rows,
  at: string,
  { taskId, author }: Post,
  { verb, reason }: RefusedCommand,
  messageId: number,
): Promise<void> {
  const payload = { messageId, verb, reason };
  await recordEvent(rows, { type: "step.refused", taskId, actor: author, at, payload });
}
