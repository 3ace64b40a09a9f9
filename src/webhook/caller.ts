// Who may call a webhook: SendGrid's signature over the raw body, basic auth with a token, or the sandbox's own machine.
import { createHash, createVerify, timingSafeEqual, type KeyObject } from "node:crypto";
import type { Request } from "express";
import { Refusal } from "./refusal.ts";

export interface CallerChecks {
  /** SendGrid's verification key (ECDSA P-256) for this webhook, when one is set. */
  webhookKey: KeyObject | undefined;
  /** The password of basic auth, with any user name, when one is set. */
  inboundToken: string | undefined;
  /** Whether calls from this machine itself need no proof: only in the sandbox with neither of the above set. */
  isOpenToLoopback: boolean;
}

const signatureHeader = "x-twilio-email-event-webhook-signature";
const timestampHeader = "x-twilio-email-event-webhook-timestamp";

/** Takes each piece of the body as it streams in; `finish` throws a Refusal when the body is not the caller's. */
export interface BodyCheck {
  update: (chunk: Uint8Array) => void;
  finish: () => void;
}

/**
 * Checks a caller by its headers and answers what must be checked over the body. A wrong proof is answered 503: providers
 * retry only 5xx, and a key that was mistyped in the settings must not lose mail. No proof at all is answered 401.
 * An old signature is taken: what comes twice is known by its content, which makes a replay harmless.
 * `keySetting` names the setting of the key to whoever must mend it.
 * Source: Twilio SendGrid, "Securing your Parse Webhook" and "Getting Started with the Event Webhook Security Features":
 * base64 DER ECDSA with SHA-256 over timestamp and raw body.
 */
export function checkCaller(
  checks: CallerChecks,
  request: Request,
  keySetting: "SENDGRID_WEBHOOK_KEY" | "SENDGRID_EVENTS_KEY" = "SENDGRID_WEBHOOK_KEY",
): BodyCheck {
  const signature = request.get(signatureHeader);
  if (signature !== undefined && checks.webhookKey !== undefined) {
    return signatureCheck(checks.webhookKey, keySetting, signature, request.get(timestampHeader) ?? "");
  }
  const password = basicPassword(request.get("authorization"));
  if (password !== undefined && checks.inboundToken !== undefined) {
    if (isSameSecret(password, checks.inboundToken)) return nothingMore;
    throw new Refusal(503, "The password of this call is not our INBOUND_TOKEN.", true);
  }
  const isOpen = checks.webhookKey === undefined && checks.inboundToken === undefined;
  if (isOpen && checks.isOpenToLoopback && isFromThisMachine(request)) return nothingMore;
  throw new Refusal(
    401,
    isOpen
      ? `Nobody may post here yet: set ${keySetting} or INBOUND_TOKEN.`
      : "Prove who you are: by a signature of SendGrid or by basic auth with the inbound token.",
    true,
  );
}

const nothingMore: BodyCheck = { update: () => {}, finish: () => {} };

function signatureCheck(
  key: KeyObject,
  keySetting: string,
  signature: string,
  timestampValue: string,
): BodyCheck {
  const verify = createVerify("sha256").update(timestampValue);
  return {
    update: (chunk) => void verify.update(chunk),
    finish: () => {
      if (!verify.verify(key, Buffer.from(signature, "base64"))) {
        throw new Refusal(503, `The signature of this call does not match ${keySetting}.`, true);
      }
    },
  };
}

/** RFC 7617; the user name is not looked at. */
function basicPassword(authorization: string | undefined): string | undefined {
  const [scheme, credentials] = authorization?.split(" ") ?? [];
  if (scheme?.toLowerCase() !== "basic" || credentials === undefined) return undefined;
  const decoded = Buffer.from(credentials, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : decoded.slice(colon + 1);
}

/** Hashed first, so that the comparison takes the same time whatever the lengths. */
function isSameSecret(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((secret) => createHash("sha256").update(secret).digest());
  return timingSafeEqual(one!, other!);
}

/** A proxy on this machine makes strangers look local, so its mark refuses. */
function isFromThisMachine(request: Request): boolean {
  const address = request.socket.remoteAddress ?? "";
  const isProxied = request.get("x-forwarded-for") !== undefined || request.get("forwarded") !== undefined;
  return !isProxied && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/u.test(address);
}
