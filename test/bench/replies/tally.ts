// What the programs' answers come to: figures for a group of replies. Pure.
import type { ReplyCase } from "../../support/replies/case.ts";
import { scoreReply, type Score } from "../../support/replies/score.ts";
import type { Answered } from "./ask.ts";

/** One reply and what became of it with one program. */
export interface Result extends Score {
  id: string;
  source: string;
  kind: string;
  fault: Answered["fault"];
}

/** Counts are of replies. */
export interface Tally {
  count: number;
  okCount: number;
  /** Replies of which at least one word of the author's is not shown. */
  lostCount: number;
  /** Replies with at least one word shown that is not the author's. */
  leakedCount: number;
  /** The mean over the replies, 0 to 1. */
  f1: number;
}

/** The answers stand in the order of the cases. */
export function resultsOf(cases: readonly ReplyCase[], answers: readonly Answered[]): Result[] {
  return cases.map((one, index) => {
    const { reply, fault } = answers[index] ?? { reply: "", fault: "threw" as const };
    const { id, source, kind } = one;
    return { id, source, kind, fault, ...scoreReply(one, reply) };
  });
}

export function tallyOf(results: readonly Result[]): Tally {
  const count = (isCounted: (result: Result) => boolean) => results.filter(isCounted).length;
  return {
    count: results.length,
    okCount: count(({ isOk }) => isOk),
    lostCount: count(({ lost }) => lost > 0),
    leakedCount: count(({ leaked }) => leaked > 0),
    f1: results.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, results.length),
  };
}

/** The groups' names in alphabetical order. */
export function tallyBy(results: readonly Result[], name: "source" | "kind"): Map<string, Tally> {
  const names = [...new Set(results.map((result) => result[name]))].toSorted();
  return new Map(names.map((one) => [one, tallyOf(results.filter((result) => result[name] === one))]));
}

/** Of 100. */
export function percent(part: number, tally: Tally): number {
  return (100 * part) / Math.max(1, tally.count);
}
