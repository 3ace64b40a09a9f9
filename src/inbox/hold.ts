// An email that somebody must look at first: its outcome, with what is proposed about it. Writes its files.
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { recordAttachments } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import type { Held } from "./calm.ts";
import { nextCheckAt } from "./check-again.ts";
import type { Examination } from "./decision.ts";
import type { Result } from "./speak.ts";

/** Within the transaction of its outcome. */
export async function hold(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  examination: Examination,
  decision: Held,
): Promise<Result> {
  await recordAttachments(rows, { inboundEmailId: email.id }, examination.uploads);
  const { kind, isUnanswered, forward, ...proposal } = decision;
  return {
    ...proposal,
    ...(forward === undefined ? {} : { forwarded: forward.original }),
    status: kind === "hold" ? "held" : "failed",
    ...(isUnanswered === true ? { checkAgainAt: nextCheckAt(new Date(at), email.checks) } : {}),
  };
}
