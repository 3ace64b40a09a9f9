// Posts an email to the real webhook the way SendGrid's Inbound Parse does with "POST the raw, full MIME message" on.
// Reads nothing, writes to the network only. Source: Twilio SendGrid, "Setting Up The Inbound Parse Webhook".
import { randomUUID } from "node:crypto";
import type { SimulatedEmail } from "./simulator.ts";
import type { ProviderFields } from "../domain/inbound-email.ts";

/** TEST-NET-1 of RFC 5737, from which no mail ever comes. */
const senderIp = "192.0.2.25";
/** The webhook answers after one commit; a call that takes longer is broken. */
const answerTimeoutMs = 30_000;

/**
 * Posts and answers the HTTP status with the body's words. `baseUrl` is where the server really listens; `inboundToken`
 * goes into basic auth when one is set. Rejects when nobody answers within half a minute.
 */
export async function postInbound(
  baseUrl: string,
  email: SimulatedEmail,
  inboundToken?: string,
): Promise<{ status: number; answer: string }> {
  const boundary = `xYzZY${randomUUID()}`;
  const response = await fetch(`${baseUrl}/inbound/sendgrid`, {
    method: "POST",
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "user-agent": "SendGrid simulator",
      ...(inboundToken === undefined ? {} : { authorization: basicAuth(inboundToken) }),
    },
    body: new Uint8Array(multipart(boundary, fieldsOf(email))),
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  return { status: response.status, answer: await response.text() };
}

/**
 * What the provider says of the sender: both checks pass, as they do for honest mail; without a signing domain neither, and
 * SPF fails where the email says so.
 */
export function providerFieldsOf(email: SimulatedEmail): ProviderFields {
  if (email.signingDomain === "") return { spf: email.spf ?? "none", dkim: "none", senderIp };
  return { spf: email.spf ?? "pass", dkim: `{@${email.signingDomain} : pass}`, senderIp };
}

function fieldsOf(email: SimulatedEmail): [name: string, value: string | Uint8Array][] {
  const { spf, dkim } = providerFieldsOf(email);
  return [
    ["dkim", dkim ?? "none"],
    ["email", email.raw],
    ["to", email.envelopeTo],
    ["from", email.from],
    ["sender_ip", senderIp],
    ["spam_report", "Spam detection software has no objection.\n"],
    ["envelope", JSON.stringify({ to: [email.envelopeTo], from: email.envelopeFrom })],
    ["subject", email.subject],
    ["spam_score", "0.011"],
    ["charsets", JSON.stringify({ to: "UTF-8", from: "UTF-8", subject: "UTF-8" })],
    ["SPF", spf ?? "none"],
  ];
}

/** RFC 7578. The bytes of the email stand in it as they are: it is not text in any one charset. */
function multipart(boundary: string, fields: [name: string, value: string | Uint8Array][]): Buffer {
  const pieces = fields.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

function basicAuth(inboundToken: string): string {
  return `Basic ${Buffer.from(`sandbox:${inboundToken}`).toString("base64")}`;
}
