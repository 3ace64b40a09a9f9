// Sends mails as a provider does: several connections at once, and whatever got no 2xx again later.
import { Agent, request } from "node:http";
import type { Mail } from "./mails.ts";

const connections = 8;

export interface Provider {
  /** Mails without a 2xx that are not on their way right now. */
  waitingCount: () => number;
  /** Tries so many of the waiting mails, the longest waiting first; resolves when each was answered or cut off. */
  send: (localUrl: string, count: number) => Promise<void>;
  /** Calls that ended without any answer. */
  cutCount: () => number;
  /** What a sound installation never answers to a sound mail. */
  faults: () => readonly string[];
}

export function openProvider(mails: readonly Mail[]): Provider {
  const waiting = [...mails];
  const faults: string[] = [];
  let cutCount = 0;

  async function sendOne(localUrl: string, agent: Agent, mail: Mail): Promise<void> {
    const status = await post(localUrl, agent, mail);
    if (status === 200) return;
    if (status === undefined) cutCount++;
    else faults.push(`${mail.file} was answered ${status}.`);
    waiting.push(mail);
  }

  return {
    waitingCount: () => waiting.length,
    cutCount: () => cutCount,
    faults: () => faults,
    send: async (localUrl, count) => {
      const agent = new Agent({ keepAlive: true, maxSockets: connections });
      const batch = waiting.splice(0, count).toReversed();
      const lane = async () => {
        for (let mail = batch.pop(); mail !== undefined; mail = batch.pop())
          await sendOne(localUrl, agent, mail);
      };
      await Promise.all(Array.from({ length: connections }, lane));
      agent.destroy();
    },
  };
}

/** Answers the status, or undefined when the call ended without one. */
function post(localUrl: string, agent: Agent, mail: Mail): Promise<number | undefined> {
  const boundary = `boundary-${mail.sha256}`;
  const fields: [name: string, value: string | Buffer][] = [
    ["email", mail.raw],
    ["envelope", JSON.stringify({ to: [mail.replyTo], from: mail.from })],
    ["SPF", "pass"],
    ["dkim", `{@${mail.from.slice(mail.from.indexOf("@") + 1)} : pass}`],
  ];
  const pieces = fields.flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  const body = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
  const headers = {
    "content-type": `multipart/form-data; boundary=${boundary}`,
    "content-length": body.byteLength,
  };
  return new Promise((resolve) => {
    const call = request(`${localUrl}/inbound/sendgrid`, { method: "POST", agent, headers }, (response) => {
      // A status that arrived counts, as it does for a provider, also when the process dies behind it.
      resolve(response.statusCode);
      response.once("error", () => undefined);
      response.resume();
    });
    call.once("error", () => resolve(undefined));
    call.end(body);
  });
}
