// The form in which rows keep a token that must not be readable from them.
import { createHash } from "node:crypto";

/**
 * SHA-256 of the secret's UTF-8 bytes, 64 hexadecimal digits. Fit for secrets with at least 128 bits of chance, not for
 * passwords. Case counts: hash a token as it was written, not as somebody's mail program spelt it.
 */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}
