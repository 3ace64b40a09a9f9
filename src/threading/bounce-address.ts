// The SMTP MAIL FROM of an outgoing email, "b" and a token: a delivery report that comes back to it names the email.
import { splitLocalPart } from "./local-part.ts";
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** An outbound email's bounce address; its local part has 38 characters. Throws RangeError for an impossible id. */
export function bounceAddress(keys: KeyRing, replyDomain: string, outboundEmailId: number): string {
  return `b${writeToken(keys, "bounce", { reference: outboundEmailId, version: 0 })}@${replyDomain}`;
}

/** The outbound email whose bounce address this is, in any case; undefined when it is not one of ours. */
export function readBounceAddress(keys: KeyRing, replyDomain: string, address: string): number | undefined {
  const localPart = splitLocalPart(replyDomain, address);
  return localPart?.letter === "b" ? readToken(keys, "bounce", localPart.token)?.reference : undefined;
}
