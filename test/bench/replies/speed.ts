// How long extraction takes beside email-reply-parser on the same texts, and beside mailparser on the same html mails. Both
// sides run in this process, warmed up, by turns; what is counted is the time of the processor. Writes nothing.
import EmailReplyParser from "email-reply-parser";
import { simpleParser } from "mailparser";
import { parseEmail } from "../../../src/inbox/parse.ts";
import { replyBodies } from "../../../src/inbox/reply-bodies.ts";
import { extractReply, type ReplyInput } from "../../../src/reply/extract.ts";
import type { ReplyCase } from "../../support/replies/case.ts";
import { rawMailOf } from "./library.ts";

/** Times are of one pass over all, in ms: the median of the rounds. */
export interface Speed {
  textCount: number;
  textMs: number;
  parserTextMs: number;
  /** How many times as fast as email-reply-parser. */
  textRatio: number;
  htmlCount: number;
  htmlMs: number;
  mailparserMs: number;
  /** Our time in theirs. */
  htmlRatio: number;
}

/** `texts` are replies for which email-reply-parser ends. */
export async function measureSpeed(
  texts: readonly string[],
  cases: readonly ReplyCase[],
  roundCount: number,
): Promise<Speed> {
  const [textMs, parserTextMs] = await timeByTurns(
    roundCount,
    () => texts.forEach((text) => extractReply({ text })),
    () => texts.forEach((text) => new EmailReplyParser().read(text).getVisibleText()),
  );
  const mails = (await Promise.all(cases.map(mailOf))).filter((mail) => mail !== undefined);
  const [htmlMs, mailparserMs] = await timeByTurns(
    roundCount,
    () => mails.forEach(({ bodies }) => extractReply(bodies)),
    async () => {
      for (const { raw } of mails) await simpleParser(raw);
    },
  );
  return {
    textCount: texts.length,
    textMs,
    parserTextMs,
    textRatio: parserTextMs / textMs,
    htmlCount: mails.length,
    htmlMs,
    mailparserMs,
    htmlRatio: htmlMs / mailparserMs,
  };
}

/** Only a mail with html; one that is known by its html only is put into a raw mail for mailparser. */
async function mailOf({ html, eml }: ReplyCase): Promise<{ raw: Buffer; bodies: ReplyInput } | undefined> {
  if (eml === undefined) {
    return html === undefined ? undefined : { raw: await rawMailOf(html), bodies: { html } };
  }
  const bodies = replyBodies(await parseEmail(eml));
  return bodies.html === undefined ? undefined : { raw: eml, bodies };
}

async function timeByTurns(
  roundCount: number,
  one: () => void | Promise<void>,
  other: () => void | Promise<void>,
): Promise<[oneMs: number, otherMs: number]> {
  const times: [number[], number[]] = [[], []];
  const warmUpCount = Math.ceil(roundCount / 3);
  for (let round = -warmUpCount; round < roundCount; round++) {
    const oneMs = await cpuMsOf(one);
    const otherMs = await cpuMsOf(other);
    if (round >= 0) {
      times[0].push(oneMs);
      times[1].push(otherMs);
    }
  }
  return [median(times[0]), median(times[1])];
}

async function cpuMsOf(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function median(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
