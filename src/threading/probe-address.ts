// The address that a probe mail is sent to, "p" and a token: what comes in at it is a probe of our own that came back.
import { splitLocalPart } from "./local-part.ts";
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** A probe's own address; its local part has 38 characters. Throws RangeError for an impossible id. */
export function probeAddress(keys: KeyRing, replyDomain: string, probeId: number): string {
  return `p${writeToken(keys, "probe", { reference: probeId, version: 0 })}@${replyDomain}`;
}

/** The probe whose address this is, in any case; undefined when it is not one of ours. */
export function readProbeAddress(keys: KeyRing, replyDomain: string, address: string): number | undefined {
  const localPart = splitLocalPart(replyDomain, address);
  return localPart?.letter === "p" ? readToken(keys, "probe", localPart.token)?.reference : undefined;
}
