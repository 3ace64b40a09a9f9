// What becomes of an answer to an email of ours with numbered choices, and of a new email that only asks for such a one. Reads
// rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { listChoices } from "../store/email-choices.ts";
import { findOutboundEmail } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import type { Reply } from "../reply/extract.ts";
import { readOrder } from "./commands/read-order.ts";
import { readWhole } from "./commands/read-step.ts";
import type { Decision } from "./decision.ts";

export interface Answering {
  contactId: number;
  /** The email of ours that it answers. */
  outboundEmailId: number;
  reply: Reply;
}

/** Undefined for words that choose nothing, and for those of somebody else than whom the email was written to. */
export async function decideAnswer(
  rows: Rows,
  { contactId, outboundEmailId, reply }: Answering,
  steps: Step[],
): Promise<Decision | undefined> {
  const sent = await findOutboundEmail(rows, outboundEmailId);
  if (sent === undefined || sent.contactId !== contactId) {
    steps.push({ step: "command", found: "It answers an email that was written to somebody else." });
    return undefined;
  }
  if (sent.kind !== "backlog") return undefined;
  const choices = await listChoices(rows, sent.id);
  const order = readOrder(reply.kept, choices.length);
  const author = { kind: "contact", id: contactId } as const;
  if (order === undefined) return undefined;
  if ("problem" in order) {
    const what = order.problem === "unknown_number" ? "was not in the list" : "stands there twice";
    steps.push({
      step: "command",
      found: `It would order the backlog, but the number ${order.number} ${what}.`,
    });
    return { kind: "answer", author, act: { kind: "send_backlog", cause: "not_understood" } };
  }
  const byNumber = new Map(choices.map(({ number, taskId }) => [number, taskId]));
  const taskIds = order.order.flatMap((number) => byNumber.get(number) ?? []);
  steps.push({
    step: "command",
    found: `It orders the backlog: ${taskIds.map((id) => `#${id}`).join(", ")} first.`,
  });
  return { kind: "answer", author, act: { kind: "order_backlog", taskIds } };
}

/** What a new email asks to be sent, when it says nothing else: its words, or its subject without any. */
export function decideAsk(
  { contactId, subject, reply }: { contactId: number; subject: string; reply: Reply },
  steps: Step[],
): Decision | undefined {
  const said = reply.kept.trim() === "" ? subject : reply.kept;
  if (readWhole(said) !== "backlog") return undefined;
  steps.push({ step: "command", found: "It asks for the backlog." });
  const author = { kind: "contact", id: contactId } as const;
  return { kind: "answer", author, act: { kind: "send_backlog", cause: "asked" } };
}
