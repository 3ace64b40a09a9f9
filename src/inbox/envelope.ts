// The SMTP envelope of a mail as its caller states it: one sender, maybe empty, and at least one recipient.
import { isAddress, normalizeAddress } from "../domain/address.ts";
import { Refusal } from "../webhook/refusal.ts";
import { type ReceiveLimits } from "./receive.ts";

/**
 * Recipients that are no addresses are left out, so that the others get their mail. Throws a Refusal 400 when none is left. The
 * sender of a delivery report is empty.
 */
export function requireEnvelope(
  from: string | undefined,
  to: readonly string[],
  limits: ReceiveLimits,
): { envelopeFrom: string; envelopeTo: string[] } {
  const stated = [...new Set(to.map(bare).filter((address) => address !== ""))];
  if (stated.length === 0) throw new Refusal(400, "The envelope names no recipient.", true);
  if (stated.length > limits.recipientsMax) {
    throw new Refusal(413, `The envelope names more than ${limits.recipientsMax} recipients.`, true);
  }
  const envelopeTo = stated.filter(isAddress);
  if (envelopeTo.length === 0)
    throw new Refusal(400, "No recipient of the envelope is an email address.", true);
  const envelopeFrom = bare(from ?? "");
  // A malformed sender is no reason to lose a mail; it only vouches for nobody.
  return { envelopeFrom: isAddress(envelopeFrom) ? envelopeFrom : "", envelopeTo };
}

function bare(address: string): string {
  return normalizeAddress(address.replace(/^\s*<|>\s*$/gu, ""));
}
