// Posts many mails over kept connections. An answer other than 200 is an error.
import { Agent } from "node:http";
import type { Mail } from "../support/load/mails.ts";
import { postMail } from "../support/load/post-mail.ts";

/** Connections that post at the same time, each kept alive. */
export const connections = 8;

/** Posts all mails and resolves when the last one was answered, with how long each waited for its answer. */
export async function postMails(
  localUrl: string,
  mails: readonly Mail[],
): Promise<{ latenciesMs: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...mails].toReversed();
  const latenciesMs: number[] = [];
  const posting = async () => {
    for (let mail = waiting.pop(); mail !== undefined; mail = waiting.pop()) {
      const startedAt = performance.now();
      const status = await postMail(localUrl, agent, mail);
      if (status !== 200) throw new Error(`${mail.file} was answered ${status ?? "by nothing"}.`);
      latenciesMs.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, posting));
  agent.destroy();
  return { latenciesMs };
}
