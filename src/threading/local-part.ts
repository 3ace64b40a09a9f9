// The local part of an address at our reply domain: one letter that says what it is for, then a token.
import { domainOf } from "../domain/address.ts";

/** RFC 5321 section 4.5.3.1.3: a path is at most 256 octets. Whatever is longer is not looked at. */
const addressLengthMax = 256;

/** The letter, lower case, and what follows it; undefined for an address that is too long or at another domain. */
export function splitLocalPart(
  replyDomain: string,
  address: string,
): { letter: string; token: string } | undefined {
  if (address.length > addressLengthMax || domainOf(address) !== replyDomain.toLowerCase()) return undefined;
  const localPart = address.slice(0, Math.max(address.lastIndexOf("@"), 0));
  return { letter: localPart.slice(0, 1).toLowerCase(), token: localPart.slice(1) };
}
