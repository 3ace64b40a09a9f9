// What a reply does beside being words on its task: approve finished work or ask for changes to it, take an approval or a
// request back. Decides by the words, who wrote them, how that is proved and what they answer. Reads rows, writes nothing.
import { isOwnAskForChanges } from "../actions/take-back-changes.ts";
import { refusalAt, type Refusal, type SaidStep } from "../domain/refused-step.ts";
import { findEventOfOutbound, findNewestHandOver } from "../store/events.ts";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import { listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { TaskRow } from "../store/tasks.ts";
import { readMessageId } from "../threading/message-id.ts";
import type { KeyRing } from "../threading/token.ts";
import type { Reply } from "../reply/extract.ts";
import { isCertain } from "./certain-words.ts";
import { readCommand } from "./read-command.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import type { Verdict } from "./verdict.ts";

/** What is to be done with the words, beside posting them. `refused`: they would take this step, and why they do not. */
export type Command = StepCommand | RefusedCommand;

export interface StepCommand {
  kind: SaidStep;
  said: string;
  verdict: string;
  /** The email of ours that it answers; null when it names none. */
  answeredEmailId: number | null;
  /** The newest hand-over when it was read; undefined before the first. */
  handOverId: number | undefined;
}

export interface RefusedCommand {
  kind: "refused";
  verb: SaidStep;
  reason: Refusal;
}

export interface CommandQuestion {
  email: ParsedEmail;
  task: TaskRow;
  contactId: number;
  /** Whether it came to the address that this person was given for this task. */
  isOwnAddress: boolean;
  verdict: Verdict;
  reply: Reply;
  receivedAt: string;
}

type HandOver = NonNullable<Awaited<ReturnType<typeof findNewestHandOver>>>;

/** Undefined for words that are words only. `found` is one plain sentence. */
export async function findCommand(
  parts: { keys: KeyRing },
  rows: Rows,
  question: CommandQuestion,
): Promise<{ command: Command; found: string } | undefined> {
  const { task, email, verdict, reply } = question;
  const read = readCommand(task.stage, reply.kept);
  if (read === undefined) return undefined;
  const { verb, said } = read;
  const answered = await findAnswered(parts, rows, email);
  const handOver = await findNewestHandOver(rows, task.id);
  // In work, only what answers the hand-over can mean the work that was handed over.
  if (verb === "approve" && task.stage === "Working" && !isAboutHandOver(answered)) return undefined;
  const reason = await whyRefused(rows, verb, question, { answered, handOver });
  if (reason !== undefined)
    return { command: { kind: "refused", verb, reason }, found: refusedInWords(said, reason) };
  const proof = { verdict: verdict.why, answeredEmailId: answered?.id ?? null };
  return {
    command: { kind: verb, said, ...proof, handOverId: handOver?.eventId },
    found: `Its words ${said}.`,
  };
}

/** For “why is this here?”. */
export function refusedInWords(said: string, reason: Refusal): string {
  return `Its words would ${said}, but ${refusals[reason]}, so they are a message only.`;
}

const refusals: Record<Refusal, string> = {
  not_signed: "nothing but a signature of its sender’s domain (DKIM) is proof enough for that",
  not_own_address: "it did not come to the address that this person was given for this task",
  not_approver: "its author may not approve for their company",
  earlier_email: "it answers an email from before the work was handed over",
  other_email: "it answers an email that asks something else",
  unsure: "it is not certain enough that they are their own",
  started: "work has started",
  in_work: "the task is being worked on",
  complete: "the task is complete",
  ended: "the task ended before",
  day_over: "the day in which that can be done is over",
  place_used: "the next task has started since",
  no_place: "the plan has no free place for the task now",
};

async function whyRefused(
  rows: Rows,
  verb: SaidStep,
  { task, contactId, isOwnAddress, verdict, reply, receivedAt }: CommandQuestion,
  { answered, handOver }: { answered: OutboundEmailRow | undefined; handOver: HandOver | undefined },
): Promise<Refusal | undefined> {
  const isTakenBack = verb === "approve" && (await isOwnAskForChanges(rows, task, contactId));
  const late = isTakenBack ? undefined : refusalAt(verb, task.stage);
  if (late !== undefined) return late;
  if (verdict.kind !== "dkim") return "not_signed";
  if (!isOwnAddress) return "not_own_address";
  if (!isCertain(reply)) return "unsure";
  const isAboutWork = verb === "approve" || verb === "ask_changes";
  if (isAboutWork && handOver !== undefined) {
    if (receivedAt < handOver.at || (await isFromBefore(rows, answered, handOver))) return "earlier_email";
  }
  if (verb === "ask_changes" || verb === "withdraw") return undefined;
  const approvers = await listApprovers(rows, task.clientId);
  if (!approvers.some((approver) => approver.contactId === contactId)) return "not_approver";
  // “Do you approve the costs?” – “Approved” is about the costs.
  const isAboutElse = verb === "approve" && answered !== undefined && !isAboutHandOver(answered);
  return isAboutElse ? "other_email" : undefined;
}

/** The email of ours that an email answers; undefined when it names none. */
async function findAnswered(
  { keys }: { keys: KeyRing },
  rows: Rows,
  { inReplyTo, references }: ParsedEmail,
): Promise<OutboundEmailRow | undefined> {
  const id = [...inReplyTo, ...references.toReversed()]
    .map((written) => readMessageId(keys, written))
    .find((own) => own !== undefined && own.kind !== "task");
  return id && findOutboundEmail(rows, id.outboundEmailId);
}

/** They say what their reader would approve. */
const handOverKinds = new Set(["ready-for-approval", "reminder", "changes-asked", "approval-undone"]);

function isAboutHandOver(answered: OutboundEmailRow | undefined): boolean {
  return answered !== undefined && handOverKinds.has(answered.kind);
}

/** Whether an email of ours is from before the hand-over that would be approved: that one showed other work. */
async function isFromBefore(
  rows: Rows,
  answered: OutboundEmailRow | undefined,
  handOver: HandOver,
): Promise<boolean> {
  if (answered === undefined) return false;
  const told = await findEventOfOutbound(rows, answered.id);
  return told !== undefined && told.id < handOver.eventId;
}
