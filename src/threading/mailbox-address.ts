// The address that a connected mailbox forwards to, "m" and a token: what comes in at it came through that mailbox's rule. It
// proves the path alone, never who wrote.
import { splitLocalPart } from "./local-part.ts";
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** `version` is 0 to 255 and belongs to the mailbox's row; an address with another one was given out before. */
export interface MailboxReference {
  mailboxId: number;
  version: number;
}

/** A mailbox's own intake address; its local part has 38 characters. Throws RangeError when id or version do not fit. */
export function mailboxAddress(keys: KeyRing, replyDomain: string, reference: MailboxReference): string {
  const content = { reference: reference.mailboxId, version: reference.version };
  return `m${writeToken(keys, "mailbox", content)}@${replyDomain}`;
}

/** Whose intake address this is, in any case; undefined when it is not one of ours. The version is for the caller to compare. */
export function readMailboxAddress(
  keys: KeyRing,
  replyDomain: string,
  address: string,
): MailboxReference | undefined {
  const localPart = splitLocalPart(replyDomain, address);
  if (localPart?.letter !== "m") return undefined;
  const content = readToken(keys, "mailbox", localPart.token);
  return content && { mailboxId: content.reference, version: content.version };
}
