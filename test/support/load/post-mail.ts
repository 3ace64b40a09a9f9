// Posts a generated mail as SendGrid's raw mode does, vouched for by its sender's domain.
import { request, type Agent } from "node:http";
import type { Mail } from "./mails.ts";

/**
 * Answers the status as soon as it arrived, which counts for a provider even when the process dies behind it; undefined
 * when the call ended without one.
 */
export function postMail(localUrl: string, agent: Agent, mail: Mail): Promise<number | undefined> {
  const boundary = `boundary-${mail.sha256}`;
  const body = multipart(boundary, [
    ["email", mail.raw],
    ["envelope", JSON.stringify({ to: [mail.replyTo], from: mail.from })],
    ["SPF", "pass"],
    ["dkim", `{@${mail.from.slice(mail.from.indexOf("@") + 1)} : pass}`],
  ]);
  const headers = {
    "content-type": `multipart/form-data; boundary=${boundary}`,
    "content-length": body.byteLength,
  };
  return new Promise((resolve) => {
    const call = request(`${localUrl}/inbound/sendgrid`, { method: "POST", agent, headers }, (response) => {
      resolve(response.statusCode);
      response.once("error", () => undefined);
      response.resume();
    });
    call.once("error", () => resolve(undefined));
    call.end(body);
  });
}

function multipart(boundary: string, fields: [name: string, value: string | Buffer][]): Buffer {
  const pieces = fields.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}
