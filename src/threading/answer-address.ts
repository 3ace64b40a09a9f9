// The address that answers to an email with numbered choices go to, "a" and a token. It names the email, and so what its numbers
// mean; it never proves who wrote.
import { splitLocalPart } from "./local-part.ts";
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** An outbound email's answer address; its local part has 38 characters. Throws RangeError for an impossible id. */
export function answerAddress(keys: KeyRing, replyDomain: string, outboundEmailId: number): string {
  return `a${writeToken(keys, "answer", { reference: outboundEmailId, version: 0 })}@${replyDomain}`;
}

/** The outbound email whose answer address this is, in any case; undefined when it is not one of ours. */
export function readAnswerAddress(keys: KeyRing, replyDomain: string, address: string): number | undefined {
  const localPart = splitLocalPart(replyDomain, address);
  return localPart?.letter === "a" ? readToken(keys, "answer", localPart.token)?.reference : undefined;
}
