// The address that one participant's answers go to: "r" and a token for messages, "n" and a token for staff notes.
// It names the thread and who it was given to; it never proves who wrote.
import { splitLocalPart } from "./local-part.ts";
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** `version` is 0 to 255 and belongs to the participant; an address with an older one was revoked. */
export interface ReplyReference {
  participantId: number;
  version: number;
  isNote: boolean;
}

/** The reply address, with a local part of 38 characters. Throws RangeError when id or version do not fit a token. */
export function replyAddress(keys: KeyRing, replyDomain: string, reference: ReplyReference): string {
  const content = { reference: reference.participantId, version: reference.version };
  return reference.isNote
    ? `n${writeToken(keys, "note", content)}@${replyDomain}`
    : `r${writeToken(keys, "reply", content)}@${replyDomain}`;
}

/**
 * Whose reply address this is, in any case; undefined when it is not one of ours. Whether the version still holds is
 * for the caller to compare with the participant's row.
 */
export function readReplyAddress(
  keys: KeyRing,
  replyDomain: string,
  address: string,
): ReplyReference | undefined {
  const localPart = splitLocalPart(replyDomain, address);
  if (localPart === undefined || (localPart.letter !== "r" && localPart.letter !== "n")) return undefined;
  const isNote = localPart.letter === "n";
  const content = readToken(keys, isNote ? "note" : "reply", localPart.token);
  return content && { participantId: content.reference, version: content.version, isNote };
}
