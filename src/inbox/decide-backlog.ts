// What becomes of an answer to the email that lists a client's backlog by number, and of a new email that only asks for it. Reads
// rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { listChoices } from "../store/email-choices.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import type { Reply } from "../reply/extract.ts";
import { readOrder } from "./commands/read-order.ts";
import { readWhole } from "./commands/read-step.ts";
import type { Decision } from "./decision.ts";

/** Undefined for words that put nothing in order. */
export async function decideBacklogAnswer(
  rows: Rows,
  { contactId, sent, reply }: { contactId: number; sent: OutboundEmailRow; reply: Reply },
  steps: Step[],
): Promise<Decision | undefined> {
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
export function decideBacklogAsk(
  { contactId, subject, reply }: { contactId: number; subject: string; reply: Reply },
  steps: Step[],
): Decision | undefined {
  const said = reply.kept.trim() === "" ? subject : reply.kept;
  if (readWhole(said) !== "backlog") return undefined;
  steps.push({ step: "command", found: "It asks for the backlog." });
  const author = { kind: "contact", id: contactId } as const;
  return { kind: "answer", author, act: { kind: "send_backlog", cause: "asked" } };
}
