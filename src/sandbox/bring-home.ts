// Brings in what the sandbox sends to its own reply domain, as the mail server of that domain would: by the webhook.
import { domainOf } from "../domain/address.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { buildMime } from "../outbox/mime.ts";
import { postInbound } from "./post-inbound.ts";

/** Rejects when the webhook does not take the email. */
export function bringHome(
  localUrl: string,
  inboundToken: string | undefined,
): (email: OutgoingEmail) => Promise<void> {
  return async (email) => {
    const { status } = await postInbound(
      localUrl,
      {
        raw: await buildMime(email),
        envelopeFrom: email.envelopeFrom,
        envelopeTo: email.to.address,
        from: email.from.address,
        subject: email.subject,
        signingDomain: domainOf(email.from.address),
      },
      inboundToken,
    );
    if (status !== 200) throw new Error(`The webhook answered ${status}.`);
  };
}
