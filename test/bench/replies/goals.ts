// What is asked of the reading of replies, and whether it holds. Pure.
import { percent, tallyBy, tallyOf, type Result } from "./tally.ts";
import type { Speed } from "./speed.ts";

/** One goal in words, what was measured, and whether it holds. */
export interface Goal {
  goal: string;
  measured: string;
  isHeld: boolean;
}

/** Our own cases are all read right: each was written down because somebody wants it so. */
export function ownGoals(results: readonly Result[]): Goal[] {
  const { count, okCount } = tallyOf(results);
  return [
    { goal: "fixtures/replies: all ok", measured: `${okCount} of ${count}`, isHeld: okCount === count },
  ];
}

/** Replies of other people's collections, of which a few contradict one another. */
export function foreignGoals(results: readonly Result[]): Goal[] {
  const tally = tallyOf(results);
  const [ok, lost, leaked] = [tally.okCount, tally.lostCount, tally.leakedCount].map((part) =>
    percent(part, tally),
  ) as [number, number, number];
  const weak = [...tallyBy(results, "source")].filter(
    ([, one]) => percent(one.okCount, one) < 92 && one.count - one.okCount > 1,
  );
  return [
    { goal: "corpus: ok at least 97 %", measured: ok.toFixed(1), isHeld: ok >= 97 },
    { goal: "corpus: lost at most 1 %", measured: lost.toFixed(1), isHeld: lost <= 1 },
    { goal: "corpus: leak at most 2 %", measured: leaked.toFixed(1), isHeld: leaked <= 2 },
    { goal: "corpus: F1 at least 0.99", measured: tally.f1.toFixed(3), isHeld: tally.f1 >= 0.99 },
    {
      goal: "corpus: each source at least 92 % ok, or one wrong",
      measured: weak.length === 0 ? "all" : `not ${weak.map(([name]) => name).join(", ")}`,
      isHeld: weak.length === 0,
    },
  ];
}

export function speedGoals({ textRatio, htmlRatio }: Speed): Goal[] {
  return [
    {
      goal: "speed on text: at least 1.5 x email-reply-parser",
      measured: textRatio.toFixed(2),
      isHeld: textRatio >= 1.5,
    },
    {
      goal: "time for html: at most 1 x mailparser's",
      measured: htmlRatio.toFixed(2),
      isHeld: htmlRatio <= 1,
    },
  ];
}
