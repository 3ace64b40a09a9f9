// Carries out what an answer by number does: puts the backlog in order, and sends it as it is then. Writes places and events.
import { askBacklog, type BacklogCause } from "../actions/ask-backlog.ts";
import { orderBacklog } from "../actions/order-backlog.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import type { Rows } from "../store/rows.ts";
import type { AnswerAct, Decision, Examination } from "./decision.ts";
import type { Result } from "./speak.ts";
import { takeOnce } from "./take-once.ts";

type Answer = Extract<Decision, { kind: "answer" }>;

/** Within the caller's transaction. Whoever answered is told how things stand now, whatever became of it. */
export async function carryAnswer(
  rows: Rows,
  now: Date,
  email: ClaimedEmail,
  examination: Examination,
  { author, act }: Answer,
): Promise<Result> {
  const { steps } = examination;
  const { id: inboundEmailId } = email;
  const before = await takeOnce(rows, email, examination, author);
  if (before !== undefined) return before;
  switch (act.kind) {
    case "send_backlog": {
      const { kind } = await askBacklog(rows, now, {
        contactId: author.id,
        cause: act.cause,
        inboundEmailId,
      });
      steps.push({ step: "act", found: kind === "done" ? "The backlog is sent to its author." : tooMany });
      return { status: "handled", reason: "backlog_asked", author };
    }
    case "order_backlog": {
      const { cause, goneTaskIds } = await order(rows, now, author, act);
      const told = { contactId: author.id, cause, goneTaskIds, inboundEmailId };
      const { kind } = await askBacklog(rows, now, told);
      steps.push({ step: "act", found: outcomes[cause] });
      if (kind === "limited") steps.push({ step: "act", found: tooMany });
      return { status: "handled", reason: "backlog_ordered", author };
    }
  }
}

const tooMany = "The backlog was sent to its author so often within an hour that it is not sent again.";

const outcomes: Record<BacklogCause, string> = {
  asked: "The backlog is sent to its author.",
  ordered: "It put the backlog in another order.",
  unchanged: "The backlog was in this order already.",
  gone: "What it names has left the backlog, so its order stays.",
  not_understood: "No order was found in it, so the backlog stays as it is.",
};

async function order(
  rows: Rows,
  now: Date,
  by: Answer["author"],
  { taskIds }: Extract<AnswerAct, { kind: "order_backlog" }>,
): Promise<{ cause: BacklogCause; goneTaskIds: number[] }> {
  try {
    const { kind, gone } = await orderBacklog(rows, timestamp(now), {
      by,
      change: { kind: "first", taskIds },
    });
    const goneTaskIds = gone.map(({ id }) => id);
    if (kind === "unchanged") return { cause: gone.length > 0 ? "gone" : "unchanged", goneTaskIds };
    return { cause: "ordered", goneTaskIds };
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code !== "conflict") throw fault;
    return { cause: "gone", goneTaskIds: [...taskIds] };
  }
}
