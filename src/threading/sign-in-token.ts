// The token in an emailed sign-in link. It names the row of the sign-in, which says whose it is, until when, and
// whether it was used; the row keeps the token only hashed.
import { readToken, writeToken } from "./token.ts";
import type { KeyRing } from "./token.ts";

/** The token of a sign-in, 37 characters that need no escaping in a URL. Throws RangeError for an impossible id. */
export function signInToken(keys: KeyRing, signInId: number): string {
  return writeToken(keys, "sign-in", { reference: signInId, version: 0 });
}

/** The sign-in that a token names; undefined when we did not write it. Age and use are for the caller to check. */
export function readSignInToken(keys: KeyRing, token: string): number | undefined {
  return readToken(keys, "sign-in", token)?.reference;
}
