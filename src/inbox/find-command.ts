// What a reply does beside being words on its task: approve finished work or ask for changes to it, take an approval or a
// request back. Decides by the words, who wrote them, how that is proved and what they answer. Reads rows, writes nothing.
import type { Stage } from "../domain/task.ts";
import { findNewestHandOver } from "../store/events.ts";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import { listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { TaskRow } from "../store/tasks.ts";
import { readMessageId } from "../threading/message-id.ts";
import type { KeyRing } from "../threading/token.ts";
import type { Reply } from "../reply/extract.ts";
import { readApproval } from "./commands/read-approval.ts";
import { asksForChanges, readWhole } from "./commands/read-step.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import type { Verdict } from "./verdict.ts";

export type CommandVerb = "approve" | "ask_changes" | "undo_approval" | "withdraw";

/** What is to be done with the words, beside posting them. `refused`: they would approve, and why they do not. */
export type Command =
  | {
      kind: CommandVerb;
      verdict: string;
      /** The email of ours that it answers; null when it names none. */
      answeredEmailId: number | null;
    }
  | { kind: "refused"; reason: RefusedApproval };

/** Why words that would approve do not. */
export type RefusedApproval = "not_signed" | "not_own_address" | "not_approver" | "earlier_email" | "unsure";

/** Extraction is this sure that the words are the author's own. */
export const confidenceMin = 0.8;

export interface CommandQuestion {
  email: ParsedEmail;
  task: TaskRow;
  contactId: number;
  /** Whether it came to the address that this person was given for this task. */
  isOwnAddress: boolean;
  verdict: Verdict;
  reply: Reply;
}

/** What the words ask for, by the stage of the task in which they can; `said` names it. */
const readers: Partial<Record<Stage, (kept: string) => { verb: CommandVerb; said: string } | undefined>> = {
  Triage: readWithdrawal,
  Accepted: readWithdrawal,
  "Pending Approval": (kept) => {
    const approval = readApproval(kept);
    if (approval !== undefined) return { verb: "approve", said: `approve the work (“${approval.phrase}”)` };
    return asksForChanges(kept) ? { verb: "ask_changes", said: "ask for changes" } : undefined;
  },
  Complete: (kept) =>
    readWhole(kept) === "undo" ? { verb: "undo_approval", said: "take the approval back" } : undefined,
};

function readWithdrawal(kept: string) {
  return readWhole(kept) === "withdraw"
    ? { verb: "withdraw" as const, said: "withdraw the request" }
    : undefined;
}

/** Undefined for words that are words only. `found` is one plain sentence. */
export async function findCommand(
  parts: { keys: KeyRing },
  rows: Rows,
  question: CommandQuestion,
): Promise<{ command?: Command; found: string } | undefined> {
  const { task, verdict, reply } = question;
  const read = readers[task.stage]?.(reply.kept);
  if (read === undefined) return undefined;
  const answered = await findAnsweredEmail(parts, rows, question.email);
  const reason = await whyRefused(rows, read.verb, question, answered);
  if (reason === undefined) {
    const command = { kind: read.verb, verdict: verdict.why, answeredEmailId: answered?.id ?? null };
    return { command, found: `Its words ${read.said}.` };
  }
  const found = `Its words would ${read.said}, but ${refusals[reason]}, so they are a message only.`;
  return read.verb === "approve" ? { command: { kind: "refused", reason }, found } : { found };
}

const refusals: Record<RefusedApproval, string> = {
  not_signed: "nothing but a signature of its sender’s domain (DKIM) is proof enough for that",
  not_own_address: "it did not come to the address that this person was given for this task",
  not_approver: "its author may not approve for their company",
  earlier_email: "it answers an email from before the work was handed over",
  unsure: "it is not certain enough that they are their own",
};

async function whyRefused(
  rows: Rows,
  verb: CommandVerb,
  { task, contactId, isOwnAddress, verdict, reply }: CommandQuestion,
  answered: OutboundEmailRow | undefined,
): Promise<RefusedApproval | undefined> {
  if (verdict.kind !== "dkim") return "not_signed";
  if (!isOwnAddress) return "not_own_address";
  if (reply.confidence < confidenceMin || isStruck(reply)) return "unsure";
  if (task.stage === "Pending Approval" && (await isFromBefore(rows, task, answered))) return "earlier_email";
  if (verb === "ask_changes" || verb === "withdraw") return undefined;
  const approvers = await listApprovers(rows, task.clientId);
  return approvers.some((approver) => approver.contactId === contactId) ? undefined : "not_approver";
}

/** Words that their author struck through are plain ones in the text. */
function isStruck({ blocks }: Reply): boolean {
  return blocks.some(({ kind, html }) => kind === "kept" && /<(?:s|strike|del)\b/iu.test(html));
}

/** The email of ours that an email answers; undefined when it names none. */
async function findAnsweredEmail(
  { keys }: { keys: KeyRing },
  rows: Rows,
  { inReplyTo, references }: ParsedEmail,
): Promise<OutboundEmailRow | undefined> {
  const id = [...inReplyTo, ...references.toReversed()]
    .map((written) => readMessageId(keys, written))
    .find((own) => own !== undefined && own.kind !== "task");
  return id && findOutboundEmail(rows, id.outboundEmailId);
}

/** Whether an email of ours is from before the hand-over that would be approved: that one showed other work. */
async function isFromBefore(
  rows: Rows,
  task: TaskRow,
  answered: OutboundEmailRow | undefined,
): Promise<boolean> {
  const handOver = await findNewestHandOver(rows, task.id);
  return answered !== undefined && handOver !== undefined && answered.composedAt < handOver.at;
}
