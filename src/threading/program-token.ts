// The token with which another program calls us, and the secret under which we sign what we tell it. Both are made from a row's
// id under a secret key, so that no row yields them.
import { createHmac } from "node:crypto";
import { readToken, writeToken, type KeyRing } from "./token.ts";

/** So that a token is known for one wherever it is found. */
const prefix = "inreply_";

/** 45 characters that need no escaping in a header. Throws RangeError for an impossible id. */
export function programToken(keys: KeyRing, apiTokenId: number): string {
  return prefix + writeToken(keys, "program", { reference: apiTokenId, version: 0 });
}

/** The id of the row that a token names; undefined when we did not write it. Whether the row still takes it is for the caller. */
export function readProgramToken(keys: KeyRing, token: string): number | undefined {
  if (!token.startsWith(prefix)) return undefined;
  return readToken(keys, "program", token.slice(prefix.length))?.reference;
}

/** What an endpoint's secret is made from. */
export interface WebhookSecretSource {
  id: number;
  keyId: number;
  version: number;
}

/**
 * The key under which an endpoint's calls are signed, 32 bytes, always the same. Undefined when the secret key that it was
 * made under was taken out of the ring: another one would sign what its receiver cannot prove.
 */
export function webhookSecret(
  keys: KeyRing,
  { id, keyId, version }: WebhookSecretSource,
): Buffer | undefined {
  const key = keys.all.find((candidate) => candidate.id === keyId);
  if (key === undefined) return undefined;
  // The label ends in NUL, so that no purpose runs into what follows.
  return createHmac("sha256", key.secret).update("inreply/webhook\0").update(`${id}.${version}`).digest();
}

/** As Standard Webhooks shows a secret to people. */
export function shownWebhookSecret(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString("base64")}`;
}
