// Posts mails as SendGrid's raw mode does, over kept connections. An answer other than 200 is an error.
import { Agent, request } from "node:http";
import type { Mail } from "./mails.ts";

/** Posts all mails, `connections` at a time, and resolves when the last one was answered. */
export async function postMails(
  localUrl: string,
  mails: readonly Mail[],
  connections: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...mails].toReversed();
  const posting = async () => {
    for (let mail = waiting.pop(); mail !== undefined; mail = waiting.pop())
      await post(localUrl, agent, mail);
  };
  await Promise.all(Array.from({ length: connections }, posting));
  agent.destroy();
}

function post(localUrl: string, agent: Agent, mail: Mail): Promise<void> {
  const boundary = `bench${mail.messageId.replace(/[^a-z0-9]/gu, "").slice(0, 40)}`;
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
  return new Promise((resolve, reject) => {
    const call = request(`${localUrl}/inbound/sendgrid`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`${mail.file} was answered ${response.statusCode}.`)),
      );
    });
    call.once("error", reject);
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
