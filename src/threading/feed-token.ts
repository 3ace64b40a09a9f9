// The token in the link of a staff member's calendar feed. It opens that feed for whoever holds it, and nothing else.
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** `version` is 0 to 255 and belongs to the staff member's availability; a link with another one was revoked. */
export interface FeedReference {
  staffId: number;
  version: number;
}

/** 37 characters that need no escaping in a URL. Throws RangeError when id or version do not fit. */
export function feedToken(keys: KeyRing, { staffId, version }: FeedReference): string {
  return writeToken(keys, "feed", { reference: staffId, version });
}

/** Whose feed a token opens, in any case; undefined when we did not write it. The version is for the caller to compare. */
export function readFeedToken(keys: KeyRing, token: string): FeedReference | undefined {
  const content = readToken(keys, "feed", token);
  return content && { staffId: content.reference, version: content.version };
}
