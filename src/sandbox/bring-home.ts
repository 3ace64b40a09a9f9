// Brings in what the sandbox sends to its own reply domain, as the mail server of that domain would, and what it sends to a
// connected mailbox, as the forwarding rule there would: by the webhook.
import { domainOf } from "../domain/address.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { buildMime } from "../outbox/mime.ts";
import { postInbound } from "./post-inbound.ts";

/** Rejects when the webhook does not take the email. */
export function bringHome(
  localUrl: string,
  inboundToken: string | undefined,
): (email: OutgoingEmail, to: string, forwardedBy?: string) => Promise<void> {
  return async (email, to, forwardedBy) => {
    const raw = await buildMime(email);
    const { status } = await postInbound(
      localUrl,
      {
        raw: forwardedBy === undefined ? raw : Buffer.concat([Buffer.from(traceOf(forwardedBy, to)), raw]),
        envelopeFrom: forwardedBy ?? email.envelopeFrom,
        envelopeTo: to,
        from: email.from.address,
        subject: email.subject,
        signingDomain: domainOf(email.from.address),
      },
      inboundToken,
    );
    if (status !== 200) throw new Error(`The webhook answered ${status}.`);
  };
}

/** What Gmail writes above what it forwards. */
function traceOf(forwardedBy: string, to: string): string {
  return `X-Forwarded-To: ${to}\r\nX-Forwarded-For: ${forwardedBy} ${to}\r\nDelivered-To: ${forwardedBy}\r\n`;
}
