// Compares our setting of a public key with the one that SendGrid shows. Pure.
import type { KeyObject } from "node:crypto";

/** `shown` is DER in base64, as SendGrid writes it. */
export function isSamePublicKey(key: KeyObject, shown: string): boolean {
  return shown !== "" && key.export({ format: "der", type: "spki" }).equals(Buffer.from(shown, "base64"));
}
