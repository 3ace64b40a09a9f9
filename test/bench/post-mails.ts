// Posts many mails over kept connections. An answer other than 200 is an error.
import { Agent } from "node:http";
import type { Mail } from "../support/load/mails.ts";
import { postMail } from "../support/load/post-mail.ts";

/** Posts all mails, `connections` at a time, and resolves when the last one was answered. */
export async function postMails(
  localUrl: string,
  mails: readonly Mail[],
  connections: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...mails].toReversed();
  const posting = async () => {
    for (let mail = waiting.pop(); mail !== undefined; mail = waiting.pop()) {
      const status = await postMail(localUrl, agent, mail);
      if (status !== 200) throw new Error(`${mail.file} was answered ${status ?? "by nothing"}.`);
    }
  };
  await Promise.all(Array.from({ length: connections }, posting));
  agent.destroy();
}
