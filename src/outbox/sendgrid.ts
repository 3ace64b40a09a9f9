// Hands emails to SendGrid's v3 Mail Send, one request an email. Reads no rows and writes none.
import shared from "@sendgrid/mail";
import { codeOf } from "../domain/fault.ts";
import { sendTimeoutMs, type Courier, type OutgoingEmail, type SendOutcome } from "./courier.ts";
import { enclosuresOf, type Enclosure } from "./enclosure.ts";
import { answerOutcome, type Answer } from "./sendgrid-answer.ts";

type MailData = Exclude<Parameters<typeof shared.send>[0], unknown[]>;
type MailContent = NonNullable<MailData["content"]>[number];
type MailResponse = Awaited<ReturnType<typeof shared.send>>[0];

// The package exports its class beside the instance that all importers share; its types know the instance only.
const { MailService } = shared as unknown as { MailService: new () => typeof shared };

/**
 * The courier of an installation that sends through SendGrid. SendGrid has no way to say "the same request again", so what
 * may have been taken ends `unknown` and not `retry`. Its own SMTP sender cannot be chosen: `envelopeFrom` is not used, and
 * bounces come as events that name the email by `inreply_email_id`.
 * Source: Twilio SendGrid, v3 API, "Mail Send".
 */
export function sendgridCourier({
  apiKey,
  timeoutMs = sendTimeoutMs,
}: {
  apiKey: string;
  timeoutMs?: number;
}): Courier {
  const service = new MailService();
  service.setApiKey(apiKey);
  service.setTimeout(timeoutMs);
  return {
    name: "sendgrid",
    send: async (email) => {
      const request = mailData(email);
      try {
        const [response] = await service.send(request);
        return sentOutcome(response);
      } catch (fault) {
        const answer = readAnswer(fault);
        if (answer !== undefined) return answerOutcome(answer, apiKey);
        const code = codeOf(fault);
        // Neither an answer nor a fault of the network: our own bug, which the log should show.
        if (code === undefined) throw fault;
        return networkOutcome(code, fault);
      }
    },
  };
}

function mailData(email: OutgoingEmail): MailData {
  const attachments = [...enclosuresOf(email).flatMap(attachmentData), ...calendarFile(email)];
  return {
    from: { name: email.from.name, email: email.from.address },
    to: { name: email.to.name, email: email.to.address },
    ...(email.replyTo === undefined ? {} : { replyTo: { email: email.replyTo } }),
    subject: email.subject,
    content: contentOf(email),
    headers: email.headers,
    customArgs: { inreply_email_id: String(email.outboundEmailId) },
    // Rewritten links would feed link scanners and break task links; a pixel would tell of reading.
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
      ganalytics: { enable: false },
    },
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/**
 * Text, html and calendar in this order, which SendGrid asks for. `method` is the one parameter that it passes on: it writes the
 * charset and the encoding itself. Source: SendGrid staff in github.com/sendgrid/sendgrid-ruby/issues/298, with this payload.
 */
function contentOf({ text, html, calendar }: OutgoingEmail): [MailContent, ...MailContent[]] {
  const content: [MailContent, ...MailContent[]] = [
    { type: "text/plain", value: text },
    { type: "text/html", value: html },
  ];
  if (calendar !== undefined) {
    content.push({ type: `text/calendar; method=${calendar.method}`, value: calendar.content });
  }
  return content;
}

/** For mail programs that look at files only. SendGrid refuses a file's type with a parameter (sendgrid-nodejs/issues/1313). */
function calendarFile({ calendar }: OutgoingEmail) {
  if (calendar === undefined) return [];
  return [
    {
      content: Buffer.from(calendar.content).toString("base64"),
      filename: "invite.ics",
      type: "application/ics",
      disposition: "attachment",
    },
  ];
}

/**
 * SendGrid takes no file without a byte. The names are SendGrid's own, since the package does not translate them inside a
 * list.
 */
function attachmentData({ filename, contentType, contentId, disposition, bytes }: Enclosure) {
  if (bytes.byteLength === 0) return [];
  return [
    {
      content: Buffer.from(bytes).toString("base64"),
      filename,
      type: contentType,
      disposition,
      ...(contentId === undefined ? {} : { content_id: contentId }),
    },
  ];
}

function sentOutcome(response: MailResponse): SendOutcome {
  const headers = response.headers as Record<string, unknown>;
  const providerId = headers["x-message-id"];
  return typeof providerId === "string" ? { kind: "sent", providerId } : { kind: "sent" };
}

/** The HTTP answer inside a fault: of @sendgrid's ResponseError (`code`, `response`) or of axios (`response.status`). */
function readAnswer(fault: unknown): Answer | undefined {
  if (!(fault instanceof Error) || !("response" in fault)) return undefined;
  const response = fault.response as
    | { status?: unknown; headers?: unknown; body?: unknown }
    | null
    | undefined;
  const status = response?.status ?? ("code" in fault ? fault.code : undefined);
  if (typeof status !== "number") return undefined;
  return { status, headers: (response?.headers ?? {}) as Record<string, unknown>, body: response?.body };
}

/** Faults that come before the first byte of the request: no address, no connection, no trust in the certificate. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/u;

function networkOutcome(code: string, fault: unknown): SendOutcome {
  const isConnecting = code === "ETIMEDOUT" && isFaultOfConnect(fault);
  if (isConnecting || neverSent.test(code)) {
    return { kind: "retry", reason: `SendGrid could not be reached (${code}).` };
  }
  return {
    kind: "unknown",
    reason: `The connection to SendGrid broke off (${code}); it may have taken this email.`,
  };
}

/** Whether a timeout is that of the connection itself; axios wraps the fault of the socket as its cause. */
function isFaultOfConnect(fault: unknown): boolean {
  for (const candidate of [fault, fault instanceof Error ? fault.cause : undefined]) {
    if (candidate instanceof Error && "syscall" in candidate && candidate.syscall === "connect") return true;
    if (candidate instanceof AggregateError && candidate.errors.every(isFaultOfConnect)) return true;
  }
  return false;
}
