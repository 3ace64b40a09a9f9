// What SendGrid's answers mean for an email: tried again, refused for good, or perhaps taken. Reads and writes nothing.
import { maskSecrets } from "../threading/mask.ts";
import type { SendOutcome } from "./courier.ts";

/** A rate limit resets within minutes; whatever else its header says is not believed. */
const resetMsMin = 1_000;
const resetMsMax = 60 * 60_000;
/** Of the other side's own sentences we keep this much, for the task page. */
const sentencesLengthMax = 500;

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: unknown;
}

/**
 * What became of an email that SendGrid answered other than by taking it. A key that was changed, or an account that may
 * send no more, is for the operator to mend: such mail waits and is not lost. Reasons keep neither our key nor a secret.
 * Source: Twilio SendGrid, v3 API, "Rate Limits", and "4XX API Errors and Troubleshooting Suggestions".
 */
export function answerOutcome(answer: Answer, apiKey: string): SendOutcome {
  const { status } = answer;
  if (status === 429) {
    const afterMs = resetAfterMs(answer.headers);
    const reason = "SendGrid takes no more just now (429).";
    return afterMs === undefined ? { kind: "retry", reason } : { kind: "retry", reason, afterMs };
  }
  if (status === 408 || status === 503)
    return { kind: "retry", reason: `SendGrid is not available (${status}).` };
  if (status >= 400 && status < 500) {
    const sentences = sentencesOf(answer.body, apiKey);
    const advice = adviceOnAccount(status, answer.body, sentences);
    return advice === undefined
      ? { kind: "refused", reason: `SendGrid refused this email (${status}). ${sentences}`.trim() }
      : { kind: "retry", reason: `${advice} ${sentences}`.trim() };
  }
  return { kind: "unknown", reason: `SendGrid answered ${status} and may have taken this email.` };
}

/**
 * What the operator has to do, when an answer is about our key or account and not about the email. Every 401 is; a 403 is
 * not when it names a field of the email, such as a From that matches no verified sender identity.
 */
function adviceOnAccount(status: number, body: unknown, sentences: string): string | undefined {
  if (status === 401 && /credits exceeded/iu.test(sentences)) {
    return "SendGrid sends no more for this account (401): its plan is used up, so raise it or wait for its reset.";
  }
  if (status === 401) {
    return "SendGrid does not take our key (401): check SENDGRID_API_KEY, and that the key may send mail.";
  }
  if (status !== 403 || /sender identity/iu.test(sentences)) return undefined;
  if (errorsOf(body).some(({ field }) => typeof field === "string" && field !== "")) return undefined;
  return /temporarily blocked/iu.test(sentences)
    ? "SendGrid has blocked this account for a while (403): look at it there."
    : "SendGrid does not let our key send mail (403): give it the permission “Mail Send”, and allow this server’s address.";
}

/** Milliseconds until `X-RateLimit-Reset` (seconds since 1970), by the other side's own clock where it tells the time. */
function resetAfterMs(headers: Record<string, unknown>): number | undefined {
  const value = headers["x-ratelimit-reset"];
  if (typeof value !== "string" || !/^\d{1,12}$/u.test(value)) return undefined;
  const theirNow = Date.parse(String(headers["date"]));
  const afterMs = Number(value) * 1000 - (Number.isNaN(theirNow) ? Date.now() : theirNow);
  return Math.min(Math.max(afterMs, resetMsMin), resetMsMax);
}

/** `{"errors": [{"message": "…"}]}`: what SendGrid says is wrong, on one line, without our secrets. */
function sentencesOf(body: unknown, apiKey: string): string {
  const messages = errorsOf(body).flatMap(({ message }) =>
    typeof message === "string" ? [message.slice(0, sentencesLengthMax)] : [],
  );
  const line = messages.join(" ").replace(/\s+/gu, " ").trim();
  const masked = maskSecrets(apiKey === "" ? line : line.replaceAll(apiKey, "…"));
  return masked.length > sentencesLengthMax ? `${masked.slice(0, sentencesLengthMax - 1)}…` : masked;
}

function errorsOf(body: unknown): { message?: unknown; field?: unknown }[] {
  const errors = typeof body === "object" && body !== null && "errors" in body ? body.errors : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.filter((error: unknown): error is object => typeof error === "object" && error !== null);
}
