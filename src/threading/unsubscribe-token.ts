// The token of the link by which a mail program unsubscribes its reader (RFC 8058): from the emails about one task, or from
// digests. It proves that we gave it to whoever holds it; what it does is harmless and can be taken back.
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** `version`, 0 to 255, must be that of the participant's row, or of the contact's: raising it revokes the link. */
export type Unsubscribing =
  | { kind: "mute"; participantId: number; version: number }
  | { kind: "digests"; contactId: number; version: number };

/** The token, 37 characters that need no escaping in a URL; it does not expire. Throws RangeError for an impossible number. */
export function unsubscribeToken(keys: KeyRing, from: Unsubscribing): string {
  const reference = from.kind === "mute" ? from.participantId : from.contactId;
  return writeToken(keys, from.kind, { reference, version: from.version });
}

/** What a token unsubscribes from; undefined when we did not write it. */
export function readUnsubscribeToken(keys: KeyRing, token: string): Unsubscribing | undefined {
  const mute = readToken(keys, "mute", token);
  if (mute !== undefined) return { kind: "mute", participantId: mute.reference, version: mute.version };
  const digests = readToken(keys, "digests", token);
  return digests && { kind: "digests", contactId: digests.reference, version: digests.version };
}
