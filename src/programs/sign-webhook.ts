// The headers of a call by Standard Webhooks (https://www.standardwebhooks.com, version 1.0.0): its id, its moment, and the proof
// that it is ours and new.
import { createHmac } from "node:crypto";

export interface SignedCall {
  /** The same at every attempt. Holds no dot. */
  id: string;
  /** Of this attempt. */
  at: Date;
  body: string;
}

/** `v1` is HMAC-SHA256 over `id.timestamp.body`, in base64. */
export function webhookHeaders(secret: Uint8Array, { id, at, body }: SignedCall): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const mac = createHmac("sha256", secret).update(`${id}.${seconds}.${body}`, "utf8").digest("base64");
  return { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": `v1,${mac}` };
}
