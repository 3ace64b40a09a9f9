// Email addresses: one normal form for comparing, and what counts as an address at all.
import { Problem } from "./problem.ts";

/** RFC 5321 section 4.5.3.1: a path is at most 256 octets with its angle brackets. */
const addressLengthMax = 254;
const localPartLengthMax = 64;

/**
 * The form in which addresses are stored and compared: trimmed, lower case. The local part is case-sensitive in theory
 * (RFC 5321 section 2.4) and in no mailbox that people use.
 */
export function normalizeAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** Whether this is one plain mailbox address without display name, comments or control characters. */
export function isAddress(address: string): boolean {
  if (address.length > addressLengthMax) return false;
  const at = address.lastIndexOf("@");
  if (at < 1 || at > localPartLengthMax) return false;
  const domain = address.slice(at + 1);
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must be refused (header injection)
  return !/[\s<>()[\],;:\\"\u0000-\u001f\u007f]/u.test(address) && /^[^.@]+(?:\.[^.@]+)+$/u.test(domain);
}

/** The normal form of an address somebody typed. Throws `invalid`. */
export function requireAddress(typed: string): string {
  const address = normalizeAddress(typed);
  if (!isAddress(address))
    throw new Problem("invalid", {
      en: `“${typed.slice(0, 80)}” is not an email address.`,
      de: `„${typed.slice(0, 80)}“ ist keine E-Mail-Adresse.`,
    });
  return address;
}

/** The part after the last @, lower case; empty when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 0 ? "" : address.slice(at + 1).toLowerCase();
}
