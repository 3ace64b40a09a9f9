// Finds the email of ours that an email answers, where that one takes numbers or commands and is about no task. Reads rows, writes
// nothing.
import { findOutboundEmail } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { readAnswerAddress } from "../threading/answer-address.ts";
import type { KeyRing } from "../threading/token.ts";

export interface Answered {
  kind: "answer";
  outboundEmailId: number;
  evidence: string;
}

/** By the first answer address among these, each with where it stands. */
export async function findAnswered(
  { keys, replyDomain }: { keys: KeyRing; replyDomain: string },
  rows: Rows,
  recipients: readonly (readonly [place: string, address: string])[],
): Promise<Answered | undefined> {
  for (const [place, address] of recipients) {
    const outboundEmailId = readAnswerAddress(keys, replyDomain, address);
    const sent = outboundEmailId === undefined ? undefined : await findOutboundEmail(rows, outboundEmailId);
    if (sent?.takesAnswer !== 1) continue;
    const evidence = `The answer address in ${place}, of an email that we sent to ${sent.toName}.`;
    return { kind: "answer", outboundEmailId: sent.id, evidence };
  }
  return undefined;
}
