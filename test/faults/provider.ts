// Sends mails as a provider does: several connections at once, and whatever got no 2xx again later.
import { Agent } from "node:http";
import type { Mail } from "../support/load/mails.ts";
import { postMail } from "../support/load/post-mail.ts";

const connections = 8;

export interface Provider {
  /** Mails without a 2xx that are not on their way right now. */
  waitingCount: () => number;
  /** Mails with one. */
  acknowledged: readonly Mail[];
  /** Tries so many of the waiting mails, the longest waiting first; resolves when each was answered or cut off. */
  send: (localUrl: string, count: number) => Promise<void>;
  /** Calls that ended without any answer. */
  cutCount: () => number;
  /** Calls that were answered 503: send it again. */
  putOffCount: () => number;
  /** What an installation never answers to a sound mail, whatever has befallen it. */
  faults: () => readonly string[];
}

export function openProvider(mails: readonly Mail[]): Provider {
  const waiting = [...mails];
  const acknowledged: Mail[] = [];
  const faults: string[] = [];
  let cutCount = 0;
  let putOffCount = 0;

  async function sendOne(localUrl: string, agent: Agent, mail: Mail): Promise<void> {
    const status = await postMail(localUrl, agent, mail);
    if (status === 200) {
      acknowledged.push(mail);
      return;
    }
    if (status === undefined) cutCount++;
    else if (status === 503) putOffCount++;
    else faults.push(`${mail.file} was answered ${status}.`);
    waiting.push(mail);
  }

  return {
    waitingCount: () => waiting.length,
    acknowledged,
    cutCount: () => cutCount,
    putOffCount: () => putOffCount,
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
