// The SMTP MAIL FROM of an outgoing email, "b" and a token: a delivery report that comes back to it names the email.
import { splitLocalPart } from "./local-part.ts";
import { findTokenIn, readToken, tokenLength, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

// Relays rewrite the domain (SRS) or put tags in front (BATV), so only what belongs to the token is asked for.
const addressInText = new RegExp(`(?<![A-Za-z2-7])[bB]([A-Za-z2-7]{${tokenLength}})(?![A-Za-z2-7])`, "gu");

/** An outbound email's bounce address; its local part has 38 characters. Throws RangeError for an impossible id. */
export function bounceAddress(keys: KeyRing, replyDomain: string, outboundEmailId: number): string {
  return `b${writeToken(keys, "bounce", { reference: outboundEmailId, version: 0 })}@${replyDomain}`;
}

/** The outbound email whose bounce address this is, in any case; undefined when it is not one of ours. */
export function readBounceAddress(keys: KeyRing, replyDomain: string, address: string): number | undefined {
  const localPart = splitLocalPart(replyDomain, address);
  return localPart?.letter === "b" ? readToken(keys, "bounce", localPart.token)?.reference : undefined;
}

/** The outbound email whose bounce address a text quotes first, such as the Return-Path that a delivery report returns. */
export function findBounceAddress(keys: KeyRing, text: string): number | undefined {
  return findTokenIn(keys, "bounce", text, addressInText);
}
