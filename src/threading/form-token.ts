// The token in every form of ours: proves that the form was shown by us to the browser that sends it. Touches no store.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing, SecretKey } from "./token.ts";

/**
 * The token of forms shown to `subject`, a secret that its browser holds: a cookie, or the token of the link it opened.
 * 43 characters of base64url. HMAC-SHA-256 under a purpose of its own, so that it opens nothing else.
 */
export function formToken(keys: KeyRing, subject: string): string {
  return macOf(keys.current, subject).toString("base64url");
}

/** Whether one of our keys wrote the token for this subject; takes the same time whatever the token says. */
export function isFormToken(keys: KeyRing, subject: string, token: string): boolean {
  const given = Buffer.from(token, "base64url");
  if (given.byteLength !== macBytes) return false;
  return keys.all.some((key) => timingSafeEqual(given, macOf(key, subject)));
}

const macBytes = 32;

/** The label ends in NUL, so that no purpose runs into its subject. */
function macOf(key: SecretKey, subject: string): Buffer {
  return createHmac("sha256", key.secret).update("inreply/form\0").update(subject, "utf8").digest();
}
