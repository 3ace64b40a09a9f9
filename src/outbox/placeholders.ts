// Secrets do not stand in rows: composing leaves places for them, which delivery fills, always alike.
import { randomBytes } from "node:crypto";

/**
 * A random word that begins every place in one email, so that no text a person wrote can be taken for one. It needs no
 * escaping in html or URLs.
 */
export function newPlaceholder(): string {
  return `place-${randomBytes(9).toString("hex")}`;
}

export function taskLinkPlace(placeholder: string): string {
  return `${placeholder}-task-link`;
}

export function signInLinkPlace(placeholder: string): string {
  return `${placeholder}-sign-in-link`;
}

/** In the To of a probe mail, whose own address is a secret as a reply address is. */
export function probeAddressPlace(placeholder: string): string {
  return `${placeholder}-probe-address`;
}
