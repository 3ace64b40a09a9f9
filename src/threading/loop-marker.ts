// The value of our loop header. An email that comes in with one of ours is an email of our own that came back.
import { findTokenIn, readToken, tokenLength, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** The one header of ours that is believed when it comes in, because its value carries our MAC. */
export const loopHeader = "X-Inreply-Loop";

const markerInText = new RegExp(`${loopHeader}:\\s{0,20}([A-Za-z2-7]{${tokenLength}})(?![A-Za-z2-7])`, "giu");

/** The header's value for one outbound email. Throws RangeError for an impossible id. */
export function loopMarker(keys: KeyRing, outboundEmailId: number): string {
  return writeToken(keys, "loop", { reference: outboundEmailId, version: 0 });
}

/** The outbound email for which we wrote this header value, in any case and with any white space around it. */
export function readLoopMarker(keys: KeyRing, value: string): number | undefined {
  return readToken(keys, "loop", value.trim())?.reference;
}

/** Whether we wrote this header value. */
export function isOwnLoopMarker(keys: KeyRing, value: string): boolean {
  return readLoopMarker(keys, value) !== undefined;
}

/** The outbound email whose loop header a text quotes first, such as the headers that a delivery report returns. */
export function findLoopMarker(keys: KeyRing, text: string): number | undefined {
  return findTokenIn(keys, "loop", text, markerInText);
}
