// How rows keep an address of ours that a mail was sent to or from: without its code, so that nobody who reads a copy of the
// database can write to it. `r:<reference>@reply.example` has a colon, which no address that is taken in can have.
import { splitLocalPart } from "./local-part.ts";
import { openToken, sealToken, type KeyRing, type TokenPurpose } from "./token.ts";

const purposes: ReadonlyMap<string, TokenPurpose> = new Map([
  ["r", "reply"],
  ["n", "note"],
  ["b", "bounce"],
  ["p", "probe"],
  ["m", "mailbox"],
  ["a", "answer"],
]);

/** The same for the same address, in any case. An address that is none of ours stays as it is. */
export function sealAddress(keys: KeyRing, replyDomain: string, address: string): string {
  const parts = splitLocalPart(replyDomain, address);
  const purpose = parts && purposes.get(parts.letter);
  const sealed = purpose && sealToken(keys, purpose, parts.token);
  return sealed === undefined ? address : `${parts!.letter}:${sealed}@${replyDomain.toLowerCase()}`;
}

/** The address that was sealed; what was not, or by a key that was taken away since, stays as it is. */
export function openAddress(keys: KeyRing, replyDomain: string, kept: string): string {
  const parts = splitLocalPart(replyDomain, kept);
  const purpose = parts?.token.startsWith(":") === true ? purposes.get(parts.letter) : undefined;
  const token = purpose && openToken(keys, purpose, parts!.token.slice(1));
  return token === undefined ? kept : `${parts!.letter}${token}@${replyDomain.toLowerCase()}`;
}
